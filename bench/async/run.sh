#!/bin/bash
# Builds the peers and measures them. Options are measure.py's:
#
#   run.sh                                              everything, three times: about three quarters of an hour
#   run.sh --rows switch-2,gather --repeat 1            a first look
#   run.sh --peers loop,uvloop,go --seconds 1
set -euo pipefail
cd "$(dirname "$0")"

missing=()
for program in go gcc mvn; do
  command -v "$program" >/dev/null || missing+=("$program")
done
/usr/bin/python3 -c 'import trio, uvloop' 2>/dev/null || missing+=(trio uvloop)
if [ ${#missing[@]} -gt 0 ]; then
  echo "not installed: ${missing[*]}. Run install.sh first." >&2
  exit 1
fi

export BENCH_DIR=${BENCH_DIR:-/tmp/ayatori-bench}
mkdir -p "$BENCH_DIR"
gcc -O2 -Wall -o "$BENCH_DIR/echo_load" echo_load.c
(cd peers/go && go build -o "$BENCH_DIR/go_peer" .)
mvn -q -B -f ../../pom.xml -pl bench -am process-classes -Pasync-peers ${MVN_OPTIONS:-}
/usr/bin/python3 measure.py "$@"
