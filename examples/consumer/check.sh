#!/usr/bin/env bash
# Installs async into an empty local repository, then builds, tests and runs this project against it, as the README says: no
# flags, and nothing of Ayatori but the one jar. Needs a JDK 25 in JAVA_HOME. Arguments go to Maven (for example --settings FILE).
set -euo pipefail
cd "$(dirname "$0")"
grep -qs '^JAVA_VERSION="25' "${JAVA_HOME:-}/release" || { echo "Set JAVA_HOME to a JDK 25." >&2; exit 1; }
repository=$(mktemp -d)
trap 'rm -rf "$repository" target' EXIT
maven=(mvn -q -B "$@" "-Dmaven.repo.local=$repository")

"${maven[@]}" -f ../../pom.xml install -pl async -am -DskipTests -Dspotless.check.skip
"${maven[@]}" package
tests=$(cat target/surefire-reports/TEST-*.xml | grep -c '<testcase ' || true)
[ "$tests" -gt 0 ] || { echo "Maven ran no test of this project." >&2; exit 1; }
echo "$tests tests"
jar=$(ls "$repository"/dev/ayatori/ayatori-async/*/*.jar)
printed=$("$JAVA_HOME/bin/java" -cp "target/classes:$jar" Gather)
echo "$printed"
[ "$printed" = "[Task 1 complete, Task 2 complete]" ]
