#!/bin/bash
# wget2 told to do as little as the job allows: only links to pages (no pictures, style sheets or the text
# sources that every documentation page links to with rel=nofollow), and nothing kept on disk.
# The fastest wget2 can be here.
#
#   wget2-pages.sh OUT SEED...
set -euo pipefail
export WGET2_MORE="--ignore-tags=img,link,script --filter-urls --reject-regex=/_sources/ --delete-after"
exec "$(dirname "$0")/wget2.sh" "$@"
