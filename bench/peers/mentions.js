// Times by chrono-node, or times and numbers by Microsoft's Recognizers, line by line: mentions.js MODULE TEXT LANGUAGE
const [module_name, path, language] = process.argv.slice(2);
const peer = require(module_name);
const lines = require("fs").readFileSync(path, "utf8").split("\n").filter((line) => line.trim());
let count = 0;
for (const line of lines) {
  if (module_name === "chrono-node") {
    count += (language === "zh" ? peer.zh.hant : peer.en).parse(line).length;
    continue;
  }
  const culture = language === "zh" ? "zh-cn" : "en-us";
  for (const recognize of ["DateTime", "Number", "Percentage", "Currency", "Dimension", "Age", "Temperature", "Ordinal"]) {
    count += peer["recognize" + recognize](line, culture).length;
  }
}
console.log(count);
