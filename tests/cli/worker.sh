#!/usr/bin/env bash
# The worker alone, spoken to in frames: what it answers to jobs, units and FINISH, and that
# whatever happens to one document stays with it. Usage: worker.sh BUILD SOURCE
set -eu
build=$(realpath "$1")
source=$(realpath "$2")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
PYTHONDONTWRITEBYTECODE=1 PYTHONPATH="$source/tests/cli" exec python3 - "$build" "$work" <<'EOF'
import json
import random
import struct
import sys
from worker import *

build, work = sys.argv[1:]
data = build + "/share/moonscribe"
TALK = "Ann: Why?\nBob: Because of 3 reasons.\nAnn: Which?\nBob: None.\n".encode()


def script(body, name="test"):
    path = f"{work}/{name}.lua"
    with open(path, "w") as file:
        file.write(body)
    return path


def start(body, load=None, **values):
    worker = Worker(build + "/moonscribe-worker")
    ready = worker.job(script=script(body), data=data, **(load or {}))
    assert isinstance(ready, dict), ready
    started = worker.job(**values)
    assert isinstance(started, dict), started
    return worker


def check(got, expected):
    assert got == expected, f"\n     got {got}\nexpected {expected}"


def kinds(frames):
    return [kind for kind, _ in frames]


EACH = """local ms = require "moonscribe"
return ms.script { name = "t", columns = { "n", "text" }, each = function(interview, emit, opt) %s end }"""

# Values in the order of the columns are a row too; too many are the script's error.
worker = start(EACH % "emit(1, 'a') emit(2) emit(nil, interview.text:sub(1, 3)) emit({1, 2}, 'b')")
frames = worker.unit(0, "a.txt", content=TALK)
check(b"".join(fields[3] for kind, fields in frames if kind == ROWS),
      b'{"n":1,"text":"a"}\n{"n":2,"text":null}\n{"n":null,"text":"Ann"}\n{"n":[1,2],"text":"b"}\n')
worker = start(EACH % "emit(1, 2, 3)")
check([fields[4] for kind, fields in worker.unit(0, "a.txt", content=TALK) if kind == REJECT], ["script"])

# Rows of a document come whole, after its announcement.
worker = start(EACH % "for t in interview:turns() do emit { n = t.index, text = t.text } end", encode="jsonl")
frames = worker.unit(7, "talks/a.txt", content=TALK)
check(kinds(frames), [DOCUMENT, ROWS, UNIT_DONE])
number, _, name, size, digest, source = frames[0][1]
check((number, name, size, source), (7, "a.txt", len(TALK), "talks/a.txt"))
check(worker.unit(7, "talks/a.txt", content=TALK)[0][1][4], digest)
unit, count, keys, rows = frames[1][1]
check((unit, count, keys), (7, 4, b""))
check([json.loads(line)["text"] for line in rows.decode().splitlines()], ["Why?", "Because of 3 reasons.", "Which?", "None."])
# The prefix of ids is taken as it is given.
check(worker.unit(8, "b.txt", "set/b.txt", content=TALK)[0][1][2], "set/b.txt")
# What is no transcript is a skip, what cannot be read a reject, and both name the file.
check(worker.unit(9, "p.png", content=b"\x89PNG\r\n\x1a\n")[0], (SKIP, [9, 0, "p.png", "an image (PNG)"]))
check(worker.unit(10, "empty.txt", content=b"")[0][0], SKIP)
check(worker.unit(11, "a.txt.meta.json", content=b"{}")[0][0], SKIP)
frames = worker.unit(12, "d.pdf", content=b"%PDF-1.4")
check(kinds(frames), [DOCUMENT, REJECT, UNIT_DONE])
check(frames[1][1][2:5], ["d.pdf", "decode", "unsupported"])
check(kinds(worker.end()), [DONE])

# An error rejects the document with file and line; its rows are dropped; the next one is well.
worker = start(EACH % "emit { n = 1 }\nif interview.doc == 'bad.txt' then error('no!') end")
frames = worker.unit(1, "bad.txt", content=TALK)
check(frames[1], (REJECT, [1, 0, "bad.txt", "script", "script", f"{work}/test.lua:3: no!"]))
check(kinds(worker.unit(2, "good.txt", content=TALK)), [DOCUMENT, ROWS, UNIT_DONE])
worker.end()

# An unknown column is an error that suggests.
worker = start(EACH % "emit { txt = 1 }")
assert "did you mean 'text'" in worker.unit(1, "a.txt", content=TALK)[1][1][5]
worker.end()

# Limits end a document, each with its name, and the next one has full limits again.
for body, load, code in [
    ("while true do pcall(function() while true do end end) end", {"limit_time": "200ms"}, "limit_time"),
    ("local co = coroutine.wrap(function() while true do end end) co()", {"limit_time": "200ms"}, "limit_time"),
    ("local t = {} while true do t[#t + 1] = { 'x' } end", {"limit_memory": "24M"}, "limit_memory"),
    ("while true do emit { n = 1 } end", {"limit_rows": "1000"}, "limit_rows"),
    ("while true do pcall(emit, { n = 1 }) end", {"limit_rows": "1000"}, "limit_rows"),
    ("for i = 1, 1e9 do emit { text = ('x'):rep(1000) } end", {"limit_output": "100000"}, "limit_output"),
    ("for i = 1, 1e9 do local _ = ('x'):rep(100000) end", {"limit_fuel": "50000000"}, "limit_fuel"),
]:
    worker = start(EACH % ("if interview.doc == 'bad.txt' then " + body + " end emit { n = 2 }"), load)
    for _ in range(2):
        frames = worker.unit(1, "bad.txt", content=TALK)
        check((kinds(frames), frames[1][1][3:5]), ([DOCUMENT, REJECT, UNIT_DONE], ["script", code]))
        assert "--" + code.replace("_", "-") in frames[1][1][5], frames[1]
        check(kinds(worker.unit(2, "good.txt", content=TALK)), [DOCUMENT, ROWS, UNIT_DONE])
    worker.end()

# Nothing leaks from one document to the next: neither globals, upvalues, options nor chance.
worker = start("""local ms = require "moonscribe"
local seen = 0
return ms.script { name = "t", columns = { "n", "text" }, options = { o = { default = 1, type = "integer" } },
  each = function(interview, emit, opt)
    seen, count = seen + 1, (count or 0) + 1
    opt.o = opt.o + 1
    emit { n = seen + count + opt.o, text = tostring(math.random(1 << 50)) }
    local turn = interview:turn(1)
    for _, object in ipairs { interview, turn, interview.text } do
      local meta = getmetatable(object)
      if type(meta) == "table" then error "an object's metatable can be reached" end
    end
    for mention in interview:mentions() do
      if type(getmetatable(mention)) == "table" then error "a mention's metatable can be reached" end
    end
    for point in interview:points() do
      if type(getmetatable(point)) == "table" then error "a point's metatable can be reached" end
    end
  end }""")
first, second = (worker.unit(i, "a.txt", content="Ann: Why?\nBob: 第一，来。第二，去。\nAnn: So?\nBob: So.".encode()) for i in (1, 2))
assert kinds(first) == [DOCUMENT, ROWS, UNIT_DONE], first
check(first[1][1][3], second[1][1][3])
assert first[1][1][3].startswith(b'{"n":4,'), first
worker.end()

# Slices of a document that has gone are stale. (A script cannot keep one, but the buffer is
# used again.) Corrections beside a transcript, and what the user says, which wins.
worker = start(EACH % "for t in interview:turns() do emit { n = t.index, text = t.speaker } end emit { text = interview.date }",
               speaker=["Ann=Anna"])
beside = json.dumps({"date": "2020-02-03", "speakers": {"Ann": "Nobody", "Bob": "Robert"}}).encode()
rows = worker.unit(1, "a.txt", beside=beside, content=TALK)[1][1][3].decode().splitlines()
check([json.loads(row)["text"] for row in rows], ["Anna", "Robert", "Anna", "Robert", "2020-02-03"])
frames = worker.unit(1, "a.txt", beside=b"{", content=TALK)
check((frames[1][0], frames[1][1][3]), (REJECT, "decode"))
worker.end()

# Encodings: detected, given by the user, or none.
worker = start(EACH % "emit { text = interview.encoding.name } emit { text = interview:turn(1).text }")
text = "主持人：你好，今天我们谈谈天气。\n沈岚：好的，谢谢。\n主持人：为什么？\n沈岚：不知道。\n"
for name in ["utf-8", "gb18030", "utf-16"]:
    rows = worker.unit(1, "a.txt", content=text.encode(name))[1][1][3].decode().splitlines()
    check(json.loads(rows[1])["text"], "你好，今天我们谈谈天气。")
frames = worker.unit(1, "a.bin", content=random.Random(1).randbytes(4096))
check(frames[1][1][3:5], ["decode", "encoding"])
worker.end()

# Sort keys travel when there is an order: key and length of each row.
worker = start("""local ms = require "moonscribe"
return ms.script { name = "t", columns = { "n" }, order = { "n" }, each = function(_, emit) emit { n = 2 } emit { n = 10 } end }""")
_, count, keys, rows = worker.unit(1, "a.txt", content=TALK)[1][1]
found, at = [], 0
while at < len(keys):
    length, = struct.unpack_from("<I", keys, at)
    key = keys[at + 4:at + 4 + length]
    row, = struct.unpack_from("<I", keys, at + 4 + length)
    found.append((key, row))
    at += 8 + length
check(sum(row for _, row in found), len(rows))
assert found[0][0] < found[1][0]
worker.end()

# A row that fails halfway is not there, even when the script catches the error.
worker = start("""local ms = require "moonscribe"
return ms.script { name = "t", columns = { "n", "f" }, order = { "n" }, each = function(_, emit)
  emit { n = 1 } assert(not pcall(emit, { n = {} })) assert(not pcall(emit, { n = 1, f = print })) emit { n = 2 } end }""")
_, count, keys, rows = worker.unit(1, "a.txt", content=TALK)[1][1]
check((count, rows.count(b"\n")), (2, 2))
worker.end()

# The end of a run: finish folds, views and writers lay out, and the encodings are there.
FOLD = """local ms = require "moonscribe"
return ms.script { name = "t", columns = { "n", "text" }, each = function() end,
  views = { md = function(rows, put) for row in rows do put("- " .. row.text .. "\\n") end end },
  %s }"""
ROWS_IN = b'{"n":1,"text":"a"}\n{"n":null,"text":"b, \\u00fc"}\n'
for finish, to, expected in [
    ("", "md", "- a\n- b, ü\n"),
    ("", "csv", 'n,text\n1,a\n,"b, ü"\n'),
    ("finish = function(rows, out) local n = 0 for row in rows do n = n + (row.n or 10) end out { n = n } end", "jsonl",
     '{"n":11,"text":null}\n'),
    ("finish = function(rows, out) for row in rows do out { text = row.text:upper() } end end", "md", "- A\n- B, ü\n"),
]:
    worker = start(FOLD % finish, to=to)
    output, failures = worker.finish(ROWS_IN)
    check((output.decode(), failures), (expected, []))
worker = start(FOLD % "finish = function() error 'not today' end", to="jsonl")
output, failures = worker.finish(ROWS_IN)
check(failures[0][:2], ["finish", "script"])
worker = start(FOLD % "", to="jsonl")
output, failures = worker.finish(b'{"n":')
assert "row 1 of the run" in failures[0][2], failures

# Plugins beside the script are used, those of --plugins win over them, and a broken one ends
# the job with file and line.
def plugin(path, body):
    os.makedirs(os.path.dirname(f"{work}/{path}"), exist_ok=True)
    with open(f"{work}/{path}", "w") as file:
        file.write(body)

FORMAT = """return require "moonscribe".format { name = "loud", bid = function(head) return head:starts "!!" and 100 or 0 end,
  turns = function(document) return { { speaker = "%s", text = document.text:sub(3) } }, { title = "T" } end }"""
plugin("formats/loud.lua", FORMAT % "beside")
plugin("more/formats/x.lua", FORMAT % "more")
BODY = EACH % "emit { text = interview:turn(1).speaker .. interview:turn(1).text }"
for load, expected in [({}, "besidehello"), ({"plugins": work + "/more"}, "morehello")]:
    worker = start(BODY, load)
    rows = worker.unit(1, "a.txt", content=b"!!hello")[1][1][3]
    check(json.loads(rows)["text"], expected)
    worker.end()
plugin("formats/broken.lua", "\nreturn }")
worker = Worker(build + "/moonscribe-worker")
kind, fields = worker.job(script=script(BODY), data=data)
assert kind == FAIL and fields[0] == "load" and "formats/broken.lua:2:" in fields[2], fields
worker.end()
os.remove(f"{work}/formats/broken.lua")

# Dates by document, from a table that the user gives.
with open(f"{work}/dates.csv", "w") as file:
    file.write("a.txt,2019-01-02\nb.txt,2018\n")
worker = start(EACH % "emit { text = interview.date }", dates=f"{work}/dates.csv", date="2001")
for name, expected in [("a.txt", "2019-01-02"), ("b.txt", "2018"), ("c.txt", "2001")]:
    check(json.loads(worker.unit(1, name, content=TALK)[1][1][3])["text"], expected)
worker.end()

# Scripts that do not load, and options that do not fit, fail the job with a place and advice.
def refused(expected, load, **values):
    worker = Worker(build + "/moonscribe-worker")
    answer = worker.job(data=data, **load)
    if values:
        answer = worker.job(**values)
    assert answer[0] == FAIL and expected in answer[1][2], answer
    worker.end()

refused("x.lua", {"script": "./x.lua"})
refused('did you mean "summary"', {"script": "sumary"})
refused("test.lua:1:", {"script": script("return +")})
refused("a script ends with", {"script": script("return 1")})
refused('did you mean "columns"', {"script": script(EACH.replace("columns", "colums") % "")})
refused("built-in flag --to", {"script": script('return require "moonscribe".script { name = "t", columns = { "a" }, each = print, options = { to = {} } }')})
OPTIONS = 'return require "moonscribe".script { name = "t", columns = { "a" }, each = print, options = { colour = { choices = { "red", "blue" } }, size = { type = "integer" } } }'
refused('did you mean "colour"', {"script": script(OPTIONS)}, option_color="red")
refused('did you mean "blue"', {"script": script(OPTIONS)}, option_colour="bluee")
refused("takes a whole number", {"script": script(OPTIONS)}, option_size="1.5")
refused("LABEL=VALUE", {"script": script(OPTIONS)}, speaker="Ann")
refused("no limit called", {"script": script(OPTIONS), "limit_tmie": "1s"})

# A protocol error is an answer, not a crash.
worker = Worker(build + "/moonscribe-worker")
worker.send(77, b"xyz")
check(worker.receive()[0], FAIL)
worker.end()

# Tools: the plugins there are, and their samples.
worker = Worker(build + "/moonscribe-worker")
worker.job(tool="plugins", data=data)
output = b"".join(fields[0] for kind, fields in worker.end() if kind == OUTPUT)
assert {"dialogue", "prose"} <= {line.split()[1] for line in output.decode().splitlines()}, output
worker = Worker(build + "/moonscribe-worker")
worker.job(tool="test", data=data)
frames = worker.end()
output = b"".join(fields[0] for kind, fields in frames if kind == OUTPUT).decode()
assert FAIL not in kinds(frames) and "ok   format prose (" in output, (output, frames)
bad = script('return require "moonscribe".format { name = "x", bid = function() return 0 end, turns = function(d) return { { text = d.text } } end,'
             'samples = { { input = "a", turns = { { text = "b" } } } } }', "bad")
worker = Worker(build + "/moonscribe-worker")
worker.job(tool="test", data=data, arg=bad)
frames = worker.end()
output = b"".join(fields[0] for kind, fields in frames if kind == OUTPUT).decode()
assert FAIL in kinds(frames) and 'turn 1: text is "a", expected "b"' in output, output

# What `moonscribe new` writes stands on its own feet.
for kind in ["script", "format", "extractor"]:
    with open(f"{data}/scripts/templates/{kind}.lua") as file:
        path = script(file.read().replace("NAME", "sample"), "template-" + kind)
    worker = Worker(build + "/moonscribe-worker")
    worker.job(tool="test", data=data, arg=path)
    frames = worker.end()
    output = b"".join(fields[0] for kind, fields in frames if kind == OUTPUT).decode()
    assert FAIL not in kinds(frames) and f"ok   {kind} sample" in output, (output, frames)
print("ok")
EOF
