#!/usr/bin/python3
"""The article's own crawler: aiohttp, BeautifulSoup with html.parser, aiofiles.

    article.py OUT SEED...

Its functions are kept as they are, fetch_page and parse_and_save with their prints included. What is new is
only what the article leaves out: finding links, a set of URLs seen, and the semaphore it recommends.
"""

import asyncio
import os
import sys
from urllib.parse import urldefrag, urljoin, urlsplit

import aiofiles
import aiohttp
from bs4 import BeautifulSoup

CONCURRENCY = int(os.environ.get("CONCURRENCY", 64))


async def fetch_page(session, url):
    try:
        async with session.get(url) as response:
            if response.status == 200:
                if response.content_type != "text/html":
                    return None
                html = await response.text()
                print(f"Fetched {url}")
                return html
            else:
                print(f"Failed to fetch {url}: {response.status}")
                return None
    except Exception as e:
        print(f"Error fetching {url}: {e}")
        return None


async def parse_and_save(html, url, filepath):
    if html:
        soup = BeautifulSoup(html, "html.parser")
        title = soup.title.string if soup.title else "No Title"
        async with aiofiles.open(filepath, mode="a") as file:
            await file.write(f"URL: {url}\nTitle: {title}\n\n")
        print(f"Saved data for {url}")
        return find_links(soup, url)
    return []


def find_links(soup, url):
    links = []
    for tag in soup.find_all(["a", "area", "frame", "iframe"]):
        link = tag.get("href") or tag.get("src")
        if link and "nofollow" not in tag.get("rel", []):
            links.append(urldefrag(urljoin(url, link)).url)
    return links


async def process_url(session, url, output_file):
    html = await fetch_page(session, url)
    return await parse_and_save(html, url, output_file)


async def crawl(urls, output_file):
    semaphore = asyncio.Semaphore(CONCURRENCY)
    hosts = {urlsplit(url).netloc for url in urls}
    seen = set()

    async with aiohttp.ClientSession() as session, asyncio.TaskGroup() as tasks:

        async def limited_process_url(url):
            async with semaphore:
                start(await process_url(session, url, output_file))

        def start(links):
            for link in links:
                if link not in seen and urlsplit(link).netloc in hosts:
                    seen.add(link)
                    tasks.create_task(limited_process_url(link))

        start(urls)


async def main():
    out, *urls = sys.argv[1:]
    output_file = f"{out}/crawl_results.txt"

    async with aiofiles.open(output_file, mode="w") as file:
        await file.write("")

    await crawl(urls, output_file)


asyncio.run(main())
