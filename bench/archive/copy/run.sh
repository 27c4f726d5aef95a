#!/bin/bash
# Copies three documentation sites on loopback by Ayatori, wget2 and HTTrack, shuts the server down, and opens the same pages of
# each copy from the disk in Chromium: run.sh [OUT [PAGES]]
#
# Needs what ../install.sh installs. OUT is /tmp/ayatori-copy by default; PAGES of each site are opened (30).
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
out=$(realpath -m "${1:-/tmp/ayatori-copy}")
count=${2:-30}
ayatori=${AYATORI:-$here/../../../ayatori}
export BENCH_DIR=${BENCH_DIR:-/tmp/ayatori-bench} BENCH_PORT=${BENCH_PORT:-8780}
mkdir -p "$out"

serve() { bash "$here/../../crawl/serve.sh" "$1"; }
serve start
trap 'serve stop' EXIT

declare -A hosts=([python]=127.0.1.2 [postgresql]=127.0.1.3 [django]=127.0.1.4)
for site in python postgresql django; do
  url=http://${hosts[$site]}:$BENCH_PORT/
  rm -rf "${out:?}/$site"
  mkdir -p "$out/$site"
  cd "$out/$site"
  took() { echo "$site, $1: $(($(date +%s%3N) - start)) ms"; }

  start=$(date +%s%3N)
  "$ayatori" crawl --archive --scope host --delay 0 --per-host 16 --progress off -q --out crawl "$url"
  "$ayatori" export crawl --to site --out ayatori
  took ayatori

  start=$(date +%s%3N)
  wget2 -q -r -l inf -k -p --robots=off -P wget2 "$url" || true
  took wget2

  start=$(date +%s%3N)
  httrack "$url" -O httrack -q --robots=0 --sockets=16 --max-rate=0 --connection-per-second=0 --disable-security-limits --depth=99 \
    >httrack.log 2>&1 || true
  took httrack

  node "$here/judge.mjs" shoot "$out/$site" "$url" "$count"
done
serve stop
trap - EXIT
for site in python postgresql django; do
  node "$here/judge.mjs" judge "$out/$site"
done
