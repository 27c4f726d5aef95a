#!/bin/bash
# Archives four sites on loopback, shuts them down, and has their replay judged in Chromium: run.sh [OUT]
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
out=$(realpath -m "${1:-$here/out}")
ayatori=${AYATORI:-$here/../../../ayatori}
mkdir -p "$out/site"
cp -r "$here/site/." "$out/site/"
python3 "$here/media.py" "$out/site"

json=http://127.0.0.1:8793
docs=http://127.0.0.1:${DOCS_PORT:-8792}
pages=(
  "$json/"
  "$json/second.html?x=1|2"
  "$json/media.html"
  "$docs/python3-doc/html/library/asyncio-task.html"
  "$docs/postgresql-doc-15/html/sql-select.html"
  "$docs/python-django-doc/html/index.html"
)

servers=()
stop() { [ ${#servers[@]} = 0 ] || kill "${servers[@]}" 2>/dev/null || true; servers=(); }
trap stop EXIT
python3 -m http.server 8793 --bind 127.0.0.1 --directory "$out/site" >/dev/null 2>&1 & servers+=($!)
python3 -m http.server "${DOCS_PORT:-8792}" --bind 127.0.0.1 --directory /usr/share/doc >/dev/null 2>&1 & servers+=($!)
until curl -fso /dev/null "$json/" && curl -fso /dev/null "$docs/"; do sleep 0.2; done

node "$here/judge.mjs" shoot "$out" "${pages[@]}"
rm -rf "$out/crawl" "$out/site.wacz"
"$ayatori" crawl --format warc --requisites --depth 1 --delay 0 --progress off --scope host --max-pages 400 --out "$out/crawl" "${pages[@]}" "$json/paper.pdf" | tail -n 12
stop

openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-384 -out "$out/key.pem"
"$ayatori" export "$out/crawl" --to wacz --sign "$out/key.pem" --out "$out/site.wacz"
bash "$here/../verify-wacz.sh" "$out/site.wacz"
code=0
echo "ReplayWeb.page, from the WACZ file:"
node "$here/judge.mjs" wacz "$out" "$out/site.wacz" "$here/../node_modules/.player/package" "${pages[@]}" || code=1

"$ayatori" replay "$out/site.wacz" --no-open --port 8794 >"$out/replay.log" & servers+=($!)
until curl -fso /dev/null http://127.0.0.1:8794/; do sleep 0.2; done
echo "ayatori replay:"
node "$here/judge.mjs" ayatori "$out" http://127.0.0.1:8794 "${pages[@]}" || code=1
node "$here/media.mjs" "$out" http://127.0.0.1:8794 "$json/media.html" "$json/paper.pdf" || code=1
exit $code
