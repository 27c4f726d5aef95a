"""Reads the WARC files of a crawl folder, and compares them with its records. Standard library only."""

import json
import zlib
from collections import Counter


def records(path):
    """Type, URL and length of each record of a .warc.gz; fails on one that is not whole."""
    data = path.read_bytes()
    at = 0
    while at < len(data):
        member = zlib.decompressobj(wbits=31)
        record = member.decompress(data[at:])
        if not member.eof:
            raise ValueError(f"{path.name} ends in the middle of the record at byte {at}")
        at = len(data) - len(member.unused_data)
        head, _, block = record.partition(b"\r\n\r\n")
        fields = dict(line.split(": ", 1) for line in head.decode().split("\r\n")[1:])
        if len(block) != int(fields["Content-Length"]) + 4 or not block.endswith(b"\r\n\r\n"):
            raise ValueError(f"a record of {path.name} has another length than it says, before byte {at}")
        yield fields["WARC-Type"], fields.get("WARC-Target-URI")


def problems(folder):
    """What is wrong with the archive of a crawl: each answered page must be in it once, and each file be whole."""
    found, captured = [], Counter()
    for path in sorted((folder / "archive").glob("*.warc.gz")):
        try:
            types = list(records(path))
        except (ValueError, KeyError, zlib.error) as e:
            found.append(str(e))
            continue
        if not types or types[0][0] != "warcinfo":
            found.append(f"{path.name} does not begin with a warcinfo")
        captured.update(url for kind, url in types if kind in ("response", "revisit"))
    with open(folder / "pages.jsonl", encoding="utf-8") as lines:
        answered = {page["url"] for page in map(json.loads, lines) if page["status"] > 0}
    found += [f"{url} is on record and not archived" for url in answered - captured.keys()][:3]
    found += [f"{url} is archived {count} times" for url, count in captured.items()
              if count > 1 and not url.endswith("/robots.txt")][:3]
    found += [f"{url} is archived and not on record" for url in captured.keys() - answered
              if not url.endswith("/robots.txt")][:3]
    left = [path.name for path in (folder / "archive").iterdir() if not path.name.endswith(".warc.gz")]
    return found + [f"{name} is left in the archive" for name in left]
