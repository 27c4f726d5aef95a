#!/usr/bin/python3
"""The pages a complete crawl must find, worked out from the files alone.

No server and no crawler is asked: starting at a seed, each page is parsed by lxml (or, slower and by the
letter of the HTML standard, by html5lib), its links are resolved, and each link is looked up in the folder
the way the server of serve.sh would. What comes out is the yardstick for every crawler.

    reachable.py [--parser lxml|html5lib] FOLDER SEED     writes url<TAB>title lines, sorted, to stdout

What counts as a link, the same for every crawler that is measured:
  - the href of <a> and <area>, the src of <frame> and <iframe>, unless rel says nofollow;
  - resolved against the page's URL or its <base>, the fragment dropped, the query kept;
  - on the seed's host (scheme, name and port).
What counts as a page: a file the server calls text/html. A folder without its final slash is a redirect,
followed but not itself a page. /index.html and / are two URLs, so two pages.
"""

import argparse
import os
import posixpath
import re
import sys
from multiprocessing import Pool
from typing import NamedTuple
from urllib.parse import unquote_to_bytes, urljoin, urlsplit

LINK_ATTRIBUTES = {"a": "href", "area": "href", "frame": "src", "iframe": "src"}


# ---------------------------------------------------------------- URLs


class Origin(NamedTuple):
    scheme: str
    netloc: str


def origin(url: str) -> Origin:
    parts = urlsplit(url)
    return Origin(parts.scheme, parts.netloc)


def percent_encode(text: str, also: str) -> str:
    """Encodes what the URL Standard's percent-encode sets encode; what is already encoded stays."""
    out = []
    for byte in text.encode("utf-8"):
        if byte <= 0x20 or byte >= 0x7F or chr(byte) in also:
            out.append(f"%{byte:02X}")
        else:
            out.append(chr(byte))
    return "".join(out)


def resolve(base: str, link: str) -> str | None:
    """The link as an absolute URL without its fragment, as the URL Standard has it; None if not http(s)."""
    link = re.sub(r"[\t\n\r]", "", link.strip("".join(map(chr, range(0x21)))))
    if re.match(r"(?i)[a-z][a-z0-9+.-]*:", link) and not re.match(r"(?i)https?:", link):
        return None
    link, _, _ = link.partition("#")
    before_query, mark, query = link.partition("?")
    link = before_query.replace("\\", "/") + mark + query
    try:
        parts = urlsplit(urljoin(base, link))
        if parts.scheme not in ("http", "https") or not parts.hostname:
            return None
        port = parts.port
    except ValueError:
        return None
    host = parts.hostname
    if port is not None and port != {"http": 80, "https": 443}[parts.scheme]:
        host = f"{host}:{port}"
    path = percent_encode(remove_dots(parts.path or "/"), '"#<>?`{}^')
    url = f"{parts.scheme}://{host}{path}"
    if "?" in link or parts.query:
        url += "?" + percent_encode(parts.query, "\"#<>'")
    return url


def remove_dots(path: str) -> str:
    """Dot segments, percent-encoded ones too; empty segments stay, as in the URL Standard."""
    out: list[str] = []
    segments = path.split("/")[1:]
    for i, segment in enumerate(segments):
        plain = segment.lower().replace("%2e", ".")
        last = i == len(segments) - 1
        if plain == "..":
            if out:
                out.pop()
            if last:
                out.append("")
        elif plain == ".":
            if last:
                out.append("")
        else:
            out.append(segment)
    return "/" + "/".join(out)


# ---------------------------------------------------------------- the server, as a function of the files


class Answer(NamedTuple):
    kind: str  # "page", "redirect", "other" (a file that is no page) or "missing"
    where: str = ""  # the file of a page, the target of a redirect


class Site:
    """What serve.sh's nginx answers for a URL of one host."""

    def __init__(self, folder: str, home: Origin):
        self.folder = os.path.realpath(folder)
        self.home = home

    def answer(self, url: str) -> Answer:
        parts = urlsplit(url)
        path = posixpath.normpath(re.sub("/+", "/", os.fsdecode(unquote_to_bytes(parts.path))))
        file = self.folder + path
        if os.path.isdir(file):
            if not parts.path.endswith("/"):
                return Answer("redirect", f"{self.home.scheme}://{self.home.netloc}{parts.path}/")
            file = os.path.join(file, "index.html")
        elif parts.path.endswith("/"):
            return Answer("missing")
        if not os.path.isfile(file):
            return Answer("missing")
        return Answer("page" if re.search(r"\.(html|htm|shtml)$", file) else "other", file)


# ---------------------------------------------------------------- pages


class Page(NamedTuple):
    url: str
    title: str
    links: list[str]


def tag_name(element) -> str:
    return element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""


def parse(parser: str, content: bytes):
    if parser == "html5lib":
        import html5lib

        return html5lib.parse(content, treebuilder="lxml", namespaceHTMLElements=True).getroot()
    from lxml import html

    return html.document_fromstring(content, parser=html.HTMLParser(encoding="utf-8", huge_tree=True))


def read_page(parser: str, url: str, file: str) -> Page:
    with open(file, "rb") as opened:
        content = opened.read()
    if not content.strip():
        return Page(url, "", [])
    base, title, links = url, None, []
    for element in parse(parser, content).iter():
        name = tag_name(element)
        if name == "title" and title is None:
            title = " ".join("".join(element.itertext()).split())
        elif name == "base" and base == url and element.get("href") is not None:
            base = resolve(url, element.get("href")) or url
        elif name in LINK_ATTRIBUTES and element.get(LINK_ATTRIBUTES[name]) is not None:
            if "nofollow" not in (element.get("rel") or "").lower().split():
                links.append(element.get(LINK_ATTRIBUTES[name]))
    resolved = dict.fromkeys(resolve(base, link) for link in dict.fromkeys(links))
    return Page(url, title or "", [link for link in resolved if link])


def reachable(folder: str, seed: str, parser: str = "lxml") -> dict[str, str]:
    """URL to title of every page that links lead to from the seed."""
    home = origin(seed)
    site = Site(folder, home)
    seen = {seed}
    titles: dict[str, str] = {}
    next_urls = [seed]
    with Pool() as pool:
        while next_urls:
            to_read, redirected = [], []
            for url in next_urls:
                answer = site.answer(url)
                if answer.kind == "page":
                    to_read.append((parser, url, answer.where))
                elif answer.kind == "redirect":
                    redirected.append(answer.where)
            found = list(redirected)
            for page in pool.starmap(read_page, to_read, chunksize=8):
                titles[page.url] = page.title
                found += page.links
            next_urls = []
            for url in found:
                if url not in seen and origin(url) == home:
                    seen.add(url)
                    next_urls.append(url)
    return titles


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("folder")
    options.add_argument("seed")
    options.add_argument("--parser", choices=("lxml", "html5lib"), default="lxml")
    chosen = options.parse_args()
    for url, title in sorted(reachable(chosen.folder, chosen.seed, chosen.parser).items()):
        sys.stdout.write(f"{url}\t{title}\n")


if __name__ == "__main__":
    main()
