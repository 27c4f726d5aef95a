#!/bin/bash
# Compares what Chromium requests for pages of every kind with what a crawl archives, and libraries that read style sheets with
# Chromium: run.sh [OUT]
#
# Needs what ../install.sh installs, and Maven, which fetches the libraries.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
out=$(realpath -m "${1:-/tmp/ayatori-requisites}")
ayatori=${AYATORI:-$here/../../../ayatori}
mkdir -p "$out"
code=0
node "$here/judge.mjs" "$ayatori" "$out/crawl" || code=1

# The libraries for Java that read style sheets.
libraries=(com.helger:ph-css:8.1.1 net.sf.cssbox:jstyleparser:4.0.1 org.htmlunit:htmlunit-cssparser:5.7.0)
mkdir -p "$out/jars"
for library in "${libraries[@]}"; do
  name=${library#*:}
  name=${name%%:*}
  [ -d "$out/jars/$name" ] && continue
  cat >"$out/pom.xml" <<POM
<project><modelVersion>4.0.0</modelVersion><groupId>x</groupId><artifactId>x</artifactId><version>1</version><dependencies><dependency>
<groupId>${library%%:*}</groupId><artifactId>$name</artifactId><version>${library##*:}</version></dependency></dependencies></project>
POM
  mvn -q -f "$out/pom.xml" dependency:copy-dependencies -DincludeScope=runtime -DoutputDirectory="$out/jars/$name"
done
own=$here/../../../web/target/classes
[ -d "$own" ] || own=${AYATORI_WEB:?the compiled module web: build it, or name its classes in AYATORI_WEB}
node "$here/css.mjs" chromium "$out"
"${JAVA_HOME:+$JAVA_HOME/bin/}java" -cp "$own:$(printf '%s:' "$out"/jars/*/*.jar)" "$here/CssLibraries.java" "$out" /usr/share/doc/python3-doc /usr/share/doc/postgresql-doc-15 /usr/share/doc/python-django-doc
node "$here/css.mjs" compare "$out"
exit $code
