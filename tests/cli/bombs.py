"""Hostile archives, made anew by each run: whoever opens one must neither crash, hang, fill memory nor write.

hostile(folder) writes them all and gives (file, codes, documents): the codes that rejects of it must have (at
least one of each, and no others), and how many good documents must come out all the same.
"""
import io
import os
import struct
import subprocess
import tarfile
import tempfile
import zlib

import quine

TALK = b"Ann: Why do you keep the mill?\nBob: Because of the water.\nAnn: And the wheel?\nBob: It turns.\n"

KINDS = {
    "zip": ["--format=zip"], "tar": ["--format=pax"], "tar.gz": ["-z"], "tar.bz2": ["-j"], "tar.xz": ["-J"],
    "tar.zst": ["--zstd"], "tar.lz4": ["--lz4"], "7z": ["--format=7zip"], "cpio": ["--format=newc"],
    "ar": ["--format=arbsd"], "iso": ["--format=iso9660"],
}


class Zip:
    """A zip in which every field can lie."""

    def __init__(self):
        self.body, self.directory, self.count = bytearray(), bytearray(), 0

    def local(self, name, crc, packed, size, method, extra=b"", flags=0):
        at = len(self.body)
        self.body += b"PK\3\4" + struct.pack("<HHHHHIIIHH", 45, flags, method, 0, 33, crc, packed, size, len(name), len(extra))
        self.body += name + extra
        return at

    def entry(self, name, crc, packed, size, method, at, extra=b"", flags=0, mode=0):
        self.directory += b"PK\1\2" + struct.pack("<HHHHHHIIIHH", 3 << 8 | 45, 45, flags, method, 0, 33, crc, packed, size, len(name), len(extra))
        self.directory += struct.pack("<HHHII", 0, 0, 0, mode << 16, at) + name + extra
        self.count += 1

    def add(self, name, data, method=8, flags=0, mode=0o100644):
        body = zlib.compress(data, 9, -15) if method == 8 else data
        at = self.local(name, zlib.crc32(data), len(body), len(data), method, flags=flags)
        self.body += body
        self.entry(name, zlib.crc32(data), len(body), len(data), method, at, flags=flags, mode=mode)
        return self

    def bytes(self):
        start, size = len(self.body), len(self.directory)
        end = b""
        if self.count > 0xFFFE:
            end = b"PK\6\6" + struct.pack("<QHHIIQQQQ", 44, 45, 45, 0, 0, self.count, self.count, size, start)
            end += b"PK\6\7" + struct.pack("<IQI", 0, start + size, 1)
        few = min(self.count, 0xFFFF)
        return bytes(self.body + self.directory + end) + b"PK\5\6" + struct.pack("<HHHHIIH", 0, 0, few, few, size, start, 0)


def deflated_zeros(size):
    packer, out = zlib.compressobj(9, zlib.DEFLATED, -15), bytearray()
    for _ in range(size >> 20):
        out += packer.compress(bytes(1 << 20))
    return bytes(out + packer.flush()), zlib.crc32(bytes(size))


def one_kernel(count):
    """Many entries that all stand for the same data."""
    data, crc = deflated_zeros(4 << 20)
    made = Zip()
    at = made.local(b"same", crc, len(data), 4 << 20, 8)
    made.body += data
    for _ in range(count):
        made.entry(b"same", crc, len(data), 4 << 20, 8, at)
    return made.bytes()


def quoting(count):
    """Each member holds the local headers of all that follow, as stored blocks, and the same kernel."""
    data, crc = deflated_zeros(4 << 20)
    kernel = bytes(4 << 20)
    parts, packed, unpacked, entries = data, len(data), kernel, []
    for i in reversed(range(count)):
        name = b"%03d" % i
        header = b"PK\3\4" + struct.pack("<HHHHHIIIHH", 20, 0, 8, 0, 33, zlib.crc32(unpacked), packed, len(unpacked), 3, 0) + name
        entries.append((name, zlib.crc32(unpacked), packed, len(unpacked), len(parts) + len(header)))
        quote = b"\0" + struct.pack("<HH", len(header), len(header) ^ 0xFFFF) if i else b""
        parts = quote + header + parts
        unpacked = header + unpacked
        packed = len(parts)
    made = Zip()
    made.body += parts
    for name, crc, packed, size, from_end in reversed(entries):
        made.entry(name, crc, packed, size, 8, len(parts) - from_end)
    return made.bytes()


def nested(levels, width):
    inner = Zip().add(b"zeros.txt", bytes(8 << 20)).bytes()
    for _ in range(levels):
        made = Zip()
        for i in range(width):
            made.add(b"%02d.zip" % i, inner)
        inner = made.bytes()
    return inner


def claims(size, method):
    """A member of so many bytes by both its headers, ZIP64 and all, and next to nothing behind them."""
    made, data = Zip(), zlib.compress(TALK, 9, -15)
    wide = struct.pack("<HHQQ", 1, 16, size, len(data) if method else size)
    at = made.local(b"huge.txt", 1, 0xFFFFFFFF, 0xFFFFFFFF, method, wide)
    made.body += data
    made.entry(b"huge.txt", 1, 0xFFFFFFFF, 0xFFFFFFFF, method, at, wide)
    return made.add(b"good.txt", TALK).bytes()


def many(count, is_folders):
    made = Zip()
    if is_folders:
        head = made.local(b"a/", 0, 0, 0, 0)
        for _ in range(count):
            made.entry(b"a/", 0, 0, 0, 0, head)
    else:
        for i in range(count):
            name = b"%06d" % i
            made.entry(name, 0, 0, 0, 0, made.local(name, 0, 0, 0, 0))
    return made.bytes()


ODD_NAMES = [
    b"esc\x1b]0;owned\x07\x1b[2J.txt", b"line\nbreak\r.txt", b"nul\0.txt", "bidi\u202etxt.exe.txt".encode(),
    b"invalid\xff\xfe.txt", b"%s%n%x.txt", b"$(touch owned);`touch owned`.txt", b"-rf.txt", b"<script>.txt", b"=1+1.txt",
    "c1\u009b31m.txt".encode(), b" .txt", b"a!/b#L1.txt", b"CON.txt", b"x" * 4000 + b".txt",
]


def odd_names():
    made = Zip()
    for name in ODD_NAMES:
        made.add(name, TALK, flags=0x800 if not name.startswith(b"invalid") else 0)
    made.add(b"y" * 65535, TALK)  # beyond the limit of names
    return made.bytes()


def climbing(root):
    names = [b"../evil.txt", b"../../../../../../../../../../" + root + b"/evil.txt", root + b"/absolute.txt", b"..\\evil.txt",
             b"C:\\evil.txt", b"\\\\host\\share\\evil.txt", b"a/../../evil.txt", b"./././evil.txt", b"~/evil.txt", b"/"]
    return names


def climbing_zip(root):
    made = Zip()
    for name in climbing(root):
        made.add(name, TALK)
    made.add(b"link", root + b"/secret", mode=0o120777)
    return made.add(b"link/evil.txt", TALK).bytes()


def tar_of(members):
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.PAX_FORMAT) as archive:
        for name, kind, target, data in members:
            info = tarfile.TarInfo(name)
            info.type, info.linkname, info.size = kind, target, len(data)
            archive.addfile(info, io.BytesIO(data))
    return out.getvalue()


def climbing_tar(root):
    root = os.fsdecode(root)
    files = [(os.fsdecode(name), tarfile.REGTYPE, "", TALK) for name in climbing(os.fsencode(root))]
    return tar_of(files + [
        ("link", tarfile.SYMTYPE, root, b""), ("link/through.txt", tarfile.REGTYPE, "", TALK),
        ("secret", tarfile.SYMTYPE, root + "/secret", b""), ("secret", tarfile.REGTYPE, "", TALK),
        ("hard", tarfile.LNKTYPE, root + "/secret", b""), ("loop", tarfile.SYMTYPE, "loop", b""),
        ("null", tarfile.CHRTYPE, "", b""), ("disk", tarfile.BLKTYPE, "", b""), ("pipe", tarfile.FIFOTYPE, "", b""),
        ("folder/", tarfile.DIRTYPE, "", b"")])


def tar_claims(size):
    good = tar_of([("good.txt", tarfile.REGTYPE, "", TALK)])[:1024]
    info = tarfile.TarInfo("huge.txt")
    info.size = size
    return good + info.tobuf(tarfile.GNU_FORMAT) + TALK


def tar_endless_headers(count):
    """Pax headers after each other, none of them with a file."""
    info = tarfile.TarInfo("x")
    info.type, info.size = tarfile.XHDTYPE, 512
    record = b"11 path=ab\n"
    return (info.tobuf() + record + b"\0" * (512 - len(record))) * count


def bomb_in_gzip(size, times):
    out = bytes(size)
    for _ in range(times):
        packer = zlib.compressobj(9, zlib.DEFLATED, 31)
        out = packer.compress(out) + packer.flush()
    return out


def whole(folder, count=12):
    """The same documents in every kind of container that can be made here: names of the files."""
    texts = {f"talk{i:02}.txt": TALK + b"Ann: " + bytes(f"Say {i} in words? " * 40, "ascii") + b"\nBob: "
             + zlib.compress(b"%d" % i).hex().encode() * 20 + b"\n" for i in range(count)}
    with tempfile.TemporaryDirectory() as source:
        for name, text in texts.items():
            with open(os.path.join(source, name), "wb") as file:
                file.write(text)
        names = []
        for suffix, flags in KINDS.items():
            name = os.path.join(folder, "whole." + suffix)
            run = subprocess.run(["bsdtar", "-cf", name, *flags, *texts], cwd=source, capture_output=True)
            if run.returncode == 0:
                names.append(name)
    return names, texts


def cut(data, sixteenth):
    return data[:len(data) * sixteenth // 16]


def spoiled(data, sixteenth):
    at = min(len(data) * sixteenth // 16, len(data) - 1)
    return data[:at] + bytes(byte ^ 0x5A for byte in data[at:at + 8]) + data[at + 8:]


def hostile(folder, root):
    """Writes all into folder; root is a folder in which some of them would like to write."""
    root = os.fsencode(root)
    zeros, crc = deflated_zeros(256 << 20)
    bomb = Zip().add(b"good.txt", TALK)
    at = bomb.local(b"zeros.txt", crc, len(zeros), 256 << 20, 8)
    bomb.body += zeros
    bomb.entry(b"zeros.txt", crc, len(zeros), 256 << 20, 8, at)
    cases = [
        ("ratio.zip", bomb.add(b"more.txt", TALK).bytes(), {"limit_ratio"}, None),
        ("kernel.zip", one_kernel(300), {"ambiguous"}, 0),
        ("quoting.zip", quoting(300), {"ambiguous", "encoding"}, 0),
        ("nested.zip", nested(3, 16), {"limit_ratio", "encoding"}, 0),
        ("deep.zip", nested(9, 1), {"limit_depth"}, 0),
        ("self.gz", quine.gzip_quine(), {"limit_depth"}, 0),
        ("self.zip", quine.zip_quine(), {"limit_depth"}, 0),
        ("gzip.gz", bomb_in_gzip(256 << 20, 1), {"limit_ratio", "limit_document"}, 0),
        ("gzip2.gz", bomb_in_gzip(256 << 20, 2), {"limit_ratio", "limit_document"}, 0),
        ("claims-stored.zip", claims(1 << 40, 0), {"limit_member"}, 1),
        ("claims-packed.zip", claims(1 << 40, 8), {"limit_member"}, 1),
        ("claims-less.zip", claims(1 << 31, 8), {"ambiguous", "limit_ratio"}, 1),
        ("claims.tar", tar_claims(1 << 40), {"limit_member", "truncated"}, 1),
        ("headers.tar", tar_endless_headers(20000), {"truncated", "malformed"}, 0),
        ("folders.zip", many(1000000, True), set(), 0),
        ("empties.zip", many(100000, False), set(), 0),
        ("names.zip", odd_names(), {"limit_name"}, len(ODD_NAMES)),
        ("climbing.zip", climbing_zip(root), set(), 9),
        ("climbing.tar", climbing_tar(root), set(), 10),
    ]
    for name, data, codes, documents in cases:
        with open(os.path.join(folder, name), "wb") as file:
            file.write(data)
    return [(name, codes, documents) for name, _, codes, documents in cases]
