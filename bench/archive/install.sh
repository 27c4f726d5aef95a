#!/bin/bash
# Installs what the judges of replays, copies and requisites need on Debian 12. Run it as root or with sudo rights.
#
#   install.sh           everything
#   install.sh npm       the npm packages only
set -euo pipefail
cd "$(dirname "$0")"

as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi; }

if [ "${1:-}" != npm ]; then
  # Where Node.js is from elsewhere, it brings npm, and Debian's does not fit beside it.
  node=()
  if ! command -v node >/dev/null || ! command -v npm >/dev/null; then node=(nodejs npm); fi
  as_root apt-get update -qq
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
    chromium "${node[@]}" python3 nginx linux-doc-6.1 python3-doc postgresql-doc-15 python-django-doc wget2 httrack unzip openssl
fi

npm install --no-audit --no-fund
# The player's package names libraries that only its build needs: its files alone are taken.
mkdir -p node_modules/.player
tar -xzf "node_modules/.player/$(npm pack --silent --pack-destination node_modules/.player replaywebpage@2.4.6 | tail -n 1)" \
  -C node_modules/.player
ls node_modules/.player/package/ui.js node_modules/.player/package/sw.js
