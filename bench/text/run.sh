#!/usr/bin/env bash
# Scores Ayatori, Readability and Defuddle on the same pages, and prints one table. Usage: bench/text/run.sh [SUITES]
# Needs Java 25 and Maven. Node.js 20 and npm are installed on Debian if they are absent (root or sudo); the peers come from npm.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd); root=$(cd "$here/../.." && pwd)
suites=$(cd "${1:-$root/../shared/suites}" && pwd)
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT

"$here/install.sh" "$work"
cd "$root"
mvn -B -q -pl text -am test-compile
mvn -B -q -pl text dependency:build-classpath -DincludeScope=test -Dmdep.outputFile="$work/class-path"
class_path="text/target/test-classes:text/target/classes:$(cat "$work/class-path")"
java -Dsuites="$suites" -Dlines="$work/ours" -cp "$class_path" ayatori.text.Evaluation
node "$work/peers.mjs" "$suites" > "$work/peers"
python3 "$here/table.py" "$work/ours" "$work/peers"
