"""Kills and hurts the real program, and checks what it promises: every URL in scope is in the output exactly once.

nginx serves a site; its access log is the outside oracle. Each trial crawls the site into a new folder, hurts the crawl in
some way, resumes it until it ends, and compares the folder with that of a crawl that was left alone.

There are two sites. The kernel's documentation has 3,077 pages, and the state of its crawl stays in the journal. The crowd has
16,000 short pages with long addresses on 8 hosts, and the state of its crawl moves into RocksDB.

    crash.py [--kills N] [--seed N] [--damage-seconds N] [--only TRIAL]...
"""

import argparse
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter, defaultdict
from pathlib import Path

import archives

HERE = Path(__file__).resolve().parent
PROGRAM = HERE.parent.parent / "ayatori"
WORK = Path(os.environ["BENCH_DIR"]) / "crawls"
PORT = os.environ["BENCH_PORT"]
CROWD_HOSTS = int(os.environ["BENCH_CROWD"])
LOG = Path(os.environ["BENCH_DIR"]) / "access.log"

FAST = ["--delay", "0", "--per-host", "64"]

# A page is asked for again if it was answered within the last commit interval, or while that commit was written. That takes a
# busy machine a second or two, and longer where the commit is the first in RocksDB.
REFETCHED_SECONDS = 0.5

# Hosts that are asked for one thing at a time, and so often.
PACED_HOSTS = [f"127.0.3.{i}" for i in range(1, 7)]
PACED_DELAY = 0.2
PACED_TOLERANCE = 0.03

# Of each file, bytes at the start and at the end, and some between, are candidates to be cut off or flipped.
DAMAGED_EDGE = 512
DAMAGED_BETWEEN = 256

# A flip before the last addition to a file of records is not noticed, and changes a record.
DAMAGED_RECORDS = 24

failures = []


class Site:
    """What is crawled, and what the folder of an undisturbed crawl holds."""

    def __init__(self, name, seeds, options=FAST, longest_life=1.6, small_disks=(), commit_seconds=2, done_when_damaged=0.9):
        self.name = name
        self.seeds = seeds
        self.options = options
        self.longest_life = longest_life
        self.small_disks = small_disks
        self.commit_seconds = commit_seconds
        self.done_when_damaged = done_when_damaged
        self.expected = set()

    def crawl(self, folder, **how):
        return crawl(folder, *self.options, site=self.seeds, **how)

    def measure(self):
        """Crawls the site undisturbed."""
        folder = new_folder("reference")
        code, printed = finish(self.crawl(folder))
        self.expected, twice = urls(folder)
        print(f"reference, {self.name}: {len(self.expected)} URLs, exit {code}", flush=True)
        check(code == 0 and not twice, f"reference, {self.name}", printed)


def check(is_right, trial, what):
    if not is_right:
        failures.append(f"{trial}: {what}")
        print(f"  FAILED: {what}", flush=True)
    return is_right


def start(*arguments, prefix=(), environment=None):
    return subprocess.Popen(
        [*prefix, str(PROGRAM), *map(str, arguments)],
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        # A shell that runs this in the background has it ignore Ctrl-C, and a JVM that inherits that ignores it too.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
        env={**os.environ, **(environment or {})})


def crawl(folder, *options, site, **how):
    return start("crawl", *options, "--progress", "off", "--out", folder, *site, **how)


def resume(folder, *options, **how):
    return start("resume", *options, "--progress", "off", folder, **how)


def finish(process, seconds=300):
    """The exit code and what was printed; fails the run if the process hangs."""
    try:
        printed, _ = process.communicate(timeout=seconds)
        return process.returncode, printed
    except subprocess.TimeoutExpired:
        process.kill()
        printed, _ = process.communicate()
        return "hung", printed


def kill(process):
    process.send_signal(signal.SIGKILL)
    process.communicate()


def new_folder(name):
    folder = WORK / name
    shutil.rmtree(folder, ignore_errors=True)
    return folder


def wait_for(path, process, seconds=20):
    end = time.monotonic() + seconds
    while not path.exists() and process.poll() is None and time.monotonic() < end:
        time.sleep(0.01)


def is_in_rocksdb(folder):
    return (folder / "state" / "CURRENT").exists()


def records(folder, name):
    with open(folder / name, encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def urls(folder):
    """The URLs of all records, and those that stand there more than once. Fails on a record that is not whole."""
    seen, twice = set(), []
    for name in ("pages.jsonl", "skipped.jsonl"):
        for record in records(folder, name):
            if record["url"] in seen:
                twice.append(record["url"])
            seen.add(record["url"])
    return seen, twice


def compare(trial, folder, expected):
    try:
        seen, twice = urls(folder)
    except (OSError, ValueError) as e:
        check(False, trial, f"{folder}: {e}")
        return
    check(not twice, trial, f"{len(twice)} URLs twice, such as {twice[:1]}")
    check(not expected - seen, trial, f"{len(expected - seen)} URLs lost, such as {list(expected - seen)[:1]}")
    check(not seen - expected, trial, f"{len(seen - expected)} URLs too many, such as {list(seen - expected)[:1]}")


def requests(since):
    """What the server saw: (time, host, path) in the order of time. Each of its workers writes its log on its own."""
    time.sleep(1.3)  # the server writes its log once a second
    found = []
    with open(LOG, encoding="utf-8", errors="replace") as lines:
        lines.seek(since)
        for line in lines:
            at, _, _, host, path = line.split(" ", 4)
            found.append((float(at), host, path.strip()))
    return sorted(found)


def log_length():
    time.sleep(1.3)
    return LOG.stat().st_size if LOG.exists() else 0


# ---- trials


def random_kills(site, kills, rng):
    """Kills at random moments, also during recovery."""
    trial, left, crawls, worst, in_rocksdb = f"random kills, {site.name}", kills, 0, 0, 0
    while left > 0:
        crawls += 1
        folder, since, killed = new_folder("killed"), log_length(), []
        process = site.crawl(folder)
        wait_for(folder / "crawl.json", process)
        for _ in range(min(left, rng.randint(3, 30))):
            live(process, folder, site.longest_life, rng)
            if process.poll() is not None:
                break
            kill(process)
            killed.append(time.time())
            in_rocksdb += is_in_rocksdb(folder)
            left -= 1
            process = resume(folder)
        code, printed = finish(process)
        check(code == 0, trial, f"exit {code}: {printed.strip()[-300:]}")
        compare(trial, folder, site.expected)
        worst = max(worst, refetched(trial, requests(since), killed, site.commit_seconds))
    print(f"  {kills} kills in {crawls} crawls, {in_rocksdb} of them with RocksDB; at most {worst} pages were asked for again"
          " after one kill")


def archived_kills(site, kills, rng):
    """Kills at random moments of a crawl that is archived: each answer is in one WARC file, once."""
    trial, left, crawls = "archived kills", kills, 0
    while left > 0:
        crawls += 1
        folder = new_folder("archived")
        process = crawl(folder, *site.options, "--format", "warc", "--warc-size", "3MB", site=site.seeds)
        wait_for(folder / "crawl.json", process)
        for _ in range(min(left, rng.randint(3, 10))):
            live(process, folder, site.longest_life, rng)
            if process.poll() is not None:
                break
            kill(process)
            left -= 1
            process = resume(folder)
        code, printed = finish(process)
        check(code == 0, trial, f"exit {code}: {printed.strip()[-300:]}")
        compare(trial, folder, site.expected)
        check_archive(trial, folder)
    print(f"  {kills} kills in {crawls} crawls")


def check_archive(trial, folder):
    for problem in archives.problems(folder, PROGRAM):
        check(False, trial, problem)


def archived_full_disk(site, rng):
    """A disk that fills in the middle of a record of an archive stops the crawl cleanly; with room it goes on."""
    trial = "archived full disk"
    for size in ("4m", "9m", "17m"):
        small = mounted(trial, size)
        if small is None:
            return
        try:
            folder = small / "crawl"
            archived = ("--format", "warc", "--warc-size", "6MB")
            code, printed = finish(crawl(folder, *site.options, *archived, site=site.seeds))
            check(code == 1 and "space" in printed, trial, f"exit {code}: {printed.strip()[-300:]}")
            check("\tat " not in printed and " at " not in printed and "Exception" not in printed, trial, f"more than a sentence: {printed[:600]}")
            for path in (folder / "archive").glob("*.warc.gz"):
                try:
                    list(archives.records(path))
                except (ValueError, KeyError) as e:
                    check(False, trial, f"{path.name} is not whole: {e}")
            subprocess.run(["mount", "-o", "remount,size=600m", str(small)], check=True)
            code, printed = finish(resume(folder))
            check(code == 0, trial, f"exit {code}: {printed.strip()[-300:]}")
            compare(trial, folder, site.expected)
            check_archive(trial, folder)
        finally:
            subprocess.run(["umount", "-l", str(small)])
    print("  stopped cleanly at 4, 9 and 17 MB, and went on with more room")


def live(process, folder, longest, rng):
    """Lets a process live for a while. Every second one gets so far that it writes a record, however slow the machine is."""
    if rng.random() < 0.5:
        wait_for_record(process, folder)
        longest /= 2
    time.sleep(rng.uniform(0.05, longest))


def wait_for_record(process, folder, seconds=30):
    """Waits until pages.jsonl grows. Before that, recovery may shorten it."""
    file, least, end = folder / "pages.jsonl", None, time.monotonic() + seconds
    while process.poll() is None and time.monotonic() < end:
        size = file.stat().st_size if file.exists() else 0
        least = size if least is None else min(least, size)
        if size > least:
            return
        time.sleep(0.01)


def refetched(trial, seen, killed, commit_seconds):
    """Checks that only what was answered just before a kill was asked for again, and counts the most of that."""
    times, per_kill = defaultdict(list), defaultdict(int)
    for at, host, path in seen:
        if path != "/robots.txt":
            times[host + path].append(at)
    for page, asked in times.items():
        for before, again in zip(asked, asked[1:]):
            cause = next((k for k in killed if before - 0.05 <= k <= again + 0.05), None)
            check(cause is not None, trial, f"{page} was asked for twice without a kill between")
            if cause is not None:
                per_kill[cause] += 1
                early = cause - before
                check(early <= REFETCHED_SECONDS + commit_seconds, trial,
                      f"{page} was asked for again, though it was answered {early:.2f} s before the kill")
    return max(per_kill.values(), default=0)


def paced_kills(kills, rng):
    """No host is asked early across a restart."""
    trial, folder, since = "paced kills", new_folder("paced"), log_length()
    seeds = [f"http://{host}:{PORT}/" for host in PACED_HOSTS]
    options = ["--delay", f"{int(PACED_DELAY * 1000)}ms", "--per-host", "1"]
    process = crawl(folder, *options, "--max-pages", "400", site=seeds)
    wait_for(folder / "crawl.json", process)
    killed = []
    while len(killed) < kills and process.poll() is None:
        wait_for_record(process, folder)
        time.sleep(rng.uniform(0.05, 1))
        if process.poll() is None:
            kill(process)
            killed.append(time.time())
            process = resume(folder)
    code, printed = finish(process)
    check(code == 0, trial, f"exit {code}: {printed.strip()[-300:]}")
    last, least = {}, None
    for at, host, path in requests(since):
        if host in last and any(last[host] <= k <= at for k in killed):
            gap = at - last[host]
            least = gap if least is None else min(least, gap)
            check(gap >= PACED_DELAY - PACED_TOLERANCE, trial, f"{host} was asked again after {gap * 1000:.0f} ms")
        last[host] = at
    print(f"  {len(killed)} kills; the shortest time between two requests to a host, one before and one after a kill, was"
          f" {(least or 0) * 1000:.0f} ms")


def write_points(site, rng):
    """Kills at the system calls by which something becomes durable."""
    trial, killed, in_rocksdb = f"write points, {site.name}", 0, 0
    calls = {"fdatasync": 12, "fsync": 12, "ftruncate": 6, "rename": 4, "pwrite64": 12, "write": 12, "unlink": 4}
    for call, times in calls.items():
        folder = begun(site, rng)
        for _ in range(times):
            nth = rng.randint(1, 40 if call in ("write", "pwrite64") else 2)  # counted for each thread
            prefix = ["strace", "-f", "-qq", "-o", "/dev/null", "--seccomp-bpf", "-e", f"trace={call}",
                      "-e", f"inject={call}:signal=SIGKILL:when={nth}"]
            in_rocksdb += is_in_rocksdb(folder)
            code, _ = finish(resume(folder, prefix=prefix))
            check(code != "hung", trial, f"hung at {call}")
            killed += code not in (0, "hung")
            if code == 0:
                compare(trial, folder, site.expected)
                folder = begun(site, rng)
        code, printed = finish(resume(folder))
        check(code == 0, trial, f"{call}: exit {code}: {printed.strip()[-300:]}")
        compare(trial, folder, site.expected)
    print(f"  {killed} kills at {', '.join(calls)}; {in_rocksdb} of the processes had RocksDB")


def begun(site, rng):
    """The folder of a crawl that was killed while it was young."""
    folder = new_folder("point")
    process = site.crawl(folder)
    wait_for(folder / "pages.jsonl", process)
    time.sleep(rng.uniform(0.2, site.longest_life / 2))
    kill(process)
    return folder


# ---- damage


def damage(sites, seconds, rng):
    """Bytes of the files cut off or flipped: the crawl goes on, or is refused in one sentence within seconds."""
    for site in sites:
        whole = nearly_done(site)
        candidates = damages(whole, rng)
        possible = sum(len(of_file) for of_file in candidates.values())
        tried, outcomes, end = Counter(), Counter(), time.monotonic() + seconds / len(sites)
        # Each file in turn, since they differ in length.
        while time.monotonic() < end and candidates:
            for file in list(candidates):
                if time.monotonic() >= end:
                    break
                offset, kind = candidates[file].pop()
                tried[kind_of(file)] += 1
                outcomes[damaged(site, whole, file, offset, kind, rng)] += 1
                if not candidates[file]:
                    del candidates[file]
        print(f"  {site.name}, {'RocksDB' if is_in_rocksdb(whole) else 'journal'}: {sum(tried.values())} of {possible} tried ("
              + ", ".join(f"{count} of {file}" for file, count in sorted(tried.items()))
              + f"); {outcomes['went on']} times the crawl went on, {outcomes['refused']} times it was refused")


def nearly_done(site):
    """The folder of a crawl that was killed when it had most of its pages."""
    folder = new_folder("whole")
    process = site.crawl(folder)
    wait_for(folder / "pages.jsonl", process)
    while process.poll() is None and lines(folder / "pages.jsonl") < site.done_when_damaged * len(site.expected):
        time.sleep(0.02)
    kill(process)
    return folder


def lines(file):
    with open(file, "rb") as content:
        return sum(block.count(b"\n") for block in iter(lambda: content.read(1 << 20), b""))


def damages(whole, rng):
    """Of each file, where it is damaged and how, in random order."""
    candidates = {}
    for path in sorted(p for p in whole.rglob("*") if p.is_file() and p.name not in ("lock", "LOCK", "LOG", "progress.json")):
        file, length = path.relative_to(whole), path.stat().st_size
        edges = {*range(min(DAMAGED_EDGE, length)), *range(max(0, length - DAMAGED_EDGE), length)}
        offsets = sorted(edges | {rng.randrange(length) for _ in range(DAMAGED_BETWEEN) if length})
        seeds = seeds_in(path) if file.name == "crawl.json" else range(0)
        of_file = [(offset, "cut") for offset in offsets]
        of_file += [(offset, "flip") for offset in offsets
                    if (file.suffix != ".jsonl" or offset >= length - DAMAGED_RECORDS) and offset not in seeds]
        rng.shuffle(of_file)
        if of_file:
            candidates[file] = of_file
    return candidates


def seeds_in(manifest):
    """Where the seeds stand: another seed could be on another machine."""
    text = manifest.read_bytes()
    at = text.index(b'"seeds"')
    return range(at, text.index(b"]", at))


def kind_of(file):
    if file.parent.name != "state":
        return file.name
    return file.suffix or ("MANIFEST" if file.name.startswith("MANIFEST") else "OPTIONS" if file.name.startswith("OPTIONS") else file.name)


def damaged(site, whole, file, offset, kind, rng):
    """Damages a copy of a folder and resumes it; tells whether it went on or was refused."""
    folder = new_folder("damaged")
    shutil.copytree(whole, folder)
    with open(folder / file, "r+b") as out:
        if kind == "cut":
            out.truncate(offset)
        else:
            out.seek(offset)
            byte = out.read(1)[0]
            out.seek(offset)
            out.write(bytes([byte ^ (1 << rng.randrange(8))]))
    trial = f"damage, {site.name}: {file}, {kind} at {offset} of {(whole / file).stat().st_size}"
    began = time.monotonic()
    code, printed = finish(resume(folder, *FAST), 60)
    if code == 0:
        if file.name != "crawl.json":  # with other options, other pages are right
            compare(trial, folder, site.expected)
        return "went on"
    sentences = [line for line in printed.splitlines() if line.strip()]
    is_sentence = sentences and "Exception" not in printed and "\tat " not in printed
    check(code in (1, 2) and is_sentence, trial, f"exit {code}: {printed.strip()[-300:]}")
    check(time.monotonic() - began < 40, trial, "took long to refuse")
    return "refused"


# ---- other trials


def mounted(trial, size):
    """A small file system in a folder, or None."""
    folder = new_folder("small")
    folder.mkdir(parents=True)
    if os.geteuid() != 0 or subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)],
                                           stderr=subprocess.DEVNULL).returncode:
        print(f"  skipped: {trial} needs root, to mount a file system")
        return None
    return folder


def full_disk(site, rng):
    """A full disk stops the crawl cleanly; with room it goes on."""
    trial = f"full disk, {site.name}"
    for size in site.small_disks:
        small = mounted(trial, size)
        if small is None:
            return
        try:
            folder = small / "crawl"
            code, printed = finish(site.crawl(folder))
            check(code == 1 and "space" in printed, trial, f"exit {code}: {printed.strip()[-300:]}")
            pages = len(records(folder, "pages.jsonl"))
            check(f"{pages:,} page" in printed, trial, f"{pages} pages are written, but: {printed.strip()[-300:]}")
            subprocess.run(["mount", "-o", "remount,size=600m", str(small)], check=True)
            code, printed = finish(resume(folder))
            check(code == 0, trial, f"exit {code}: {printed.strip()[-300:]}")
            compare(trial, folder, site.expected)
        finally:
            subprocess.run(["umount", "-l", str(small)])
    print(f"  {site.name}: stopped cleanly at {' and '.join(site.small_disks)}, and went on with more room")


def lost_folder(site, rng):
    """The folder is deleted under the crawl: it ends, in a sentence or with its work done."""
    trial, folder = "lost folder", new_folder("lost")
    process = site.crawl(folder)
    wait_for(folder / "pages.jsonl", process)
    time.sleep(0.4)
    shutil.rmtree(folder, ignore_errors=True)
    code, printed = finish(process)
    check(code in (0, 1) and "Exception" not in printed, trial, f"exit {code}: {printed.strip()[-300:]}")
    print(f"  exit {code}: {printed.strip().splitlines()[0]}")


def read_only_folder(site, rng):
    """A folder that cannot be written is refused in one sentence."""
    trial = "read-only folder"
    small = mounted(trial, "100m")
    if small is None:
        return
    try:
        folder = small / "crawl"
        process = site.crawl(folder)
        wait_for(folder / "pages.jsonl", process)
        time.sleep(0.3)
        kill(process)
        subprocess.run(["mount", "-o", "remount,ro", str(small)], check=True)
        for attempt in (resume(folder), site.crawl(small / "new")):
            code, printed = finish(attempt)
            check(code == 2 and printed.count("\n") == 1, trial, f"exit {code}: {printed.strip()[-300:]}")
            print(f"  {printed.strip()}")
    finally:
        subprocess.run(["umount", "-l", str(small)])


def clocks(site, rng):
    """The clock is set back and forward between two processes."""
    trial = "clock"
    for shift in ("-400d", "-1h", "+1h", "+400d"):
        folder = new_folder("clock")
        process = site.crawl(folder)
        wait_for(folder / "pages.jsonl", process)
        time.sleep(0.5)
        kill(process)
        # libfaketime makes each look at the clock a call, and waits end early: the crawl takes ten times as long.
        code, printed = finish(resume(folder, prefix=["faketime", "-m", "-f", shift],
                                      environment={"FAKETIME_DONT_FAKE_MONOTONIC": "1"}))
        check(code == 0, trial, f"{shift}: exit {code}: {printed.strip()[-300:]}")
        compare(trial, folder, site.expected)
    print("  set back and forward by an hour and by 400 days")


def suspended(site, rng):
    """The process is suspended and woken, as with a laptop's lid."""
    trial, folder = "suspended", new_folder("suspended")
    process = site.crawl(folder)
    for _ in range(4):
        time.sleep(rng.uniform(0.3, 0.7))
        if process.poll() is None:
            process.send_signal(signal.SIGSTOP)
            time.sleep(rng.uniform(1, 3))
            process.send_signal(signal.SIGCONT)
    code, printed = finish(process)
    check(code == 0, trial, f"exit {code}: {printed.strip()[-300:]}")
    compare(trial, folder, site.expected)
    print("  four times")


def two_processes(site, rng):
    """A second process is refused."""
    trial, folder = "two processes", new_folder("two")
    process = site.crawl(folder)
    wait_for(folder / "crawl.json", process)
    code, printed = finish(resume(folder))
    check(code == 2 and "writing to the crawl folder" in printed, trial, f"exit {code}: {printed.strip()[-300:]}")
    code, _ = finish(process)
    check(code == 0, trial, f"exit {code}")
    compare(trial, folder, site.expected)
    print(f"  {printed.strip()}")


def interrupted(site, rng):
    """Ctrl-C, once or twice, loses nothing."""
    trial = "Ctrl-C"
    for signals in (1, 2):
        folder = new_folder("interrupted")
        process = site.crawl(folder)
        wait_for(folder / "pages.jsonl", process)
        time.sleep(rng.uniform(0.2, 0.6))
        for _ in range(signals):
            process.send_signal(signal.SIGINT)
            time.sleep(0.02)
        code, printed = finish(process)
        check(code == 130, trial, f"exit {code}: {printed.strip()[-300:]}")
        check("ayatori resume" in printed.strip().splitlines()[-1], trial, f"the last line: {printed.strip()[-300:]}")
        code, printed = finish(resume(folder))
        check(code == 0, trial, f"exit {code}: {printed.strip()[-300:]}")
        compare(trial, folder, site.expected)
    print("  once and twice")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--kills", type=int, default=200, help="at random moments, divided between the sites")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--damage-seconds", type=int, default=300)
    parser.add_argument("--only", action="append", help="a trial, such as damage")
    parser.add_argument("--site", action="append", help="linux or crowd; both by default")
    arguments = parser.parse_args()
    rng = random.Random(arguments.seed)
    shutil.rmtree(WORK, ignore_errors=True)
    WORK.mkdir(parents=True)
    linux = Site("linux", [f"http://127.0.1.1:{PORT}/"], small_disks=("3m", "6m"))
    crowd_seeds = [f"http://127.0.4.{i}:{PORT}/" for i in range(1, CROWD_HOSTS + 1)]
    crowd = Site("crowd", crowd_seeds, [*FAST, "--links", "count"], longest_life=2, small_disks=("12m", "30m"), commit_seconds=6)
    few = Site("few", crowd_seeds[:1], ["--delay", "1ms", "--per-host", "1"], done_when_damaged=0.5)
    both = [site for site in (linux, crowd) if arguments.site is None or site.name in arguments.site]
    trials = {
        "random-kills": lambda: [random_kills(site, arguments.kills // len(both), rng) for site in both],
        "paced-kills": lambda: paced_kills(max(3, arguments.kills // 10), rng),
        "archived-kills": lambda: archived_kills(linux, max(20, arguments.kills // 10), rng),
        "archived-full-disk": lambda: archived_full_disk(linux, rng),
        "write-points": lambda: [write_points(site, rng) for site in both],
        "damage": lambda: damage((few, crowd), arguments.damage_seconds, rng),
        "full-disk": lambda: [full_disk(site, rng) for site in both],
        **{trial.__name__.replace("_", "-"): (lambda trial=trial: trial(linux, rng))
           for trial in (lost_folder, read_only_folder, clocks, suspended, two_processes, interrupted)},
    }
    for site in (*both, few):
        site.measure()
    for name, trial in trials.items():
        if arguments.only is None or name in arguments.only:
            began = time.monotonic()
            print(f"{name}: {globals()[name.replace('-', '_')].__doc__}", flush=True)
            trial()
            print(f"  {time.monotonic() - began:.0f} s", flush=True)
    print("\n".join(["", "Failures:", *failures]) if failures else "\nNothing lost, nothing twice.")
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
