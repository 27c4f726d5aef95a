#!/usr/bin/env bash
# Checks WARC files by other people's tools: jwarc's validator, and warcio (npm), which is installed on first use.
#
#   verify.sh CRAWL_FOLDER | FILE.warc.gz ...
#
# Prints what they find, and fails if they find anything. Needs node and npm, and a built Ayatori.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
[ $# -gt 0 ] || { sed -n '2,6s/^# \{0,1\}//p' "$0"; exit 2; }

files=()
for path in "$@"; do
  if [ -d "$path" ]; then files+=("$path"/archive/*.warc.*); else files+=("$path"); fi
done

tools=${BENCH_DIR:-/tmp/ayatori-bench}/warcio
if [ ! -d "$tools/node_modules/warcio" ]; then
  mkdir -p "$tools"
  npm install --silent --no-fund --no-audit --prefix "$tools" warcio@2.4.11
fi

jwarc=$(find "${MAVEN_REPOSITORY:-$HOME/.m2/repository}/org/netpreserve/jwarc" -name 'jwarc-*.jar' | sort -V | tail -1)
gz=()
for file in "${files[@]}"; do case $file in *.zst) ;; *) gz+=("$file") ;; esac; done

status=0
if [ ${#gz[@]} -gt 0 ]; then
  java -jar "$jwarc" validate "${gz[@]}" && echo "jwarc: ${#gz[@]} files are valid" || status=1
  cp "$here/verify.mjs" "$tools/"
  node "$tools/verify.mjs" "${gz[@]}" || status=1
fi
for file in "${files[@]}"; do
  case $file in *.zst) zstd -tq "$file" && echo "zstd: $file is whole" || status=1 ;; esac
done
exit $status
