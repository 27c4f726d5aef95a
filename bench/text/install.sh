#!/usr/bin/env bash
# Installs what the comparisons of main text need into a folder: Readability, Defuddle, jsdom and turndown, and the scripts that use them.
# Usage: bench/text/install.sh FOLDER. Debian's nodejs and npm are installed where Node.js is absent.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
folder=$1
mkdir -p "$folder"
as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi; }
if ! command -v npm > /dev/null; then
  as_root apt-get update -qq
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends nodejs npm
fi
major=$(node -p 'process.versions.node.split(".")[0]')
[ "$major" -ge 20 ] || { echo "Node.js 20 is needed, this is $(node --version)." >&2; exit 1; }
npm install --prefix "$folder" --silent --no-audit --no-fund \
  @mozilla/readability@0.6.0 jsdom@29.1.1 defuddle@0.19.4 turndown@7.2.5 turndown-plugin-gfm@1.0.2
cp "$here"/*.mjs "$folder"
