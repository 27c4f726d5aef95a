#!/bin/bash
# Installs what the check of reports needs on Debian 12: Chromium, and from npm axe-core and playwright-core, into WORK. Run it as
# root or with sudo rights.
set -euo pipefail
work=${1:?usage: install.sh WORK}

as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi; }

if ! command -v chromium >/dev/null; then
  as_root apt-get update -qq
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium fonts-dejavu-core
fi
mkdir -p "$work"
cd "$work"
[ -e package.json ] || echo '{"private": true}' > package.json
PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 npm install --silent --no-audit --no-fund axe-core@4.14.1 playwright-core@1.65.1
chromium --version
