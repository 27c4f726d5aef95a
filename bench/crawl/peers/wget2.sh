#!/bin/bash
# wget2 as it comes: recursive, everything a page refers to (text sources, pictures and style sheets too),
# each file written below OUT/files. Its own list of URLs goes to OUT/urls.csv.
#
#   wget2.sh OUT SEED...
set -euo pipefail
out=$1
shift

options=(
  --recursive --level=0
  --max-threads="${CONCURRENCY:-64}"
  --no-robots --no-config --no-hsts
  --quiet --progress=none
  --directory-prefix="$out/files"
  --stats-site=csv:"$out/urls.csv"
)

# wget2 answers 8 if any link of the site was dead, and some are. That is not a failed crawl.
status=0
wget2 "${options[@]}" ${WGET2_MORE:-} "$@" || status=$?
[ "$status" = 8 ] || exit "$status"
