#!/usr/bin/env bash
# web/fuzz.sh SECONDS [TARGET...]: runs web's fuzz targets under Jazzer, each for that long, FUZZ_JOBS of them at a time (1).
# What breaks one is left in web/target/fuzz/TARGET; make it a test with a fixture. Ends with an error if any was broken.
set -euo pipefail
cd "$(dirname "$0")/.."
seconds=$1
shift
[ $# -gt 0 ] || set -- html.HtmlFuzz url.UrlFuzz http.ResponseFuzz sitemap.SitemapFuzz cookie.CookieFuzz charset.CharsetFuzz
suites=${SUITES:-$PWD/../shared/suites}

mvn -q -B -ntp -Pfuzz -pl web -am process-test-classes
paths=web/target/test-classes:web/target/classes:$(cat web/target/fuzz.dependencies)
java=java
for jdk in /usr/lib/jvm/*25*; do [ -x "$jdk/bin/java" ] && java=$jdk/bin/java; done

fuzz() {
  local target=$1 folder=web/target/fuzz/$1
  "$java" -cp "$paths" -Dsuites="$suites" -Dsuites.required=true ayatori.web.FuzzSeeds "$target" "$folder/corpus"
  "$java" -Xmx1g --enable-native-access=ALL-UNNAMED -cp "$paths" com.code_intelligence.jazzer.Jazzer \
    --target_class="ayatori.web.$target" --instrumentation_includes='ayatori.web.**' --reproducer_path="$folder" \
    --disabled_hooks='*' -artifact_prefix="$folder/" -max_len=16384 -timeout=20 -rss_limit_mb=3000 \
    -max_total_time="$seconds" "$folder/corpus" >"$folder/log" 2>&1 || : >"$folder/broken"
  echo "$target: $(tail -n 1 "$folder/log")"
}

rm -f web/target/fuzz/*/broken
for target in "$@"; do
  while [ "$(jobs -rp | wc -l)" -ge "${FUZZ_JOBS:-1}" ]; do wait -n || true; done
  fuzz "$target" &
done
wait
broken=$(find web/target/fuzz -name broken)
[ -z "$broken" ] || { echo "Broken: $broken" >&2; exit 1; }
