#!/usr/bin/env python3
"""Runs Ayatori, linkinator and linkchecker on the site with known faults, and says which of them each has found.

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


def normal(url):
    """Tools spell URLs in several ways: escapes in upper case, none where a letter needs none."""
    for spelled, known in (("%72", "r"), ("%c3%", "%C3%"), ("\u00e9", "%C3%A9"), ("\u00e8", "%C3%A8"), ("%3A~%3A", ":~:")):
        url = url.replace(spelled, known)
    return url.split(":~:")[0].rstrip("?")


def ayatori(addresses, folder):
    command = [os.environ.get("AYATORI", str(HOME.parent.parent / "ayatori")), "check", "--external", "--format", "json",
               "--allow-private", "--delay", "0", "--retries", "0", "--timeout", "5s", "--progress", "off", "--quiet",
               "--out", folder + "/crawl", addresses["site"] + "/"]
    out = subprocess.run(command, stdout=subprocess.PIPE, text=True).stdout
    return {normal(finding["target"]) for finding in json.loads(out)["findings"]}, folder + "/crawl"


def linkinator(addresses, folder):
    program = os.environ.get("LINKINATOR") or str(HOME / "node_modules/.bin/linkinator")
    if not pathlib.Path(program).exists():
        return None, None
    command = [program, addresses["site"] + "/", "--recurse", "--check-fragments", "--check-css", "--redirects", "warn", "--format", "json",
               "--timeout", "5000", "--silent"]
    run = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    start = run.stdout.find("{")
    links = json.loads(run.stdout[start:])["links"]
    return {normal(link["url"]) for link in links if link["state"] == "BROKEN"}, None


def linkchecker(addresses, folder):
    program = os.environ.get("LINKCHECKER") or shutil.which("linkchecker")
    if program is None:
        return None, None
    config = pathlib.Path(folder) / "linkcheckerrc"
    config.write_text("[AnchorCheck]\n[checking]\nallowroot=1\n")
    command = [program, "-f", str(config), "--check-extern", "--no-status", "-o", "csv", "-v", "--timeout", "5", addresses["site"] + "/"]
    out = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True).stdout
    rows = csv.DictReader(io.StringIO("\n".join(line for line in out.splitlines() if not line.startswith("#"))), delimiter=";")
    found = set()
    for row in rows:
        url = row.get("url") or row.get("urlname") or ""
        if row.get("valid") == "False" or row.get("warningstring"):
            found.add(normal(url or row["urlname"]))
            if "Anchor" in (row.get("warningstring") or "") and row.get("urlname"):
                found.add(normal(url))
    return found, None


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--json")
    arguments = arguments.parse_args()
    addresses = serve.start()
    faults = {}
    for kind, target, _, _ in serve.faults(addresses):
        faults[normal(target)] = kind
    kinds = collections.Counter(faults.values())
    figures = {"faults": dict(kinds), "tools": {}}
    print(f"{len(faults)} faulty URLs of {len(kinds)} kinds")
    for name, tool in (("ayatori", ayatori), ("linkinator", linkinator), ("linkchecker", linkchecker)):
        with tempfile.TemporaryDirectory() as folder:
            begin = time.monotonic()
            found, _ = tool(addresses, folder)
            seconds = time.monotonic() - begin
        if found is None:
            print(f"\n{name}: not installed")
            continue
        hit = {url for url in faults if url in found}
        by_kind = collections.Counter(faults[url] for url in hit)
        invented = sorted(url for url in found if url not in faults)
        print(f"\n{name}: {len(hit)} of {len(faults)} in {seconds:.1f} s, {len(invented)} others")
        for kind in sorted(kinds):
            print(f"  {kind:20} {by_kind[kind]:3} of {kinds[kind]}")
        for url in sorted(set(faults) - hit):
            print(f"    missed   {faults[url]} {url}")
        for url in invented:
            print(f"    other    {url}")
        figures["tools"][name] = {"found": len(hit), "others": invented, "seconds": round(seconds, 1), "by": dict(by_kind)}
    if arguments.json:
        pathlib.Path(arguments.json).write_text(json.dumps(figures, indent=1) + "\n")


if __name__ == "__main__":
    main()
