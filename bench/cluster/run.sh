#!/usr/bin/env bash
# Crawls a web on loopback by brokers and three nodes in processes of their own, hurts them meanwhile, and checks that every page is on
# record once and no host was asked earlier than its delay. Chaos.java says how.
#
#   run.sh                    all trials, about half an hour
#   run.sh kill stop          some: calm, kill, stop (SIGSTOP for a minute), broker (one of three), brokers (all), rolling, join
#
# Environment: CHAOS_DIR (the folder, bench/target/chaos), CHAOS_PORT (8790).
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
cd "$root"
mvn -B -ntp -q -Dmaven.test.skip=true -pl bench -am package dependency:build-classpath -Dmdep.outputFile=target/classpath -Dmdep.includeScope=runtime
classes=$(for module in bench cluster broker crawler text web async; do printf '%s/target/classes:' "$root/$module"; done)
[ $# -gt 0 ] || set -- calm kill stop broker brokers rolling join
log=$root/bench/cluster/log.properties
jdk=${JAVA_HOME:-}
for folder in /usr/lib/jvm/*25*; do
  if [ -z "$jdk" ] && [ -x "$folder/bin/java" ]; then jdk=$folder; fi
done
exec "${jdk:-/usr}"/bin/java -Xmx256m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 --enable-native-access=ALL-UNNAMED \
  -Djava.util.logging.config.file="$log" -Dayatori.broker.libraries="$root/broker/target/libraries/*" \
  -cp "$classes$(cat bench/target/classpath)" ayatori.bench.cluster.Chaos "${CHAOS_DIR:-$root/bench/target/chaos}" "${CHAOS_PORT:-8790}" "$@"
