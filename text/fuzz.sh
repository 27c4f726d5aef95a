#!/usr/bin/env bash
# text/fuzz.sh SECONDS: runs the fuzz target of text under Jazzer for that long, seeded with real pages.
# What breaks it is left in text/target/fuzz; make it a test with a fixture. Ends with an error if it was broken.
set -euo pipefail
cd "$(dirname "$0")/.."
folder=text/target/fuzz
suites=${SUITES:-$PWD/../shared/suites}

mvn -q -B -ntp -Pfuzz -pl text -am process-test-classes
paths=text/target/test-classes:text/target/classes:$(cat text/target/fuzz.dependencies)
java=java
for jdk in /usr/lib/jvm/*25*; do [ -x "$jdk/bin/java" ] && java=$jdk/bin/java; done

rm -f "$folder/broken"
"$java" -cp "$paths" -Dsuites="$suites" -Dsuites.required=true ayatori.text.MainContentFuzz "$folder/corpus"
"$java" -Xmx1g --enable-native-access=ALL-UNNAMED -cp "$paths" com.code_intelligence.jazzer.Jazzer \
  --target_class=ayatori.text.MainContentFuzz --instrumentation_includes='ayatori.text.**' --reproducer_path="$folder" \
  --disabled_hooks='*' -artifact_prefix="$folder/" -max_len=16384 -timeout=20 -rss_limit_mb=3000 \
  -max_total_time="$1" "$folder/corpus" >"$folder/log" 2>&1 || : >"$folder/broken"
echo "MainContentFuzz: $(tail -n 1 "$folder/log")"
[ ! -e "$folder/broken" ] || exit 1
