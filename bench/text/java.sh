#!/usr/bin/env bash
# Compiles the module text with its tests, and runs one of its classes. Usage: bench/text/java.sh [OPTION…] CLASS [ARGUMENT…]
# Needs Maven and a JDK 25: that of JAVA_HOME, or the newest in /usr/lib/jvm.
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
jdk=${JAVA_HOME:-}
for folder in /usr/lib/jvm/*25*; do
  if [ -z "$jdk" ] && [ -x "$folder/bin/java" ]; then jdk=$folder; fi
done
mvn -f "$root/pom.xml" -B -ntp -q -pl text -am test-compile dependency:build-classpath \
  -DincludeScope=test -Dmdep.outputFile="$root/text/target/class-path" >&2
class_path=$root/text/target/test-classes:$root/text/target/classes:$(cat "$root/text/target/class-path")
exec "${jdk:-/usr}/bin/java" -cp "$class_path" "$@"
