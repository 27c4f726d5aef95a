"""Measures what run.sh says: measure.py PROGRAM SEED FOLDER ROUNDS"""

import gzip
import json
import os
import re
import resource
import shutil
import statistics
import subprocess
import sys
import time
from pathlib import Path

program, seed, work, rounds = sys.argv[1], sys.argv[2], Path(sys.argv[3]), int(sys.argv[4])
FAST = ["--delay", "0", "--per-host", "64", "--progress", "off", "-q"]

# The sources of the pages, one for each, are behind links with rel=nofollow, which wget follows and Ayatori does not.
SOURCES = "*.txt"


# The costs of archives are compared with C2, which takes over in a long crawl. The program alone runs with C1, which is faster for a
# few thousand pages.
C2 = "-XX:TieredStopAtLevel=4 -XX:CompileThresholdScaling=10"


def ayatori(*options, jvm=C2):
    def run(folder):
        subprocess.run([program, "crawl", *FAST, *options, "--out", folder, seed], check=True,
                       env={**os.environ, "AYATORI_JAVA_OPTS": jvm})
    return run


def wget(*options):
    def run(folder):
        folder.mkdir()
        host = seed.split("/")[2].split(":")[0]
        subprocess.run(["wget", "-q", "-r", "-l", "inf", "-e", "robots=off", "--delete-after", "-nd", f"--domains={host}",
                        "--warc-file=archive", "--no-warc-keep-log", *options, seed], cwd=folder)
    return run


def answers(folder):
    """How many pages and how many other files were fetched."""
    records = folder / "pages.jsonl"
    if records.exists():
        with open(records, encoding="utf-8") as lines:
            found = [json.loads(line) for line in lines]
        pages = sum(page["status"] == 200 and "role" not in page for page in found)
        return pages, sum(page["status"] == 200 for page in found) - pages
    pages = others = 0
    with gzip.open(folder / "archive.warc.gz") as lines:
        is_head = False
        for line in lines:
            is_head = line.startswith(b"HTTP/1.1 200") or is_head and line != b"\r\n"
            if is_head and (kind := re.match(rb"Content-Type: *([^;\s]+)", line, re.I)):
                pages += kind[1] == b"text/html"
                others += kind[1] != b"text/html"
    return pages, others


def cpu():
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def size(folder):
    return sum(path.stat().st_size for path in folder.rglob("*.warc.*"))


ways = {
    "without an archive": ayatori(),
    ".warc.gz": ayatori("--format", "warc"),
    ".warc.zst": ayatori("--format", "warc", "--warc-compression", "zstd"),
    "wget --warc-file": wget("--accept", "html"),
    ".warc.gz, C1": ayatori("--format", "warc", jvm=""),
    ".warc.zst, C1": ayatori("--format", "warc", "--warc-compression", "zstd", jvm=""),
    ".warc.gz, C1, all": ayatori("--archive", jvm=""),
    "wget, all": wget("--reject", SOURCES),
}
shutil.rmtree(work, ignore_errors=True)
work.mkdir(parents=True)
rates, work_done, sizes, counts = {name: [] for name in ways}, {name: [] for name in ways}, {}, {}
for turn in range(rounds):
    for name, run in ways.items():
        folder = work / f"{turn}-{re.sub('[^a-z]+', '-', name)}"
        began, used = time.monotonic(), cpu()
        run(folder)
        seconds = time.monotonic() - began
        work_done[name].append(cpu() - used)
        counts[name] = answers(folder)
        rates[name].append(counts[name][0] / seconds)
        sizes[name] = size(folder)
        print(f"round {turn + 1}, {name}: {counts[name][0]} pages and {counts[name][1]} other files,"
              f" {rates[name][-1]:.0f} pages a second, {work_done[name][-1]:.1f} CPU s", flush=True)
        shutil.rmtree(folder)
plain = statistics.median(rates["without an archive"])
print(f"\n{'':22} {'pages':>6} {'others':>7} {'pages/s':>8} {'cost':>6} {'CPU s':>6} {'MB':>7}")
for name, of in rates.items():
    rate = statistics.median(of)
    print(f"{name:22} {counts[name][0]:6} {counts[name][1]:7} {rate:8.0f} {100 * (1 - rate / plain):5.0f}%"
          f" {statistics.median(work_done[name]):6.1f} {sizes[name] / 1e6:7.1f}")
