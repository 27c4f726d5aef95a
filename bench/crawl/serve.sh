#!/bin/bash
# Serves the four documentations on loopback with an nginx of its own: own configuration, own folder,
# own pid. Nothing of the system's nginx is read (its table of MIME types apart) or touched.
#
#   serve.sh start      lays the site out (once) and starts the server
#   serve.sh stop       stops the server it started, by pid
#   serve.sh seeds S    prints the seed URLs of scenario S: linux, four, steady, steady-linux
#   serve.sh clean      stops the server and removes its folder
#
# The whole of 127.0.0.0/8 is loopback on Linux, so the host names are addresses: nothing to resolve,
# nothing to write into /etc/hosts, and the same for every peer.
#
#   127.0.1.1 to 127.0.1.4   linux, python, postgresql, django, each as a host of its own
#   127.0.1.5                an index page and below it linux/, python/, postgresql/, django/
#   127.0.2.1, 127.0.2.2, …  the whole again, once per host: the steady state
#   127.0.3.1, 127.0.3.2, …  the linux pages again, once per host
#   127.0.4.1, 127.0.4.2, …  with BENCH_CROWD: 2,000 small pages with long addresses, once per host
#
# 127.0.0.1 is not among them: the Django pages link to http://127.0.0.1:8000/, where nobody answers, and a
# crawler to which that is the same host (wget2) spends a minute and a half on trying again.
#
# Environment: BENCH_DIR (the folder, /tmp/ayatori-bench), BENCH_PORT (8780), BENCH_WORKERS (2),
#   BENCH_HOSTS (19, hosts of the steady state), BENCH_LINUX_HOSTS (33),
#   BENCH_CROWD (0, hosts of the crowd of small pages),
#   BENCH_GZIP=1 (serve pages compressed to who accepts it; compressed beforehand, so that the server's
#   work is the same), BENCH_ACCESS_LOG=1 (write access.log: every request as the server saw it).
set -euo pipefail

dir=${BENCH_DIR:-/tmp/ayatori-bench}
port=${BENCH_PORT:-8780}
workers=${BENCH_WORKERS:-2}
hosts=${BENCH_HOSTS:-19}
linux_hosts=${BENCH_LINUX_HOSTS:-33}
crowd=${BENCH_CROWD:-0}
# Without a host, a server would have no address to listen on, and nginx then listens on all of the machine's.
case $hosts,$linux_hosts in
  0,* | *,0 | *[!0-9,]* | ,* | *,) echo "BENCH_HOSTS and BENCH_LINUX_HOSTS are numbers from 1 on." >&2; exit 2 ;;
esac
site=$dir/site
nginx=$(command -v nginx || echo /usr/sbin/nginx)

# Debian's layout: python3-doc is a chain of symbolic links, scripts and fonts are links out of the
# folder, and long files are compressed (whatsnew/changelog.html.gz, which pages link to as .html).
# A copy with the links followed and the pages unpacked is the site its authors wrote.
lay_out() {
  [ -e "$site/index.html" ] && return
  local next=$site.new
  rm -rf "$next"
  mkdir -p "$next"
  copy() { cp -rL --no-preserve=mode "/usr/share/doc/$1/html" "$next/$2"; }
  copy linux-doc-6.1 linux
  copy python3-doc python
  copy postgresql-doc-15 postgresql
  copy python-django-doc django
  find "$next" -name '*.html.gz' -exec gunzip {} +
  cat > "$next/index.html" <<'HTML'
<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><title>Four documentations</title></head>
<body>
<ul>
<li><a href="linux/index.html">The Linux kernel</a></li>
<li><a href="python/index.html">Python</a></li>
<li><a href="postgresql/index.html">PostgreSQL</a></li>
<li><a href="django/index.html">Django</a></li>
</ul>
</body>
</html>
HTML
  rm -rf "$site"
  mv "$next" "$site"
}

# Long addresses fill the state of a crawl quickly. The first page links to all, and each to five others.
lay_out_crowd() {
  [ -e "$site/crowd/index.html" ] && return
  local next=$site/crowd.new folder
  folder=$(for name in first second third; do printf "the-$name-"; printf 'folder-with-a-long-name-%.0s' 1 2 3 4 5 6 7 8 9; echo -n /; done)
  folder=${folder%/}
  rm -rf "$next"
  mkdir -p "$next/$folder"
  awk -v next_site="$next" -v folder="$folder" -v pages=2000 'BEGIN {
    index_page = next_site "/index.html"
    print "<!DOCTYPE html><title>Crowd</title>" > index_page
    for (i = 0; i < pages; i++) {
      name = sprintf("page-%04d.html", i)
      printf "<a href=\"%s/%s\">%d</a>\n", folder, name, i > index_page
      page = next_site "/" folder "/" name
      printf "<!DOCTYPE html><title>Page %d</title><a href=\"/\">all</a>\n", i > page
      for (k = 1; k <= 5; k++) printf "<a href=\"page-%04d.html\">next</a>\n", (i * k + 7 * k) % pages > page
      close(page)
    }
  }'
  rm -rf "$site/crowd"
  mv "$next" "$site/crowd"
}

compress() {
  [ -e "$site/index.html.gz" ] && return
  find "$site" -name '*.html' -print0 | xargs -0 -P 2 -n 200 gzip -k -f
}

listen() { # address prefix, how many
  local i
  for ((i = 1; i <= $2; i++)); do echo "    listen $1.$i:$port;"; done
}

server() { # folder; listen directives on stdin
  echo "  server {"
  cat
  echo "    root $site$1;"
  echo "  }"
}

configuration() {
  [ "$(id -u)" = 0 ] && echo "user www-data;"
  cat <<CONF
worker_processes $workers;
pid $dir/nginx.pid;
error_log $dir/error.log error;
events { worker_connections 8192; }
http {
  include /etc/nginx/mime.types;
  default_type application/octet-stream;
  $([ -n "${BENCH_ACCESS_LOG:-}" ] \
      && echo "log_format requests '\$msec \$status \$body_bytes_sent \$http_host \$request_uri';
  access_log $dir/access.log requests buffer=1m flush=1s;" \
      || echo "access_log off;")
  sendfile on;
  tcp_nopush on;
  tcp_nodelay on;
  keepalive_timeout 3600s;
  keepalive_requests 100000000;
  reset_timedout_connection on;
  open_file_cache max=20000 inactive=1h;
  open_file_cache_valid 1h;
  open_file_cache_errors on;
  log_not_found off;
  index index.html;
  gzip off;
  gzip_static $([ -n "${BENCH_GZIP:-}" ] && echo on || echo off);
  client_body_temp_path $dir/tmp/body;
  proxy_temp_path $dir/tmp/proxy;
  fastcgi_temp_path $dir/tmp/fastcgi;
  uwsgi_temp_path $dir/tmp/uwsgi;
  scgi_temp_path $dir/tmp/scgi;
CONF
  server /linux <<< "    listen 127.0.1.1:$port;"
  server /python <<< "    listen 127.0.1.2:$port;"
  server /postgresql <<< "    listen 127.0.1.3:$port;"
  server /django <<< "    listen 127.0.1.4:$port;"
  server "" <<< "    listen 127.0.1.5:$port;"
  listen 127.0.2 "$hosts" | server ""
  listen 127.0.3 "$linux_hosts" | server /linux
  [ "$crowd" = 0 ] || listen 127.0.4 "$crowd" | server /crowd
  echo "}"
}

running() { [ -s "$dir/nginx.pid" ] && kill -0 "$(cat "$dir/nginx.pid")" 2>/dev/null; }

start() {
  if running; then echo "already running: pid $(cat "$dir/nginx.pid")" >&2; return; fi
  mkdir -p "$dir/tmp"
  chmod 755 "$dir"
  lay_out
  [ "$crowd" = 0 ] || lay_out_crowd
  if [ -n "${BENCH_GZIP:-}" ]; then compress; fi
  configuration > "$dir/nginx.conf"
  "$nginx" -p "$dir" -e "$dir/error.log" -c "$dir/nginx.conf"
}

stop() {
  if ! running; then return; fi
  local pid
  pid=$(cat "$dir/nginx.pid")
  kill -TERM "$pid"
  while kill -0 "$pid" 2>/dev/null; do sleep 0.05; done
}

seeds() {
  local i
  case $1 in
    linux) echo "http://127.0.1.1:$port/" ;;
    four) echo "http://127.0.1.5:$port/" ;;
    steady) for ((i = 1; i <= hosts; i++)); do echo "http://127.0.2.$i:$port/"; done ;;
    steady-linux) for ((i = 1; i <= linux_hosts; i++)); do echo "http://127.0.3.$i:$port/"; done ;;
    *) echo "unknown scenario: $1 (linux, four, steady, steady-linux)" >&2; exit 2 ;;
  esac
}

case ${1:-} in
  start) start ;;
  stop) stop ;;
  seeds) seeds "${2:-}" ;;
  clean) stop; rm -rf "$dir" ;;
  *) sed -n '2,/^[^#]/{/^#/s/^# \{0,1\}//p}' "$0" >&2; exit 2 ;;
esac
