"""Reads the WARC files of a crawl folder, and compares them with its records and with the index of its WACZ. Standard library only."""

import base64
import hashlib
import json
import subprocess
import zipfile
import zlib
from collections import Counter


def member(data, at):
    """The gzip member that begins at an offset, and where it ends; fails if it is not whole."""
    inflate = zlib.decompressobj(wbits=31)
    record = inflate.decompress(data[at:])
    if not inflate.eof:
        raise ValueError(f"there is no whole record at byte {at}")
    return record, len(data) - len(inflate.unused_data)


def records(path):
    """The fields of each record of a .warc.gz; fails on one that is not whole, or is not what its digest says."""
    data = path.read_bytes()
    at = 0
    while at < len(data):
        record, end = member(data, at)
        head, _, block = record.partition(b"\r\n\r\n")
        fields = dict(line.split(": ", 1) for line in head.decode().split("\r\n")[1:])
        if len(block) != int(fields["Content-Length"]) + 4 or not block.endswith(b"\r\n\r\n"):
            raise ValueError(f"the record at byte {at} has another length than it says")
        digest = "sha1:" + base64.b32encode(hashlib.sha1(block[:-4]).digest()).decode()
        if fields.get("WARC-Block-Digest", digest) != digest:
            raise ValueError(f"the record at byte {at} has another digest than it says")
        yield fields
        at = end


def problems(folder, program):
    """What is wrong with the archive of a crawl: each answered page must be in it once, and each file be whole."""
    found, captured, originals, referred = [], Counter(), set(), set()
    for path in sorted((folder / "archive").glob("*.warc.gz")):
        try:
            all_fields = list(records(path))
        except (ValueError, KeyError, zlib.error) as e:
            found.append(f"{path.name}: {e}")
            continue
        if not all_fields or all_fields[0]["WARC-Type"] != "warcinfo" or all_fields[0]["WARC-Filename"] != path.name:
            found.append(f"{path.name} does not begin with its warcinfo")
        for fields in all_fields:
            if fields["WARC-Type"] in ("response", "revisit"):
                captured[fields["WARC-Target-URI"]] += 1
            if fields["WARC-Type"] == "response":
                originals.add((fields["WARC-Target-URI"], fields["WARC-Date"]))
            if fields["WARC-Type"] == "revisit":
                referred.add((fields["WARC-Refers-To-Target-URI"], fields["WARC-Refers-To-Date"]))
    with open(folder / "pages.jsonl", encoding="utf-8") as lines:
        answered = {page["url"] for page in map(json.loads, lines) if page["status"] > 0}
    found += [f"{url} is on record and not archived" for url in answered - captured.keys()][:3]
    found += [f"{url} is archived {count} times" for url, count in captured.items()
              if count > 1 and not url.endswith("/robots.txt")][:3]
    found += [f"{url} is archived and not on record" for url in captured.keys() - answered
              if not url.endswith("/robots.txt")][:3]
    found += [f"{url} of {at} is referred to and not archived" for url, at in referred - originals][:3]
    left = [path.name for path in (folder / "archive").iterdir() if not path.name.endswith(".warc.gz")]
    return found + [f"{name} is left in the archive" for name in left] + index_problems(folder, program, captured)


def index_problems(folder, program, captured):
    """What is wrong with the index of the WACZ: each line must lead to a record of its URL, and each capture have one."""
    wacz = folder.with_suffix(".wacz")
    wacz.unlink(missing_ok=True)
    subprocess.run([program, "export", folder, "--to", "wacz", "--out", wacz], check=True, capture_output=True)
    found, indexed, files = [], Counter(), {}
    with zipfile.ZipFile(wacz) as archive:
        for line in archive.read("indexes/index.cdx").decode().splitlines():
            entry = json.loads(line.split(" ", 2)[2])
            indexed[entry["url"]] += 1
            name = "archive/" + entry["filename"]
            data = files.setdefault(name, archive.read(name) if name not in files else None)
            at, length = int(entry["offset"]), int(entry["length"])
            record, _ = member(data[at:at + length], 0)
            if f"WARC-Target-URI: {entry['url']}\r\n".encode() not in record:
                found.append(f"the index leads from {entry['url']} to another record")
    wacz.unlink()
    if indexed != captured:
        found.append(f"the index has {sum(indexed.values())} captures, the files have {sum(captured.values())}")
    return found[:3]
