#!/usr/bin/env bash
# Scores Ayatori, Readability and Defuddle on the same pages, and prints one table. Usage: bench/text/run.sh [SUITES]
# Needs Maven and a JDK 25. Node.js 20 and npm are installed on Debian if they are absent (root or sudo); the peers come from npm.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
suites=$(cd "${1:-$here/../../../shared/suites}" && pwd)
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT

"$here/install.sh" "$work"
"$here/java.sh" -Dsuites="$suites" -Dlines="$work/ours" ayatori.text.Evaluation
node "$work/peers.mjs" "$suites" > "$work/peers"
python3 "$here/table.py" "$work/ours" "$work/peers"
