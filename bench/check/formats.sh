#!/bin/bash
# Judges what `ayatori check` writes by the schemas of its formats: SARIF by the schema of SARIF 2.1.0, JUnit by those of Ant and Jenkins.
# Usage: formats.sh WORK DIR, with the folder of a crawl with --links full. Needs npm and xmllint (Debian: libxml2-utils). JUNIT_XSD and
# JENKINS_XSD name schemas that are there already.
set -euo pipefail
work=${1:?usage: formats.sh WORK DIR} crawl=${2:?usage: formats.sh WORK DIR}
ayatori=${AYATORI:-$(cd "$(dirname "$0")/../.." && pwd)/ayatori}
mkdir -p "$work"
crawl=$(realpath "$crawl")
cd "$work"
[ -e package.json ] || echo '{"private": true}' > package.json
npm install --silent --no-audit --no-fund ajv@8 ajv-draft-04@1 ajv-formats@3 @microsoft/jest-sarif@1.0.0-beta.0
raw=https://raw.githubusercontent.com
[ -n "${JUNIT_XSD:-}" ] || { JUNIT_XSD=ant.xsd; curl -fsSL -o ant.xsd "$raw/windyroad/JUnit-Schema/master/JUnit.xsd"; }
[ -n "${JENKINS_XSD:-}" ] || {
  JENKINS_XSD=jenkins.xsd
  curl -fsSL -o jenkins.xsd "$raw/jenkinsci/xunit-plugin/master/src/main/resources/org/jenkinsci/plugins/xunit/types/model/xsd/junit-10.xsd"
}

for format in sarif junit github markdown json; do "$ayatori" check --fail-on none --format "$format" "$crawl" > "check.$format"; done
xmllint --noout --schema "$JUNIT_XSD" check.junit
xmllint --noout --schema "$JENKINS_XSD" check.junit
node - << 'JS'
const { readFileSync } = require("node:fs");
const schema = JSON.parse(readFileSync("node_modules/@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json"));
const Ajv = schema.$schema.includes("draft-04") ? require("ajv-draft-04") : require("ajv");
const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
require("ajv-formats")(ajv);
const sarif = JSON.parse(readFileSync("check.sarif"));
const valid = ajv.validate(schema, sarif);
console.log(`check.sarif ${valid ? "validates" : "fails"}: ${sarif.runs[0].results.length} results`);
if (!valid) console.log(ajv.errors.slice(0, 20));
// Each line is a command or nothing: the runner knows of no line break within one.
const odd = readFileSync("check.github", "utf8").split("\n").filter((line) => line && !/^::(error|warning|notice) title=[a-z0-9-]+::[^\r]+$/.test(line));
console.log(odd.length === 0 ? "check.github validates" : `check.github fails: ${odd[0]}`);
process.exit(valid && odd.length === 0 ? 0 : 1);
JS
