#!/usr/bin/env bash
# Compares our Markdown with turndown's on pages of three documentations, and prints each kind of difference with its count.
# Usage: bench/text/turndown.sh [PAGES [SHOW]]: so many pages of each (100), and so many of the lines that no kind explains (0).
# Needs Maven and a JDK 25. Debian's documentation, Node.js 20 and npm are installed if they are absent (root or sudo).
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
folders=(/usr/share/doc/linux-doc-6.1/html /usr/share/doc/python3-doc/html /usr/share/doc/postgresql-doc-15/html)

for folder in "${folders[@]}"; do
  [ -s "$folder/index.html" ] || "$here/../crawl/install.sh" >&2
done
"$here/install.sh" "$work"
"$here/java.sh" ayatori.text.MarkdownSamples "${1:-100}" "${folders[@]}" > "$work/pages"
node "$work/turndown.mjs" "$work/pages" "${2:-0}"
