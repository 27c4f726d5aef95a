#!/usr/bin/python3
"""Measures Ayatori and its peers on the same small programs, all in one run. run.sh builds first, then calls this.

    measure.py [--rows LIST] [--peers LIST] [--repeat N] [--seconds S] [--results FOLDER]

One after the other, never at the same time, every peer runs a row in a process of its own; then the next row; then all
again, N times, so that whatever else the machine does falls on all of them alike. A program warms up for S seconds of
CPU time, then measures whole rounds for S seconds more (peers/rounds.py says it exactly). The tables hold medians of N:

  CPU    user and system time of the whole process during the measured rounds, by operation: what an operation costs. It
         counts the JVM's compiler and collector and both of Go's threads, and bears other work on the machine well.
  wall   the time that passes, by operation, median of a process's rounds: how fast it is on a machine left alone.
"""

import argparse
import json
import os
import signal
import statistics
import subprocess
import sys
import time
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

import table

HERE = Path(__file__).resolve().parent
PROJECT = HERE.parent.parent
BENCH_DIR = Path(os.environ.get("BENCH_DIR", "/tmp/ayatori-bench"))
PYTHON = "/usr/bin/python3"
PORT = 18764
CLOCK_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Row:
    name: str
    title: str
    program: str  # the row's name in the peers' programs
    tasks: int
    count: int  # operations of one round
    unit: str = "ns"
    memory: bool = False  # one cold round, of which the memory counts too

    @property
    def per(self):
        return 1 if self.unit == "s" else self.count


ROWS = [
    Row("switch-2", "switch, 2 tasks", "switch", 2, 400_000),
    Row("switch-100", "switch, 100 tasks", "switch", 100, 400_000),
    Row("switch-10000", "switch, 10,000 tasks", "switch", 10_000, 400_000),
    Row("await", "spawn and await", "await", 1, 100_000),
    Row("spawn", "spawn a million", "spawn", 1, 1_000_000),
    Row("ping-pong", "ping-pong over queues, there and back", "ping-pong", 2, 100_000),
    Row("producer-consumer", "producer/consumer, queue of 100", "producer-consumer", 2, 300_000),
    Row("semaphore", "semaphore, 100 tasks, 10 permits", "semaphore", 100, 200_000),
    Row("gather", "gather of 10,000", "gather", 10_000, 100_000),
    Row("timers", "100,000 sleeps of 1–10 ms", "timers", 1, 100_000),
    Row("cancel", "cancel 100,000", "cancel", 1, 100_000),
    Row("sleepers", "a million tasks sleep 10 s", "sleepers", 1, 1_000_000, "s", True),
    Row("echo-1", "TCP echo, 1 connection", "echo", 1, 0, "µs"),
    Row("echo-64", "TCP echo, 64 connections", "echo", 64, 0, "µs"),
    Row("echo-1000", "TCP echo, 1,000 connections", "echo", 1000, 0, "µs"),
]


@dataclass(frozen=True)
class Peer:
    name: str
    title: str
    command: tuple[str, ...]
    last: tuple[str, ...] = ()  # arguments after the row's
    environment: tuple[tuple[str, str], ...] = ()

    def runs(self, row):
        return not table.why_absent(self.name, row) or (self.name == "jox" and row.name in JOX)


# Jox's channels; for the rest it is virtual threads.
JOX = ("ping-pong", "producer-consumer")


def jdk():
    """The JDK 25 that runs the JVM's peers: JAVA_HOME's if it is one, else one of those installed."""
    homes = [os.environ.get("JAVA_HOME", ""), *sorted(map(str, Path("/usr/lib/jvm").glob("*25*")))]
    for home in filter(None, homes):
        release = Path(home, "release")
        if release.is_file() and 'JAVA_VERSION="25' in release.read_text():
            return home
    sys.exit("no JDK 25 found: set JAVA_HOME")


def jvm(main, *options):
    classes = PROJECT / "bench/target"
    class_path = f"{classes}/classes:" + (classes / "async-peers.classpath").read_text()
    java = (f"{jdk()}/bin/java", *os.environ.get("JVM_OPTIONS", "").split())
    return (*java, *options, "-cp", class_path, f"ayatori.bench.async.{main}")


def all_peers():
    add_opens = "--add-opens=java.base/java.lang=ALL-UNNAMED"
    python = str(HERE / "peers/asyncio_peer.py")
    go = (str(BENCH_DIR / "go_peer"),)
    return [
        Peer("loop", "Ayatori, loop", jvm("AyatoriPeer", add_opens, "-Dayatori.carrier=loop")),
        Peer("baton", "Ayatori, baton", jvm("AyatoriPeer", "-Dayatori.carrier=baton")),
        Peer("asyncio", "asyncio", (PYTHON, python)),
        Peer("uvloop", "uvloop", (PYTHON, python), ("--uvloop",)),
        Peer("trio", "Trio", (PYTHON, str(HERE / "peers/trio_peer.py"))),
        Peer("go", "Go", go),
        Peer("go-1", "Go, one thread", go, environment=(("GOMAXPROCS", "1"),)),
        Peer("kotlin", "Kotlin", jvm("KotlinPeerKt")),
        Peer("jox", "Jox", jvm("JoxPeer")),
        Peer("virtual", "virtual threads", jvm("VirtualThreadsPeer")),
        Peer("future", "CompletableFuture", jvm("CompletableFuturePeer")),
    ]


@dataclass
class Run:
    peer: str
    row: str
    wall: float = 0  # seconds by operation
    cpu: float = 0
    peak_mb: float = 0
    load: float = 0
    failure: str = ""


def start(peer, *arguments):
    return subprocess.Popen(
        [*peer.command, *map(str, arguments), *peer.last],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, **dict(peer.environment)},
    )


def run_rounds(peer, row, seconds):
    process = start(peer, row.program, row.tasks, row.count, 0 if row.memory else seconds)
    out, complaints = process.stdout.read(), process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = status
    if status != 0 or not out:
        return Run(peer.name, row.name, failure=complaints[-500:] or f"status {status}")
    rounds = [tuple(map(int, line.split())) for line in out.splitlines()]
    return Run(
        peer.name,
        row.name,
        wall=statistics.median(wall for wall, _ in rounds) / 1e9 / row.per,
        cpu=statistics.mean(cpu for _, cpu in rounds) / 1e9 / row.per,
        peak_mb=usage.ru_maxrss / 1024,
    )


def cpu_seconds(pid):
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / CLOCK_TICKS


def load(connections, seconds):
    driver = [BENCH_DIR / "echo_load", str(PORT), str(connections), str(seconds)]
    done = subprocess.run(driver, capture_output=True, text=True, check=True, timeout=seconds + 60)
    echoes, nanos = map(int, done.stdout.split())
    return echoes, nanos / 1e9


def run_echo(peer, row, seconds):
    server = start(peer, "echo", PORT)
    try:
        if server.stdout.readline().strip() != "ready":
            return Run(peer.name, row.name, failure=server.stderr.read()[-500:])
        load(row.tasks, seconds)
        before = cpu_seconds(server.pid)
        echoes, wall = load(row.tasks, seconds)
        return Run(peer.name, row.name, wall=wall / echoes, cpu=(cpu_seconds(server.pid) - before) / echoes)
    except subprocess.SubprocessError as e:
        return Run(peer.name, row.name, failure=str(e))
    finally:
        server.send_signal(signal.SIGKILL)
        server.communicate()


def facts():
    def said(*command):
        return subprocess.run(command, capture_output=True, text=True).stdout.strip()

    java = Path(jdk(), "release").read_text()
    return {
        "date": date.today().isoformat(),
        "cores": str(os.cpu_count()),
        "JDK": java.split('JAVA_RUNTIME_VERSION="')[1].split('"')[0],
        "JVM options": os.environ.get("JVM_OPTIONS", "") or "none but the carrier's",
        "Python": said(PYTHON, "-c", "import sys; print(sys.version.split()[0])"),
        "uvloop, Trio": said(PYTHON, "-c", "import uvloop, trio; print(uvloop.__version__, trio.__version__)"),
        "Go": said("go", "version"),
        "Ayatori": said("git", "-C", str(PROJECT), "describe", "--always", "--dirty"),
        "load at the start": "%.1f" % os.getloadavg()[0],
    }


def chosen(everything, names, what):
    known = {one.name: one for one in everything}
    unknown = [name for name in names if name not in known]
    if unknown:
        sys.exit(f"no such {what}: {', '.join(unknown)}; there are {', '.join(known)}")
    return [known[name] for name in names] or everything


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--rows", default="")
    options.add_argument("--peers", default="")
    options.add_argument("--repeat", type=int, default=3)
    options.add_argument("--seconds", type=int, default=2)
    options.add_argument("--results", type=Path, default=BENCH_DIR / "async")
    asked = options.parse_args()
    rows = chosen(ROWS, [name for name in asked.rows.split(",") if name], "row")
    peers = chosen(all_peers(), [name for name in asked.peers.split(",") if name], "peer")
    asked.results.mkdir(parents=True, exist_ok=True)
    about, runs = facts(), []
    for repetition in range(asked.repeat):
        for row in rows:
            for peer in filter(lambda peer: peer.runs(row), peers):
                run = (run_echo if row.program == "echo" else run_rounds)(peer, row, asked.seconds)
                run.load = os.getloadavg()[0]
                runs.append(run)
                shown = run.failure or f"CPU {run.cpu * 1e9:,.0f} ns, wall {run.wall * 1e9:,.0f} ns"
                print(f"{repetition + 1} {row.name:18} {peer.name:8} {shown} (load {run.load:.1f})", flush=True)
                kept = {"about": about, "runs": [asdict(run) for run in runs]}
                (asked.results / "runs.json").write_text(json.dumps(kept, indent=1))
    loads = [run.load for run in runs]
    about["load meanwhile"] = f"{min(loads):.1f} to {max(loads):.1f}, median {statistics.median(loads):.1f}"
    text = "\n\n".join([
        "\n".join(f"- {name}: {value}" for name, value in about.items()),
        "**CPU time by operation**\n\n" + table.markdown(runs, rows, peers, "cpu"),
        "**Wall time by operation**\n\n" + table.markdown(runs, rows, peers, "wall"),
        table.reasons(rows, peers),
    ])
    (asked.results / "table.md").write_text(text + "\n")
    print("\n" + text)


if __name__ == "__main__":
    main()
