#!/bin/bash
# Installs what the async benchmark needs on Debian 12: the peers that are not JVM libraries. Those, Kotlin's compiler
# among them, come from Maven Central when run.sh builds them. Run it as root or with sudo rights.
set -euo pipefail

packages=(python3-uvloop python3-trio golang-go gcc libc6-dev)

as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi; }

as_root apt-get update -qq
as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${packages[@]}"
