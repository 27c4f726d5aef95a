"""The crawlers that are measured: how each is started, and how what it leaves behind is read.

Every crawler is a command that gets an empty folder and the seeds. Reading its records happens after the
measurement and costs it nothing.
"""

import json
import os
import re
import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from typing import Callable, Iterator, NamedTuple

HERE = Path(__file__).resolve().parent
PROJECT = HERE.parent.parent
# Another build may be named, to measure a second checkout.
LAUNCHER = os.environ.get("AYATORI", str(PROJECT / "ayatori"))


class Record(NamedTuple):
    """One URL a crawler fetched. What the crawler does not tell is None."""

    url: str
    status: int
    title: str | None = None
    html: bool | None = None


@dataclass(frozen=True)
class Crawler:
    name: str
    what: str
    command: Callable[[Path, list[str]], list[str]]
    read: Callable[[Path], Iterator[Record]]
    environment: dict[str, str] = field(default_factory=dict)


def peer(script: str) -> Callable[[Path, list[str]], list[str]]:
    return lambda out, seeds: [str(HERE / "peers" / script), str(out), *seeds]


def ayatori(out: Path, seeds: list[str]) -> list[str]:
    options = ["--delay", "0", "--per-host", "64", "--quiet"]
    return [LAUNCHER, "crawl", *options, "--out", str(out / "crawl"), *seeds]


def json_lines(path: Path) -> Iterator[dict]:
    """The whole lines of a file; a crawler stopped by the time limit may leave half a line at the end."""
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            if line.endswith("\n"):
                yield json.loads(line)


def read_ayatori(out: Path) -> Iterator[Record]:
    for page in json_lines(out / "crawl" / "pages.jsonl"):
        html = (page.get("contentType") or "").partition(";")[0].strip().lower() == "text/html"
        yield Record(page["url"], page["status"], page.get("title") or "", html)


def read_json_pages(out: Path) -> Iterator[Record]:
    for page in json_lines(out / "pages.jsonl"):
        yield Record(page["url"], page["status"], page["title"], True)


def read_article(out: Path) -> Iterator[Record]:
    text = (out / "crawl_results.txt").read_text(encoding="utf-8")
    for url, title in re.findall(r"^URL: (.*)\nTitle: ((?:.|\n)*?)\n\n(?=URL: |\Z)", text, re.MULTILINE):
        yield Record(url, 200, title, True)


def read_wget2(out: Path) -> Iterator[Record]:
    # Its CSV quotes nothing, so a URL may hold commas; what holds a line break is no page's.
    row = re.compile(r"\d+,\d+,(.*),(\d+)(?:,\d+){8}")
    with open(out / "urls.csv", encoding="utf-8", errors="replace") as lines:
        for found in filter(None, (row.match(line) for line in lines)):
            yield Record(found[1].partition("#")[0], int(found[2]))


AYATORI = Crawler("Ayatori", "this project: JSON records with all links", ayatori, read_ayatori)

PEERS = [
    Crawler(
        "wget2-pages",
        "wget2, pages only, nothing kept",
        peer("wget2-pages.sh"),
        read_wget2,
    ),
    Crawler(
        "wget2",
        "wget2 as it comes: all files, kept",
        peer("wget2.sh"),
        read_wget2,
    ),
    Crawler(
        "aiohttp-lxml",
        "asyncio: uvloop, aiohttp, lxml; JSON records with all links",
        peer("aiohttp_lxml.py"),
        read_json_pages,
    ),
    Crawler(
        "article",
        "the article's crawler, following links: URL and title",
        peer("article.py"),
        read_article,
    ),
    Crawler(
        "Scrapy",
        "Scrapy: JSON records with all links",
        peer("scrapy_spider.py"),
        read_json_pages,
    ),
]


def ayatori_variants(variants: list[str]) -> list[Crawler]:
    """Ayatori, and once more for each NAME=JVM OPTIONS; none, with a note, while it cannot crawl."""
    if not os.access(LAUNCHER, os.X_OK):
        print(f"Ayatori is left out: there is no {LAUNCHER}.")
        return []
    # The first call builds what is missing, so that no measurement includes it.
    asked = subprocess.run([LAUNCHER, "crawl", "--help"], capture_output=True, text=True)
    if asked.returncode != 0:
        print(f"Ayatori is left out: {LAUNCHER} crawl --help exits with {asked.returncode}.")
        return []
    found = [AYATORI]
    for variant in variants:
        name, _, options = variant.partition("=")
        found.append(
            Crawler(f"Ayatori {name}", f"JVM options {options}", ayatori, read_ayatori, {"AYATORI_JAVA_OPTS": options})
        )
    return found
