"""Measures what run.sh says: measure.py PROGRAM SEED FOLDER ROUNDS"""

import json
import shutil
import statistics
import subprocess
import sys
import time
from pathlib import Path

program, seed, work, rounds = sys.argv[1], sys.argv[2], Path(sys.argv[3]), int(sys.argv[4])
FAST = ["--delay", "0", "--per-host", "64", "--progress", "off", "-q"]


def ayatori(*options):
    def run(folder):
        subprocess.run([program, "crawl", *FAST, *options, "--out", folder, seed], check=True)
        with open(folder / "pages.jsonl", encoding="utf-8") as lines:
            return sum(json.loads(line)["status"] > 0 for line in lines)
    return run


def wget(folder):
    folder.mkdir()
    host = seed.split("/")[2].split(":")[0]
    subprocess.run(["wget", "-q", "-r", "-l", "inf", "-e", "robots=off", "--delete-after", "-nd", f"--domains={host}",
                    "--warc-file=archive", "--no-warc-keep-log", seed], cwd=folder)
    index = subprocess.run(["sh", "-c", "zcat archive.warc.gz | grep -ac '^WARC-Type: response'"], cwd=folder,
                           capture_output=True, text=True)
    return int(index.stdout or 0)


def size(folder):
    return sum(path.stat().st_size for path in folder.rglob("*.warc.*"))


ways = {
    "without an archive": ayatori(),
    ".warc.gz": ayatori("--format", "warc"),
    ".warc.zst": ayatori("--format", "warc", "--warc-compression", "zstd"),
    "wget --warc-file": wget,
}
shutil.rmtree(work, ignore_errors=True)
work.mkdir(parents=True)
rates, sizes = {name: [] for name in ways}, {}
for turn in range(rounds):
    for name, run in ways.items():
        folder = work / f"{len(rates[name])}-{name.strip('.').replace(' ', '-')}"
        began = time.monotonic()
        pages = run(folder)
        rates[name].append(pages / (time.monotonic() - began))
        sizes[name] = size(folder)
        print(f"round {turn + 1}, {name}: {pages} pages, {rates[name][-1]:.0f} a second", flush=True)
        shutil.rmtree(folder)
plain = statistics.median(rates["without an archive"])
print(f"\n{'':20} {'pages/s':>8} {'cost':>6} {'MB':>7}")
for name, of in rates.items():
    rate = statistics.median(of)
    print(f"{name:20} {rate:8.0f} {100 * (1 - rate / plain):5.0f}% {sizes[name] / 1e6:7.1f}")
