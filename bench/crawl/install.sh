#!/bin/bash
# Installs what the crawl benchmark needs on Debian 12: the web server, the documentation that is
# crawled, and the peers. Run it as root or with sudo rights.
set -euo pipefail

packages=(
  nginx
  linux-doc-6.1 python3-doc postgresql-doc-15 python-django-doc
  wget2
  python3-scrapy
  python3-aiohttp python3-aiofiles python3-uvloop python3-bs4 python3-lxml python3-html5lib
  time
)

as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi; }

# Images for containers often tell dpkg to leave documentation out, which is all we came for.
if grep -qrs '^path-exclude.*/usr/share/doc' /etc/dpkg/dpkg.cfg /etc/dpkg/dpkg.cfg.d; then
  echo "dpkg is configured to leave /usr/share/doc out: comment the path-exclude lines in /etc/dpkg/dpkg.cfg.d first." >&2
  exit 1
fi

# Where systemd runs, Debian starts nginx on port 80 when it is installed. We want only its program.
had_nginx=$(dpkg-query -W -f '${db:Status-Abbrev}' nginx 2>/dev/null || true)

as_root apt-get update -qq
as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${packages[@]}"

if [[ $had_nginx != ii* ]] && [ -d /run/systemd/system ]; then
  as_root systemctl disable --now nginx
fi

for page in linux-doc-6.1/html/index.html python3-doc/html/index.html \
            postgresql-doc-15/html/index.html python-django-doc/html/index.html; do
  [ -s "/usr/share/doc/$page" ] || { echo "missing: /usr/share/doc/$page" >&2; exit 1; }
done
echo "installed: ${packages[*]}"
