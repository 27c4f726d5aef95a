#!/usr/bin/env bash
# Kills and hurts the real program, and checks that nothing is lost and nothing is done twice. crash.py says how.
#
#   run.sh                    everything, with 200 kills at random moments (about half an hour)
#   run.sh --kills 20 ...     fewer; further arguments are crash.py's
#
# Needs what bench/crawl/install.sh installs, and strace and faketime. Some trials mount a small file system and need root;
# without it they are skipped, and say so.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)

for tool in nginx strace faketime python3; do
  command -v "$tool" >/dev/null || [ -x "/usr/sbin/$tool" ] || missing="${missing:-} $tool"
done
if [ -n "${missing:-}" ]; then
  [ "$(id -u)" = 0 ] || { echo "Install these first:$missing" >&2; exit 1; }
  apt-get install -y -q nginx-light strace faketime python3 >/dev/null
fi

export BENCH_DIR=${BENCH_DIR:-/tmp/ayatori-crash} BENCH_PORT=${BENCH_PORT:-8790} BENCH_ACCESS_LOG=1 BENCH_CROWD=8
"$here/../../ayatori" --version >/dev/null
bash "$here/../crawl/serve.sh" start
trap 'bash "$here/../crawl/serve.sh" stop' EXIT
python3 "$here/crash.py" "$@"
