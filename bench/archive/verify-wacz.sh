#!/usr/bin/env bash
# Checks the digests and the signature of WACZ files after the specifications, by Web Crypto: verify-wacz.sh FILE.wacz ...
# Webrecorder's own tool (PyPI: wacz) checks them too, if it is installed.
#
# Prints what is found, and fails if anything is wrong. Needs node and unzip.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
[ $# -gt 0 ] || { sed -n '2,6s/^# \{0,1\}//p' "$0"; exit 2; }

status=0
for file in "$@"; do
  if command -v wacz >/dev/null; then wacz validate -f "$file" || status=1; fi
  node "$here/verify-wacz.mjs" "$file" || status=1
done
exit $status
