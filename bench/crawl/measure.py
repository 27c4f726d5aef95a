#!/usr/bin/python3
"""Measures Ayatori and its peers on the documentation that serve.sh serves, all in one run.

    measure.py [--scenarios LIST] [--crawlers LIST] [--repeat N] [--limit SECONDS]
               [--variant NAME='JVM OPTIONS']... [--results FOLDER]

One after the other, never at the same time, every crawler crawls every scenario; then all again, N times, so
that whatever else the machine does falls on all of them alike. The tables hold medians.

  pages/s          distinct pages (status 200, text/html) over wall time, the start of the program included
  CPU              user and system seconds of the process and its children, per 1,000 pages
  server CPU       the same for nginx, which shares the machine's cores with the crawler
  peak             the largest resident set of the process or one of its children, as the kernel recorded it
  URLs             how many distinct URLs were fetched, pages or not
  missing, extra   against the pages reachable in the files (reachable.py)
  twice            URLs recorded more than once
  titles           pages whose title is not the one in the file

Scenarios: linux (the kernel's documentation), four (all four), steady (the four under many host names,
100,000 pages) and steady-linux (the kernel's under many host names). In the steady scenarios a crawler is
stopped after --limit seconds; the pages it had by then are what counts, and completeness is not judged.
"""

import argparse
import json
import os
import shutil
import signal
import statistics
import subprocess
import sys
import time
from collections import Counter
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

import crawlers
import machine
import reachable
from crawlers import Crawler, Record

HERE = Path(__file__).resolve().parent
BENCH_DIR = Path(os.environ.get("BENCH_DIR", "/tmp/ayatori-bench"))
SCENARIOS = ("linux", "four", "steady", "steady-linux")
CLOCK_TICKS = os.sysconf("SC_CLK_TCK")


# ---------------------------------------------------------------- what should be found


@dataclass(frozen=True)
class Scenario:
    name: str
    folder: str
    seeds: list[str]

    @property
    def limited(self) -> bool:
        return self.name.startswith("steady")


def scenario(name: str) -> Scenario:
    seeds = subprocess.run([HERE / "serve.sh", "seeds", name], capture_output=True, text=True, check=True)
    folder = BENCH_DIR / "site" / ("linux" if name.endswith("linux") else "")
    return Scenario(name, str(folder), seeds.stdout.split())


class Yardstick:
    """The pages of a scenario: those of one host, which every host of the scenario has alike."""

    def __init__(self, of: Scenario):
        home = reachable.origin(of.seeds[0])
        self.site = reachable.Site(of.folder, home)
        self.hosts = {reachable.origin(seed) for seed in of.seeds}
        self.titles = {path_of(url): title for url, title in self.pages_of_one_host(of).items()}

    @staticmethod
    def pages_of_one_host(of: Scenario) -> dict[str, str]:
        kept = BENCH_DIR / "reachable" / f"{Path(of.folder).name}-{reachable.origin(of.seeds[0]).netloc}.tsv"
        if not kept.exists():
            print(f"finding the pages reachable in {of.folder} …", flush=True)
            found = reachable.reachable(of.folder, of.seeds[0])
            kept.parent.mkdir(parents=True, exist_ok=True)
            kept.write_text("".join(f"{url}\t{title}\n" for url, title in sorted(found.items())))
        lines = kept.read_text().splitlines()
        return dict(line.split("\t", 1) for line in lines)

    def expected(self) -> int:
        return len(self.titles) * len(self.hosts)

    def knows(self, url: str) -> bool:
        return reachable.origin(url) in self.hosts and path_of(url) in self.titles

    def is_page(self, record: Record) -> bool:
        if record.status != 200:
            return False
        return record.html if record.html is not None else self.site.answer(record.url).kind == "page"

    def missing(self, pages: set[str]) -> list[str]:
        everything = (f"{host.scheme}://{host.netloc}{path}" for host in sorted(self.hosts) for path in self.titles)
        return [url for url in everything if url not in pages]


def path_of(url: str) -> str:
    return url[url.index("/", len("https://")) :]


# ---------------------------------------------------------------- one run


@dataclass
class Run:
    crawler: str
    scenario: str
    round: int
    seconds: float
    user_seconds: float
    system_seconds: float
    server_seconds: float
    peak_kib: int
    pages: int
    urls: int
    stopped: bool
    missing: int | None
    extra: int
    twice: int
    titles_differing: int | None
    examples: dict[str, list]
    failure: str | None

    @property
    def pages_per_second(self) -> float:
        return self.pages / self.seconds

    @property
    def cpu_per_1000(self) -> float:
        return (self.user_seconds + self.system_seconds) * 1000 / max(self.pages, 1)

    @property
    def server_cpu_per_1000(self) -> float:
        return self.server_seconds * 1000 / max(self.pages, 1)


def server_cpu_seconds() -> float:
    master = (BENCH_DIR / "nginx.pid").read_text().strip()
    workers = Path(f"/proc/{master}/task/{master}/children").read_text().split()
    ticks = 0
    for worker in workers:
        after_name = Path(f"/proc/{worker}/stat").read_text().rpartition(")")[2].split()
        ticks += int(after_name[11]) + int(after_name[12])
    return ticks / CLOCK_TICKS


def wait(process: subprocess.Popen, limit: float | None) -> bool:
    """Waits for the end; past the limit asks the crawler to stop, as Ctrl-C would. True if it was stopped."""
    try:
        process.wait(limit)
        return False
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGINT)
    try:
        process.wait(120)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    return True


def run(crawler: Crawler, of: Scenario, yardstick: Yardstick, round_: int, limit: float | None, out: Path) -> Run:
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)
    usage = out / "usage.txt"
    usage.touch()
    # GNU time starts the crawler: the kernel counts the memory of whoever starts a program into the program's
    # peak, and time is tiny where this process is not. It reports what wait4 says of all children together.
    command = ["/usr/bin/time", "-o", str(usage), "-f", "%U %S %M", *crawler.command(out, of.seeds)]
    environment = {**os.environ, "LC_ALL": "C.UTF-8", **crawler.environment}
    served = server_cpu_seconds()
    with open(out / "stdout.txt", "wb") as stdout, open(out / "stderr.txt", "wb") as stderr:
        started = time.perf_counter()
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=stdout, stderr=stderr, env=environment, start_new_session=True
        )
        stopped = wait(process, limit)
        seconds = time.perf_counter() - started
    served = server_cpu_seconds() - served
    failure = None
    if process.returncode != 0 and not stopped:
        said = "".join((out / name).read_text(errors="replace") for name in ("stdout.txt", "stderr.txt"))
        failure = f"exit {process.returncode}: {''.join(said.strip().splitlines()[-1:])}"
    if stopped and process.returncode == -signal.SIGKILL:
        failure = "did not stop when asked to, so was killed: its figures are not known"
    user, system, peak = (usage.read_text().splitlines() or ["0 0 0"])[-1].split()
    verdict = judge(crawler, yardstick, out, stopped)
    shutil.rmtree(out)
    return Run(
        crawler=crawler.name,
        scenario=of.name,
        round=round_,
        seconds=seconds,
        user_seconds=float(user),
        system_seconds=float(system),
        server_seconds=served,
        peak_kib=int(peak),
        stopped=stopped,
        failure=failure,
        **verdict,
    )


def judge(crawler: Crawler, yardstick: Yardstick, out: Path, stopped: bool) -> dict:
    """Compares what a crawler recorded with what is reachable."""
    try:
        records = list(crawler.read(out))
    except FileNotFoundError:
        records = []
    recorded = Counter(record.url for record in records)
    pages = {record.url: record.title for record in records if yardstick.is_page(record)}
    known = {url for url in pages if yardstick.knows(url)}
    twice = [url for url, times in recorded.items() if times > 1]
    extra = sorted(set(pages) - known)
    missing = None if stopped else yardstick.missing(known)
    wrong_titles = None
    if any(title is not None for title in pages.values()):
        wrong_titles = [
            (url, pages[url], yardstick.titles[path_of(url)])
            for url in sorted(known)
            if " ".join((pages[url] or "").split()) != yardstick.titles[path_of(url)]
        ]
    return {
        "pages": len(pages),
        "urls": len(recorded),
        "missing": None if missing is None else len(missing),
        "extra": len(extra),
        "twice": len(twice),
        "titles_differing": None if wrong_titles is None else len(wrong_titles),
        "examples": {
            "missing": (missing or [])[:20],
            "extra": extra[:20],
            "twice": twice[:20],
            "titles": (wrong_titles or [])[:20],
        },
    }


# ---------------------------------------------------------------- tables


def table(of: Scenario, yardstick: Yardstick, runs: list[Run], limit: float) -> str:
    hosts = f" on {len(of.seeds)} hosts" if len(of.seeds) > 1 else ""
    lines = [
        f"### {of.name}: {yardstick.expected():,} pages{hosts}",
        "",
        "| crawler | pages/s | CPU s per 1,000 | server CPU | peak MB | pages | URLs | missing | extra | twice | titles |",
        "|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|",
    ]
    notes = []
    for name in dict.fromkeys(run.crawler for run in runs):
        mine = [run for run in runs if run.crawler == name]
        for run in mine:
            if run.failure:
                notes.append(f"{name}, round {run.round}: {run.failure}")
        mark = "*" if any(run.stopped for run in mine) else ""
        median = lambda value: statistics.median(value(run) for run in mine)
        worst = lambda values: "–" if None in values else f"{max(values):,}"
        lines.append(
            f"| {name}{mark} "
            f"| {figures(median(lambda run: run.pages_per_second))} "
            f"| {figures(median(lambda run: run.cpu_per_1000))} "
            f"| {figures(median(lambda run: run.server_cpu_per_1000))} "
            f"| {median(lambda run: run.peak_kib) / 1024:.0f} "
            f"| {median(lambda run: run.pages):,.0f} "
            f"| {median(lambda run: run.urls):,.0f} "
            f"| {worst([run.missing for run in mine])} "
            f"| {worst([run.extra for run in mine])} "
            f"| {worst([run.twice for run in mine])} "
            f"| {worst([run.titles_differing for run in mine])} |"
        )
    if any(run.stopped for run in runs):
        notes.append(f"\\* stopped after {limit:.0f} s: what it had by then counts; the largest pages are among the first.")
    return "\n".join(lines + [""] + notes) + "\n"


def figures(value: float) -> str:
    """Three significant ones: more would claim what nobody measured."""
    if value >= 1000:
        return f"{round(value, -1):,.0f}"
    return f"{value:.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--scenarios", default="linux,four,steady")
    options.add_argument("--crawlers", default="all", help="comma-separated names; all by default")
    options.add_argument("--repeat", type=int, default=3)
    options.add_argument("--limit", type=float, default=60, help="seconds, in the steady scenarios (60)")
    options.add_argument("--limit-all", action="store_true", help="apply the limit in every scenario")
    options.add_argument("--variant", action="append", default=[], metavar="NAME=JVM OPTIONS")
    options.add_argument("--results", type=Path, default=BENCH_DIR / "results")
    options.add_argument("--output", type=Path, default=Path("/dev/shm/ayatori-bench-output"), help="crawlers write here")
    chosen = options.parse_args()
    # A shell that starts this in the background has it ignore Ctrl-C, and so would every crawler.
    signal.signal(signal.SIGINT, signal.default_int_handler)

    entries = crawlers.ayatori_variants(chosen.variant) + crawlers.PEERS
    if chosen.crawlers != "all":
        wanted = chosen.crawlers.lower().split(",")
        entries = [entry for entry in entries if entry.name.lower().split()[0] in wanted]
    if not entries:
        sys.exit("nothing to measure")

    facts = machine.facts(crawlers.PROJECT)
    report = ["## Crawling the documentation", "", *(f"- {name}: {value}" for name, value in facts.items()), ""]
    report += [f"Medians of {chosen.repeat}, interleaved." if chosen.repeat > 1 else "One run each.", ""]
    all_runs: list[Run] = []
    for name in chosen.scenarios.split(","):
        of = scenario(name)
        yardstick = Yardstick(of)
        limit = chosen.limit if of.limited or chosen.limit_all else None
        runs = []
        for round_ in range(1, chosen.repeat + 1):
            for crawler in entries:
                done = run(crawler, of, yardstick, round_, limit, chosen.output)
                runs.append(done)
                print(
                    f"{name} {round_}/{chosen.repeat} {crawler.name}: {done.pages} pages in {done.seconds:.1f} s"
                    f"{', stopped' if done.stopped else ''}{', ' + done.failure if done.failure else ''}",
                    flush=True,
                )
        all_runs += runs
        report.append(table(of, yardstick, runs, chosen.limit))

    chosen.results.mkdir(parents=True, exist_ok=True)
    stem = chosen.results / datetime.now().strftime("%Y-%m-%d-%H%M%S")
    text = "\n".join(report)
    stem.with_suffix(".md").write_text(text)
    stem.with_suffix(".json").write_text(
        json.dumps({"facts": facts, "runs": [asdict(done) for done in all_runs]}, indent=1, ensure_ascii=False)
    )
    print(f"\n{text}\nwritten to {stem}.md and .json")


if __name__ == "__main__":
    main()
