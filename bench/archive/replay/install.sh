#!/bin/bash
# Installs what the judge of replays needs on Debian 12. Run it as root or with sudo rights.
set -euo pipefail
cd "$(dirname "$0")"

as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi; }

as_root apt-get update -qq
as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
  chromium nodejs npm python3 python3-doc postgresql-doc-15 python-django-doc

npm install --no-audit --no-fund
# The player's package names libraries that only its build needs: its files alone are taken.
mkdir -p node_modules/.player
tar -xzf "$(npm pack --silent --pack-destination node_modules/.player replaywebpage | tail -n 1 | sed 's:^:node_modules/.player/:')" \
  -C node_modules/.player
ls node_modules/.player/package/ui.js node_modules/.player/package/sw.js
