#!/usr/bin/env bash
# What an archive costs: pages a second of the same crawl without an archive, with .warc.gz and with .warc.zst, and of
# wget --warc-file on the same pages; the CPU time, and the size on disk. Each is run in turn, several times over, and the medians are printed.
#
#   run.sh [ROUNDS]        three rounds by default
#
# Needs what bench/crawl/install.sh installs, and wget. The machine must be idle.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
rounds=${1:-3}
export BENCH_DIR=${BENCH_DIR:-/tmp/ayatori-archive} BENCH_PORT=${BENCH_PORT:-8795}
seed=http://127.0.1.1:$BENCH_PORT/

"$here/../../ayatori" --version >/dev/null
bash "$here/../crawl/serve.sh" start
trap 'bash "$here/../crawl/serve.sh" stop' EXIT
python3 "$here/measure.py" "$here/../../ayatori" "$seed" "$BENCH_DIR/crawls" "$rounds"
