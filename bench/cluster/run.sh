#!/usr/bin/env bash
# Crawls a web on loopback by brokers and three nodes in processes of their own, hurts them meanwhile, and checks that every page is on
# record once and no host was asked earlier than its delay. Chaos.java says how.
#
#   run.sh                    all trials, about an hour
#   run.sh kill stop          some of: calm, kill (two nodes by SIGKILL), lost (one, for ever), stop (SIGSTOP for a minute), cut (the network
#                             between a node and the brokers), broker (one of three), brokers (all), rolling, join, disk (full, of a node),
#                             disk-broker, disk-collect. cut and disk need Linux and root
#   run.sh scale 1000000      what a node's state takes with so many URLs, and how long a node needs to begin with it
#
# Environment: CHAOS_DIR (the folder, bench/target/chaos), CHAOS_PORT (8790), CHAOS_OPTIONS (of the JVM: -Dhosts=30 -Dpages=200 -Ddelay=400
# -Dtolerance=150 in milliseconds, -Dbrokers=3, -Dnode="num.standby.replicas=0" for properties of the nodes, -Dbroker likewise).
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
cd "$root"
mvn -B -ntp -q -Dmaven.test.skip=true -pl bench -am package dependency:build-classpath -Dmdep.outputFile=target/classpath -Dmdep.includeScope=runtime
classes=$(for module in bench cluster broker rocksdb crawler text web async; do printf '%s/target/classes:' "$root/$module"; done)
[ $# -gt 0 ] || set -- calm kill lost stop cut broker brokers rolling join disk disk-broker disk-collect
log=$root/bench/cluster/log.properties
jdk=${JAVA_HOME:-}
for folder in /usr/lib/jvm/*25*; do
  if [ -z "$jdk" ] && [ -x "$folder/bin/java" ]; then jdk=$folder; fi
done
main=Chaos
if [ "$1" = scale ]; then
  main=ClusterScale
  shift
fi
# CHAOS_OPTIONS is split at spaces, but not within quotes.
eval "options=(${CHAOS_OPTIONS:-})"
exec "${jdk:-/usr}"/bin/java -Xmx256m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 --enable-native-access=ALL-UNNAMED \
  -Djava.util.logging.config.file="$log" -Dayatori.broker.libraries="$root/broker/target/libraries/*" ${options[@]+"${options[@]}"} \
  -cp "$classes$(cat bench/target/classpath)" "ayatori.bench.cluster.$main" "${CHAOS_DIR:-$root/bench/target/chaos}" "${CHAOS_PORT:-8790}" "$@"
