"""Kills and hurts the real program, and checks what it promises: every URL in scope is in the output exactly once.

nginx serves a documentation site; its access log is the outside oracle. Each trial crawls the site into a new folder, hurts
the crawl in some way, resumes it until it ends, and compares the folder with that of a crawl that was left alone.

    crash.py [--kills N] [--seed N] [--only TRIAL]...
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
from collections import defaultdict
from pathlib import Path

HERE = Path(__file__).resolve().parent
PROGRAM = HERE.parent.parent / "ayatori"
WORK = Path(os.environ["BENCH_DIR"]) / "crawls"
PORT = os.environ["BENCH_PORT"]
LOG = Path(os.environ["BENCH_DIR"]) / "access.log"
SITE = f"http://127.0.1.1:{PORT}/"

FAST = ["--delay", "0", "--per-host", "64"]

# A page is asked for again if it was answered within the last commit interval (0.5 s), or while that commit was written.
REFETCHED_SECONDS = 0.5
COMMIT_SECONDS = 1.0

# Hosts that are asked for one thing at a time, and so often.
PACED_HOSTS = [f"127.0.3.{i}" for i in range(1, 7)]
PACED_DELAY = 0.2
PACED_TOLERANCE = 0.03

# The last bytes of each file that are cut off or flipped, one after the other.
DAMAGED_BYTES = 24

failures = []


def check(is_right, trial, what):
    if not is_right:
        failures.append(f"{trial}: {what}")
        print(f"  FAILED: {what}", flush=True)


def start(*arguments, prefix=(), environment=None):
    return subprocess.Popen(
        [*prefix, str(PROGRAM), *map(str, arguments)],
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        env={**os.environ, **(environment or {})})


def crawl(folder, *options, site=(SITE,), **how):
    return start("crawl", *options, "--progress", "off", "--out", folder, *site, **how)


def resume(folder, *options, **how):
    return start("resume", *options, "--progress", "off", folder, **how)


def finish(process, seconds=120):
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
    """What the server saw: (time, host, path) in the order of the log."""
    time.sleep(1.3)  # the server writes its log once a second
    found = []
    with open(LOG, encoding="utf-8", errors="replace") as lines:
        lines.seek(since)
        for line in lines:
            at, _, _, host, path = line.split(" ", 4)
            found.append((float(at), host, path.strip()))
    return found


def log_length():
    time.sleep(1.3)
    return LOG.stat().st_size if LOG.exists() else 0


# ---- trials


def random_kills(expected, kills, rng):
    """Kills at random moments, also during recovery."""
    trial, left, crawls, worst = "random kills", kills, 0, 0
    while left > 0:
        crawls += 1
        folder, since, killed = new_folder("killed"), log_length(), []
        process = crawl(folder, *FAST)
        wait_for(folder / "crawl.json", process)
        for _ in range(min(left, rng.randint(3, 12))):
            time.sleep(rng.uniform(0.05, 1.6))
            if process.poll() is not None:
                break
            kill(process)
            killed.append(time.time())
            left -= 1
            process = resume(folder)
        code, printed = finish(process)
        check(code == 0, trial, f"exit {code}: {printed.strip()[-300:]}")
        compare(trial, folder, expected)
        worst = max(worst, refetched(trial, requests(since), killed))
    print(f"  {kills} kills in {crawls} crawls; at most {worst} pages were asked for again after one kill")


def refetched(trial, seen, killed):
    """Checks that only what was answered just before a kill was asked for again, and counts the most of that."""
    times, per_kill = defaultdict(list), defaultdict(int)
    for at, _, path in seen:
        times[path].append(at)
    for path, asked in times.items():
        for before, again in zip(asked, asked[1:]):
            if path == "/robots.txt":
                continue
            cause = next((k for k in killed if before - 0.05 <= k <= again + 0.05), None)
            check(cause is not None, trial, f"{path} was asked for twice without a kill between")
            if cause is not None:
                per_kill[cause] += 1
                early = cause - before
                check(early <= REFETCHED_SECONDS + COMMIT_SECONDS, trial,
                      f"{path} was asked for again, though it was answered {early:.2f} s before the kill")
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
        time.sleep(rng.uniform(0.4, 1.5))
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


def write_points(expected, rng):
    """Kills at the system calls by which something becomes durable."""
    trial, killed = "write points", 0
    calls = {"fdatasync": 12, "fsync": 12, "ftruncate": 6, "rename": 4, "pwrite64": 12, "write": 12, "unlink": 4}
    for call, times in calls.items():
        folder = new_folder("point")
        process = crawl(folder, *FAST)
        wait_for(folder / "pages.jsonl", process)
        time.sleep(0.3)
        kill(process)
        for _ in range(times):
            nth = rng.randint(1, 40 if call in ("write", "pwrite64") else 2)  # counted for each thread
            prefix = ["strace", "-f", "-qq", "-o", "/dev/null", "--seccomp-bpf", "-e", f"trace={call}",
                      "-e", f"inject={call}:signal=SIGKILL:when={nth}"]
            code, _ = finish(resume(folder, prefix=prefix))
            check(code != "hung", trial, f"hung at {call}")
            killed += code not in (0, "hung")
            if code == 0:
                compare(trial, folder, expected)
                folder = new_folder("point")
                process = crawl(folder, *FAST)
                wait_for(folder / "pages.jsonl", process)
                time.sleep(0.2)
                kill(process)
        code, printed = finish(resume(folder))
        check(code == 0, trial, f"{call}: exit {code}: {printed.strip()[-300:]}")
        compare(trial, folder, expected)
    print(f"  {killed} kills at {', '.join(calls)}")


def damage(expected, rng):
    """The last bytes of each file, cut off or flipped: the crawl goes on, or is refused in one sentence within seconds."""
    trial, went_on, refused = "damage", 0, 0
    whole = new_folder("whole")
    process = crawl(whole, *FAST)
    wait_for(whole / "pages.jsonl", process)
    time.sleep(0.9)
    kill(process)
    for file in sorted(p.relative_to(whole) for p in whole.rglob("*") if p.is_file() and p.name not in ("lock", "LOCK", "LOG")):
        length = (whole / file).stat().st_size
        for i in range(1, min(DAMAGED_BYTES, length) + 1):
            for kind in ("cut", "flip"):
                folder = new_folder("damaged")
                shutil.copytree(whole, folder)
                with open(folder / file, "r+b") as out:
                    if kind == "cut":
                        out.truncate(length - i)
                    else:
                        out.seek(length - i)
                        byte = out.read(1)[0]
                        out.seek(length - i)
                        out.write(bytes([byte ^ (1 << rng.randrange(8))]))
                began = time.monotonic()
                code, printed = finish(resume(folder), 60)
                if code == 0:
                    went_on += 1
                    compare(f"{trial}: {file} {kind} {i}", folder, expected)
                else:
                    refused += 1
                    lines = [line for line in printed.splitlines() if line.strip()]
                    check(code in (1, 2) and any(line.startswith("ayatori: ") for line in lines) and "Exception" not in printed,
                          trial, f"{file} {kind} {i}: exit {code}: {printed.strip()[-300:]}")
                    check(time.monotonic() - began < 40, trial, f"{file} {kind} {i}: took long to refuse")
    print(f"  {went_on} times the crawl went on, {refused} times it was refused")


def mounted(trial, size):
    """A small file system in a folder, or None."""
    folder = new_folder("small")
    folder.mkdir(parents=True)
    if os.geteuid() != 0 or subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)],
                                           stderr=subprocess.DEVNULL).returncode:
        print(f"  skipped: {trial} needs root, to mount a file system")
        return None
    return folder


def full_disk(expected, rng):
    """A full disk stops the crawl cleanly; with room it goes on."""
    trial = "full disk"
    for size in ("3m", "6m"):
        small = mounted(trial, size)
        if small is None:
            return
        try:
            folder = small / "crawl"
            code, printed = finish(crawl(folder, *FAST))
            check(code == 1 and "space" in printed, trial, f"exit {code}: {printed.strip()[-300:]}")
            pages = len(records(folder, "pages.jsonl"))
            check(f"{pages:,} page" in printed, trial, f"{pages} pages are written, but: {printed.strip()[-300:]}")
            subprocess.run(["mount", "-o", "remount,size=300m", str(small)], check=True)
            code, printed = finish(resume(folder))
            check(code == 0, trial, f"exit {code}: {printed.strip()[-300:]}")
            compare(trial, folder, expected)
        finally:
            subprocess.run(["umount", "-l", str(small)])
    print("  stopped cleanly, and went on with more room")


def lost_folder(expected, rng):
    """The folder is deleted under the crawl: it ends, in a sentence or with its work done."""
    trial, folder = "lost folder", new_folder("lost")
    process = crawl(folder, *FAST)
    wait_for(folder / "pages.jsonl", process)
    time.sleep(0.4)
    shutil.rmtree(folder, ignore_errors=True)
    code, printed = finish(process)
    check(code in (0, 1) and "Exception" not in printed, trial, f"exit {code}: {printed.strip()[-300:]}")
    print(f"  exit {code}: {printed.strip().splitlines()[0]}")


def read_only_folder(expected, rng):
    """A folder that cannot be written is refused in one sentence."""
    trial = "read-only folder"
    small = mounted(trial, "100m")
    if small is None:
        return
    try:
        folder = small / "crawl"
        process = crawl(folder, *FAST)
        wait_for(folder / "pages.jsonl", process)
        time.sleep(0.3)
        kill(process)
        subprocess.run(["mount", "-o", "remount,ro", str(small)], check=True)
        for attempt in (resume(folder), crawl(small / "new", *FAST)):
            code, printed = finish(attempt)
            check(code == 2 and printed.count("\n") == 1, trial, f"exit {code}: {printed.strip()[-300:]}")
            print(f"  {printed.strip()}")
    finally:
        subprocess.run(["umount", "-l", str(small)])


def clocks(expected, rng):
    """The clock is set back and forward between two processes."""
    trial = "clock"
    for shift in ("-400d", "-1h", "+1h", "+400d"):
        folder = new_folder("clock")
        process = crawl(folder, *FAST)
        wait_for(folder / "pages.jsonl", process)
        time.sleep(0.5)
        kill(process)
        # libfaketime makes each look at the clock a call, and waits end early: the crawl takes ten times as long.
        code, printed = finish(resume(folder, prefix=["faketime", "-m", "-f", shift],
                                      environment={"FAKETIME_DONT_FAKE_MONOTONIC": "1"}))
        check(code == 0, trial, f"{shift}: exit {code}: {printed.strip()[-300:]}")
        compare(trial, folder, expected)
    print("  set back and forward by an hour and by 400 days")


def suspended(expected, rng):
    """The process is suspended and woken, as with a laptop's lid."""
    trial, folder = "suspended", new_folder("suspended")
    process = crawl(folder, *FAST)
    for _ in range(4):
        time.sleep(rng.uniform(0.3, 0.7))
        if process.poll() is None:
            process.send_signal(signal.SIGSTOP)
            time.sleep(rng.uniform(1, 3))
            process.send_signal(signal.SIGCONT)
    code, printed = finish(process)
    check(code == 0, trial, f"exit {code}: {printed.strip()[-300:]}")
    compare(trial, folder, expected)
    print("  four times")


def two_processes(expected, rng):
    """A second process is refused."""
    trial, folder = "two processes", new_folder("two")
    process = crawl(folder, *FAST)
    wait_for(folder / "crawl.json", process)
    code, printed = finish(resume(folder))
    check(code == 2 and "writing to the crawl folder" in printed, trial, f"exit {code}: {printed.strip()[-300:]}")
    code, _ = finish(process)
    check(code == 0, trial, f"exit {code}")
    compare(trial, folder, expected)
    print(f"  {printed.strip()}")


def interrupted(expected, rng):
    """Ctrl-C, once or twice, loses nothing."""
    trial = "Ctrl-C"
    for signals in (1, 2):
        folder = new_folder("interrupted")
        process = crawl(folder, *FAST)
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
        compare(trial, folder, expected)
    print("  once and twice")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", action="append")
    arguments = parser.parse_args()
    rng = random.Random(arguments.seed)
    shutil.rmtree(WORK, ignore_errors=True)
    WORK.mkdir(parents=True)
    reference = new_folder("reference")
    code, printed = finish(crawl(reference, *FAST))
    expected, twice = urls(reference)
    print(f"reference: {len(expected)} URLs, exit {code}", flush=True)
    check(code == 0 and not twice, "reference", printed)
    trials = {
        "random-kills": lambda: random_kills(expected, arguments.kills, rng),
        "paced-kills": lambda: paced_kills(max(3, arguments.kills // 10), rng),
        **{trial.__name__.replace("_", "-"): (lambda trial=trial: trial(expected, rng))
           for trial in (write_points, damage, full_disk, lost_folder, read_only_folder, clocks, suspended, two_processes,
                         interrupted)},
    }
    for name, trial in trials.items():
        if arguments.only is None or name in arguments.only:
            began = time.monotonic()
            print(f"{name}: {trial.__doc__ or ''}".rstrip(": "), flush=True)
            trial()
            print(f"  {time.monotonic() - began:.0f} s", flush=True)
    print("\n".join(["", "Failures:", *failures]) if failures else "\nNothing lost, nothing twice.")
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
