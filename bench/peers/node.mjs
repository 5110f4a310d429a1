// The job of bench/README.md in JavaScript, as one would write it to be quick: node.mjs INPUT OUTPUT
import fs from "node:fs";
import path from "node:path";
import zlib from "node:zlib";

const LABEL = /^(?:### |\*\*)([^:：\n]+)[:：]/gm;
const DATE = /[0-9]{4}年[0-9]{1,2}月(?:[0-9]{1,2}日)?|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]* [0-9]{1,2}, [0-9]{4}/g;
const MONEY = /[0-9]+(?:\.[0-9]+)?(?:万|亿|萬|億)?(?:元|美元|欧元|歐元|块钱|塊錢)|\$[0-9][0-9,]*(?:\.[0-9]+)?/g;

function* zipMembers(file) {
  const bytes = fs.readFileSync(file);
  let end = bytes.length - 22;
  while (bytes.readUInt32LE(end) !== 0x06054b50) end--;
  const count = bytes.readUInt16LE(end + 10);
  let at = bytes.readUInt32LE(end + 16);
  for (let i = 0; i < count; i++) {
    const method = bytes.readUInt16LE(at + 10), crc = bytes.readUInt32LE(at + 16), packed = bytes.readUInt32LE(at + 20);
    const nameLength = bytes.readUInt16LE(at + 28), local = bytes.readUInt32LE(at + 42);
    const name = bytes.toString("utf8", at + 46, at + 46 + nameLength);
    at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
    const from = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    const raw = bytes.subarray(from, from + packed);
    const data = method === 8 ? zlib.inflateRawSync(raw) : raw;
    if (zlib.crc32 && zlib.crc32(data) !== crc) throw new Error(`${name}: damaged`);
    yield [name, data];
  }
}

function* folderMembers(folder) {
  for (const name of fs.readdirSync(folder).sort()) yield [name, fs.readFileSync(path.join(folder, name))];
}

const [input, output] = process.argv.slice(2);
const out = fs.openSync(output, "w");
let pending = "";
for (const [id, data] of fs.statSync(input).isDirectory() ? folderMembers(input) : zipMembers(input)) {
  const text = data.toString("utf8");
  const labels = [...text.matchAll(LABEL)];
  labels.forEach((label, i) => {
    const words = text.slice(label.index + label[0].length, i + 1 < labels.length ? labels[i + 1].index : undefined);
    const dates = words.match(DATE), sums = words.match(MONEY);
    pending += JSON.stringify({
      id, turn: i + 1, speaker: label[1], dates: dates ? dates.length : 0, date: dates ? dates[0] : null,
      sums: sums ? sums.length : 0, sum: sums ? sums[0] : null,
    }) + "\n";
  });
  if (pending.length > 1 << 20) {
    fs.writeSync(out, pending);
    pending = "";
  }
}
fs.writeSync(out, pending);
