#!/usr/bin/env python3
"""Runs Ayatori, linkinator and linkchecker on the sites with known faults, and says which of them each has found.

    ./install.sh && ./run.py            # needs ../../ayatori, node_modules/.bin/linkinator and linkchecker; leaves out what is missing

With --json FILE the figures are written too.
"""
import argparse
import collections
import csv
import io
import json
import os
import pathlib
import shutil
import subprocess
import tempfile
import time

import serve

HOME = pathlib.Path(__file__).resolve().parent
TIMEOUT_SECONDS = 5


def normal(url):
    """Tools spell URLs in several ways: escapes in upper case, none where a letter needs none."""
    for spelled, known in (("%72", "r"), ("%c3%", "%C3%"), ("\u00e9", "%C3%A9"), ("\u00e8", "%C3%A8"), ("%3A~%3A", ":~:"), (" ", "%20")):
        url = url.replace(spelled, known)
    return url.split(":~:")[0].rstrip("?")


def ayatori(start, folder, trusts_all):
    command = [os.environ.get("AYATORI", str(HOME.parent.parent / "ayatori")), "check", "--external", "--format", "json",
               "--allow-private", "--delay", "0", "--retries", "0", "--timeout", f"{TIMEOUT_SECONDS}s", "--progress", "off", "--quiet",
               "--out", folder + "/crawl", *(["--insecure"] if trusts_all else []), start]
    out = subprocess.run(command, stdout=subprocess.PIPE, text=True).stdout
    return {normal(finding["target"]) for finding in json.loads(out)["findings"]}


def linkinator(start, folder, trusts_all):
    program = os.environ.get("LINKINATOR") or str(HOME / "node_modules/.bin/linkinator")
    if not pathlib.Path(program).exists():
        return None
    command = [program, start, "--recurse", "--check-fragments", "--check-css", "--redirects", "warn", "--format", "json",
               "--timeout", str(1000 * TIMEOUT_SECONDS), "--silent"]
    environment = {**os.environ, **({"NODE_TLS_REJECT_UNAUTHORIZED": "0"} if trusts_all else {})}
    run = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment)
    begin = run.stdout.find("{")
    links = json.loads(run.stdout[begin:])["links"]
    return {normal(link["url"]) for link in links if link["state"] == "BROKEN"}


def linkchecker(start, folder, trusts_all):
    program = os.environ.get("LINKCHECKER") or shutil.which("linkchecker")
    if program is None:
        return None
    config = pathlib.Path(folder) / "linkcheckerrc"
    config.write_text("[AnchorCheck]\n[checking]\nallowroot=1\n" + ("sslverify=0\n" if trusts_all else ""))
    command = [program, "-f", str(config), "--check-extern", "--no-status", "-o", "csv", "-v", "--timeout", str(TIMEOUT_SECONDS), start]
    out = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True).stdout
    rows = csv.DictReader(io.StringIO("\n".join(line for line in out.splitlines() if not line.startswith("#"))), delimiter=";")
    found = set()
    for row in rows:
        url = row.get("url") or row.get("urlname") or ""
        if row.get("valid") == "False" or row.get("warningstring"):
            found.add(normal(url or row["urlname"]))
            if "Anchor" in (row.get("warningstring") or "") and row.get("urlname"):
                found.add(normal(url))
    return found


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--json")
    arguments = arguments.parse_args()
    addresses = serve.start()
    faults, sorts = {}, {}
    places = 0
    for kind, sort, target, _, _ in serve.faults(addresses):
        places += 1
        faults[normal(target)] = kind
        sorts[normal(target)] = kind + ("/" + sort if sort else "")
    kinds = collections.Counter(faults.values())
    figures = {"faults": dict(kinds), "sorts": dict(collections.Counter(sorts.values())), "tools": {}}
    print(f"{places} faults: {len(faults)} URLs of {len(kinds)} kinds and {len(set(sorts.values()))} sorts")
    for name, tool in (("ayatori", ayatori), ("linkinator", linkinator), ("linkchecker", linkchecker)):
        begin = time.monotonic()
        found = set()
        for role in ("site", "secure"):
            with tempfile.TemporaryDirectory() as folder:
                more = tool(addresses[role] + "/", folder, role == "secure")
            found = None if more is None or found is None else found | more
        seconds = time.monotonic() - begin
        if found is None:
            print(f"\n{name}: not installed")
            continue
        hit = {url for url in faults if url in found}
        by_kind = collections.Counter(faults[url] for url in hit)
        by_sort = collections.Counter(sorts[url] for url in hit)
        invented = sorted(url for url in found if url not in faults)
        print(f"\n{name}: {len(hit)} of {len(faults)} in {seconds:.1f} s, {len(invented)} others")
        for kind in sorted(kinds):
            print(f"  {kind:20} {by_kind[kind]:3} of {kinds[kind]}")
        for url in sorted(set(faults) - hit):
            print(f"    missed   {sorts[url]} {url}")
        for url in invented:
            print(f"    other    {url}")
        figures["tools"][name] = {"found": len(hit), "others": invented, "seconds": round(seconds, 1), "by": dict(by_kind),
                                  "bySort": dict(by_sort)}
    if arguments.json:
        pathlib.Path(arguments.json).write_text(json.dumps(figures, indent=1) + "\n")


if __name__ == "__main__":
    main()
