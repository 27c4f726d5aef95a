#!/usr/bin/python3
"""As fast as asyncio and libraries in C make it: uvloop, aiohttp, lxml. One JSON line per page.

    aiohttp_lxml.py OUT SEED...

Workers take URLs from a queue; bytes go from the socket to libxml2 without becoming a str in between, and
only links not met before on the same page are resolved.
"""

import asyncio
import json
import os
import sys
from urllib.parse import urljoin, urlsplit

import aiohttp
import uvloop
from lxml import etree

CONCURRENCY = int(os.environ.get("CONCURRENCY", 64))


def parse(url: str, body: bytes) -> tuple[str, list[str]]:
    document = etree.fromstring(body, etree.HTMLParser(encoding="utf-8", huge_tree=True))
    if document is None:
        return "", []
    relative = {
        (element.get("href") or element.get("src") or "").partition("#")[0].strip()
        for element in document.iter("a", "area", "frame", "iframe")
        if element.get("rel") != "nofollow"
    }
    links = {urljoin(url, link) for link in relative}
    title = document.findtext("head/title") or ""
    return " ".join(title.split()), [link for link in links if link.startswith("http")]


async def crawl(seeds: list[str], sink) -> None:
    hosts = {urlsplit(seed).netloc for seed in seeds}
    seen = set(seeds)
    queue: asyncio.Queue[str] = asyncio.Queue()
    for seed in seeds:
        queue.put_nowait(seed)

    async def fetch(session: aiohttp.ClientSession, url: str) -> None:
        async with session.get(url) as response:
            if response.status != 200 or response.content_type != "text/html":
                return
            body = await response.read()
        title, links = parse(str(response.url), body)
        sink.write(json.dumps({"url": url, "status": 200, "title": title, "links": links}) + "\n")
        for link in links:
            if link not in seen:
                seen.add(link)
                if urlsplit(link).netloc in hosts:
                    queue.put_nowait(link)

    async def work(session: aiohttp.ClientSession) -> None:
        while True:
            url = await queue.get()
            try:
                await fetch(session, url)
            except aiohttp.ClientError as error:
                print(f"{url}: {error}", file=sys.stderr)
            finally:
                queue.task_done()

    connector = aiohttp.TCPConnector(limit=CONCURRENCY)
    async with aiohttp.ClientSession(connector=connector, cookie_jar=aiohttp.DummyCookieJar()) as session:
        workers = [asyncio.create_task(work(session)) for _ in range(CONCURRENCY)]
        await queue.join()
        for worker in workers:
            worker.cancel()


def main() -> None:
    out, *seeds = sys.argv[1:]
    uvloop.install()
    with open(f"{out}/pages.jsonl", "w", buffering=1 << 20) as sink:
        asyncio.run(crawl(seeds, sink))


if __name__ == "__main__":
    main()
