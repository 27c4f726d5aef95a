#!/bin/bash
# Installs the peers of the check benchmark: linkinator (npm) here, and linkchecker (Debian 12). Run it as root or with sudo rights.
set -euo pipefail
cd "$(dirname "$0")"
as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi; }
npm install --no-save --no-audit --no-fund linkinator@7
as_root apt-get update -qq
as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends linkchecker
