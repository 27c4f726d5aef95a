// Reads WARC files by warcio.js, and compares the digests of blocks and payloads with what it reads.
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { WARCParser } from "warcio";

const base32 = (bytes) => {
  const digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  let text = "", value = 0, bits = 0;
  for (const byte of bytes) {
    value = (value << 8) | byte;
    for (bits += 8; bits >= 5; bits -= 5) text += digits[(value >>> (bits - 5)) & 31];
    value &= (1 << bits) - 1;
  }
  return text;
};

const sha1 = (bytes) => "sha1:" + base32(createHash("sha1").update(bytes).digest());

// The payload is the body without chunk framing.
const dechunked = (body) => {
  const parts = [];
  for (let at = 0; ; ) {
    const end = body.indexOf("\r\n", at);
    const size = end < 0 ? 0 : parseInt(body.subarray(at, end).toString("latin1"), 16) || 0;
    if (size === 0) return Buffer.concat(parts);
    parts.push(body.subarray(end + 2, end + 2 + size));
    at = end + 2 + size + 2;
  }
};

let problems = 0, records = 0;
const check = (found, expected, what) => {
  if (expected && found !== expected) {
    problems++;
    console.log(`${what}: ${expected} expected, ${found} found`);
  }
};

for (const file of process.argv.slice(2)) {
  // Blocks as they are, so that nothing is interpreted before it is hashed.
  for await (const record of new WARCParser(createReadStream(file), { parseHttp: false })) {
    records++;
    const block = Buffer.from(await record.readFully(false));
    const where = `${file}: ${record.warcType} of ${record.warcTargetURI}`;
    check(String(block.length), record.warcHeader("Content-Length"), `${where}: length`);
    check(sha1(block), record.warcHeader("WARC-Block-Digest"), `${where}: block`);
    if (record.warcType === "response") {
      const headEnd = block.indexOf("\r\n\r\n") + 4;
      const isChunked = /^transfer-encoding:\s*chunked\s*$/im.test(block.subarray(0, headEnd).toString("latin1"));
      const body = block.subarray(headEnd);
      check(sha1(isChunked ? dechunked(body) : body), record.warcHeader("WARC-Payload-Digest"), `${where}: payload`);
    }
  }
}
console.log(`warcio: ${records} records, ${problems} problems`);
process.exit(problems ? 1 : 0);
