#!/usr/bin/env bash
# Measures the frontier on disk from 10^5 to 10^8 known URLs, and plots it for docs/scale.md. Takes about a quarter of an hour.
#
#   run.sh [FOLDER]      where the stores lie meanwhile: 4 GB at 10^8 (default: bench/target/scale)
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$here/../..
folder=${1:-$root/bench/target/scale}
rows=$here/rows.tsv

cd "$root"
mvn -B -ntp -q -Dmaven.test.skip=true -pl bench -am package dependency:build-classpath -Dmdep.outputFile=target/classpath -Dmdep.includeScope=runtime
classes=bench/target/classes:rocksdb/target/classes:crawler/target/classes:web/target/classes:async/target/classes
printf 'known\thosts\tnew_per_s\tlinks_per_s\tresident_mb\tdisk_bytes_per_url\topen_s\n' > "$rows"
# The JVM options of the program, and its setting of malloc.
export MALLOC_MMAP_THRESHOLD_=262144
for scale in '1e5 1e4' '3e5 1e4' '1e6 1e4' '3e6 1e5' '1e7 1e5' '3e7 1e6' '1e8 1e6'; do
  rm -rf "$folder"
  # shellcheck disable=SC2086
  "${JAVA_HOME:-/usr}"/bin/java -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xmx256m -XX:MaxDirectMemorySize=64g \
    --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow \
    -cp "$classes:$(cat bench/target/classpath)" ayatori.bench.StoreScale "$folder" $scale | tee /dev/stderr |
    sed -n 's/^row\t//p' >> "$rows"
done
rm -rf "$folder"
python3 "$here/plot.py" "$rows" docs/scale
