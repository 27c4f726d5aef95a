#!/bin/bash
# The whole benchmark: starts the server, measures, stops the server. Options are measure.py's:
#
#   run.sh                                     Ayatori and all peers, all scenarios, three times: about an hour
#   run.sh --crawlers ayatori,wget2-pages      the fast ones: a few minutes
#   run.sh --scenarios linux --repeat 1        a first look
set -euo pipefail
cd "$(dirname "$0")"

missing=()
for program in /usr/sbin/nginx /usr/bin/wget2 /usr/bin/scrapy /usr/bin/time; do
  [ -x "$program" ] || missing+=("$program")
done
if [ ${#missing[@]} -gt 0 ]; then
  echo "not installed: ${missing[*]}. Run install.sh first." >&2
  exit 1
fi

./serve.sh start
trap './serve.sh stop' EXIT
./measure.py "$@"
