#!/usr/bin/python3
"""Scrapy: a spider that follows every link within the seeds' hosts and feeds one JSON line per page.

    scrapy_spider.py OUT SEED...

The settings are what its documentation advises for broad, fast crawls, on the asyncio reactor with uvloop.
"""

import os
import sys
from urllib.parse import urlsplit

from scrapy import Request, Spider
from scrapy.crawler import CrawlerProcess
from scrapy.http import HtmlResponse
from scrapy.linkextractors import LinkExtractor

CONCURRENCY = int(os.environ.get("CONCURRENCY", 64))


class Pages(Spider):
    name = "pages"
    extractor = LinkExtractor(tags=("a", "area", "frame", "iframe"), attrs=("href", "src"))

    def __init__(self, seeds):
        super().__init__()
        self.seeds = seeds
        self.hosts = {urlsplit(seed).netloc for seed in seeds}

    def start_requests(self):
        # Scrapy's own start requests pass its filter of duplicates by, so a link to the seed would be followed.
        for seed in self.seeds:
            yield Request(seed)

    def parse(self, response):
        if not isinstance(response, HtmlResponse):
            return
        links = [link for link in self.extractor.extract_links(response) if not link.nofollow]
        yield {
            "url": response.url,
            "status": response.status,
            "title": response.css("title::text").get(default=""),
            "links": [link.url for link in links],
        }
        for link in links:
            if urlsplit(link.url).netloc in self.hosts:
                yield response.follow(link)


def main() -> None:
    out, *seeds = sys.argv[1:]
    process = CrawlerProcess(
        {
            "CONCURRENT_REQUESTS": CONCURRENCY,
            "CONCURRENT_REQUESTS_PER_DOMAIN": CONCURRENCY,
            "DOWNLOAD_DELAY": 0,
            "AUTOTHROTTLE_ENABLED": False,
            "ROBOTSTXT_OBEY": False,
            "COOKIES_ENABLED": False,
            "RETRY_ENABLED": False,
            "REFERER_ENABLED": False,
            "TELNETCONSOLE_ENABLED": False,
            "LOG_ENABLED": False,
            "MEMUSAGE_ENABLED": False,
            "REACTOR_THREADPOOL_MAXSIZE": 20,
            "SCHEDULER_PRIORITY_QUEUE": "scrapy.pqueues.DownloaderAwarePriorityQueue",
            "REQUEST_FINGERPRINTER_IMPLEMENTATION": "2.7",
            "TWISTED_REACTOR": "twisted.internet.asyncioreactor.AsyncioSelectorReactor",
            "ASYNCIO_EVENT_LOOP": "uvloop.Loop",
            "FEEDS": {f"{out}/pages.jsonl": {"format": "jsonlines"}},
        }
    )
    process.crawl(Pages, seeds=seeds)
    process.start()


if __name__ == "__main__":
    main()
