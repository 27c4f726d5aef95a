// Checks a WACZ file after WACZ 1.1.1 and WACZ Signing and Verification 0.1.0 (anonymous): node verify-wacz.mjs FILE.wacz
import { execFileSync } from 'node:child_process';
import { createHash, webcrypto } from 'node:crypto';

const [file] = process.argv.slice(2);
const read = (name) => execFileSync('unzip', ['-p', file, name], { maxBuffer: 1 << 30 });
const sha256 = (bytes) => 'sha256:' + createHash('sha256').update(bytes).digest('hex');
const bytes = (base64) => Buffer.from(base64, 'base64');

const problems = [];
const description = read('datapackage.json');
const { profile, wacz_version: version, resources } = JSON.parse(description);
if (profile !== 'data-package' || version !== '1.1.1') {
  problems.push(`profile ${profile}, version ${version}`);
}
for (const { path, hash, bytes: length } of resources) {
  const content = read(path);
  if (sha256(content) !== hash || content.length !== length) {
    problems.push(`${path}: ${content.length} bytes, ${sha256(content)}; described as ${length} bytes, ${hash}`);
  }
}
const digest = JSON.parse(read('datapackage-digest.json'));
if (digest.path !== 'datapackage.json' || digest.hash !== sha256(description)) {
  problems.push('datapackage-digest.json does not have the digest of datapackage.json');
}
let signed = 'not signed';
if (digest.signedData) {
  const { hash, signature, publicKey, created, software } = digest.signedData;
  const key = await webcrypto.subtle.importKey('spki', bytes(publicKey), { name: 'ECDSA', namedCurve: 'P-384' }, false, ['verify']);
  const holds = hash === digest.hash
    && await webcrypto.subtle.verify({ name: 'ECDSA', hash: 'SHA-256' }, key, bytes(signature), Buffer.from(hash));
  signed = holds ? `the signature holds (${software}, ${created})` : 'the signature does not hold';
  if (!holds) {
    problems.push(signed);
  }
}
problems.forEach((problem) => console.log(`${file}: ${problem}`));
console.log(`${file}: ${resources.length} files, ${problems.length} problems, ${signed}`);
process.exit(problems.length ? 1 : 0);
