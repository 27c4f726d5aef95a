#!/usr/bin/env bash
# Scores Ayatori, Readability and Defuddle on the same pages. Usage: bench/text/run.sh [SUITES]; needs Node.js 20 and npm.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd); root=$(cd "$here/../.." && pwd)
suites=$(cd "${1:-$root/../shared/suites}" && pwd)
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
cd "$root"
mvn -B -q -pl text -am test-compile
mvn -B -q -pl text dependency:build-classpath -DincludeScope=test -Dmdep.outputFile="$work/class-path"
java -Dsuites="$suites" -cp "text/target/test-classes:text/target/classes:$(cat "$work/class-path")" ayatori.text.Evaluation
cd "$work"
npm install --silent --no-audit --no-fund @mozilla/readability@0.6.0 jsdom@29.1.1 defuddle@0.19.4
cp "$here/peers.mjs" .
node peers.mjs "$suites"
