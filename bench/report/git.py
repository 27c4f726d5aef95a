#!/usr/bin/env python3
"""Compares `ayatori diff` with `git diff --name-status -M100%` on two versions of a documentation site.

    ./git.py WORK OLD NEW          # two folders of HTML, such as the Rust book of two toolchains
    ./git.py WORK OLD              # the second version is made: by --seed some files are changed, moved, copied, removed, added
    ./git.py WORK --made N         # both versions are made, with N pages

Each version is committed to a repository in WORK with an index page that links all files, served on loopback and crawled. Fails if
the lists differ. Needs git, and ../../ayatori, or the program that AYATORI names.
"""
import argparse
import http.server
import json
import os
import pathlib
import random
import shutil
import socketserver
import subprocess
import threading
import time
import urllib.parse

HOME = pathlib.Path(__file__).resolve().parent
PROGRAM = os.environ.get("AYATORI", str(HOME.parent.parent / "ayatori"))
INDEX = "all-files.html"


class Handler(http.server.SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def list_directory(self, path):
        self.send_error(404)


class Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True
    request_queue_size = 256


def git(repository, *arguments):
    return subprocess.run(["git", "-c", "user.name=bench", "-c", "user.email=bench@localhost", "-c", "core.quotePath=false",
                           "-c", "core.autocrlf=false", "-C", str(repository), *arguments],
                          check=True, stdout=subprocess.PIPE, text=True).stdout


def files(folder):
    return sorted(str(file.relative_to(folder)) for file in folder.rglob("*")
                  if file.is_file() and not file.is_symlink() and ".git" not in file.relative_to(folder).parts and file.name != INDEX)


def make(folder, count, seed):
    chance = random.Random(seed)
    words = "thread scope loop task await cancel timeout queue lock stream socket page link crawl frontier robots".split()
    for number in range(count):
        file = folder / f"part-{number % 37}" / f"chapter {number // 37 % 11}" / f"page-{number}.html"
        file.parent.mkdir(parents=True, exist_ok=True)
        text = " ".join(chance.choice(words) for _ in range(60))
        others = "".join(f'<a href="/part-{n % 37}/chapter%20{n // 37 % 11}/page-{n}.html">{n}</a> '
                         for n in (chance.randrange(count) for _ in range(5)))
        file.write_text(f"<!doctype html>\n<title>Page {number}</title>\n<p>{text}\n<p>{others}\n")


def change(folder, seed):
    """Changes a twentieth of the files: what happens to them is drawn by the seed."""
    chance = random.Random(seed)
    all_files = files(folder)
    chosen = chance.sample(all_files, min(len(all_files), max(12, len(all_files) // 20)))
    for number, name in enumerate(chosen):
        file = folder / name
        elsewhere = folder / f"new-{number % 5}"
        elsewhere.mkdir(exist_ok=True)
        match number % 6:
            case 0:
                file.write_bytes(file.read_bytes() + b"\n<p>One more sentence.\n")
            case 1:
                file.unlink()
            case 2:  # moved with its name, unless another one of that name has moved there
                target = elsewhere / file.name
                file.rename(target if not target.exists() else elsewhere / f"{number}-{file.name}")
            case 3:  # moved to another name
                file.rename(file.with_name(f"renamed-{number}.html"))
            case 4:  # there twice now
                shutil.copy(file, elsewhere / f"copy-{number}.html")
            case 5:
                (elsewhere / f"added-{number}.html").write_text(f"<title>Added {number}</title><p>{name}")
    # Files of the same content of which all move: git and we must pair them alike.
    for number in range(6):
        file = folder / "twins" / f"{number}.html"
        if file.exists():
            target = folder / "moved" / (f"{number}.html" if number % 2 else f"other-{9 - number}.html")
            target.parent.mkdir(exist_ok=True)
            if number != 4:
                file.rename(target)
            else:
                file.unlink()


def twins(folder):
    (folder / "twins").mkdir(exist_ok=True)
    for number in range(6):
        (folder / "twins" / f"{number}.html").write_text("<title>Twin</title><p>All alike.")


def index(folder):
    """Lists all files on pages of a thousand, since a crawl takes only so many links of one."""
    names = [urllib.parse.quote(name) for name in files(folder)]
    parts = [names[at:at + 1000] for at in range(0, len(names), 1000)]
    for number, part in enumerate(parts):
        file = folder / "all-files" / f"{number}.html"
        file.parent.mkdir(exist_ok=True)
        file.write_text("<title>Files</title>\n" + "".join(f'<li><a href="/{name}">{name}</a>\n' for name in part))
    (folder / INDEX).write_text("<title>All files</title>\n" + "".join(f'<li><a href="all-files/{number}.html">{number}</a>\n'
                                                                       for number in range(len(parts))))


def commit(repository, message):
    shutil.rmtree(repository / "all-files", ignore_errors=True)
    index(repository)
    git(repository, "add", "--all")
    git(repository, "commit", "--quiet", "--message", message)
    return git(repository, "rev-parse", "HEAD").strip()


def replace(repository, folder):
    for child in repository.iterdir():
        if child.name != ".git":
            shutil.rmtree(child) if child.is_dir() else child.unlink()
    shutil.copytree(folder, repository, dirs_exist_ok=True, symlinks=True)


def crawl(folder, out):
    handler = lambda *arguments: Handler(*arguments, directory=str(folder))  # noqa: E731
    with Server(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        url = f"http://127.0.0.1:{server.server_address[1]}/{INDEX}"
        # What pages load is requested too, since git knows of it.
        subprocess.run([PROGRAM, "crawl", "--delay", "0", "--per-host", "16", "--no-robots", "--requisites", "--quiet", "--out", str(out), url],
                       check=True)
        server.shutdown()
    return url


def of_git(repository, before, after):
    found = set()
    for line in git(repository, "diff", "--name-status", "-M100%", "-l0", before, after).splitlines():
        status, *names = line.split("\t")
        found.add((status[0], *names))
    return found


def of_ayatori(before, after, work):
    begin = time.monotonic()
    out = work / "diff.json"
    subprocess.run([PROGRAM, "diff", str(before), str(after), "--format", "json", "--overwrite", "--out", str(out)],
                   check=True, stdout=subprocess.DEVNULL)
    seconds = time.monotonic() - begin
    diff = json.loads(out.read_text())

    def path(url):
        return urllib.parse.unquote(urllib.parse.urlsplit(url).path)[1:]

    found = {("A", path(page["url"])) for page in diff["new"]}
    found |= {("D", path(page["url"])) for page in diff["gone"]}
    found |= {("M", path(page["url"])) for page in diff["changed"]}
    found |= {("R", path(page["from"]), path(page["to"])) for page in diff["moved"]}
    failing = [page["url"] for page in diff["failing"]]
    return found, diff["unchanged"], seconds, failing


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("work", type=pathlib.Path)
    arguments.add_argument("old", nargs="?", type=pathlib.Path)
    arguments.add_argument("new", nargs="?", type=pathlib.Path)
    arguments.add_argument("--made", type=int, default=0)
    arguments.add_argument("--seed", type=int, default=1)
    arguments = arguments.parse_args()
    work = arguments.work
    shutil.rmtree(work, ignore_errors=True)
    repository = work / "repository"
    repository.mkdir(parents=True)
    git(repository, "init", "--quiet")
    if arguments.old:
        replace(repository, arguments.old)
    else:
        make(repository, arguments.made or 500, arguments.seed)
    if not arguments.new:
        twins(repository)
    before = commit(repository, "old")
    crawl(repository, work / "before")
    if arguments.new:
        replace(repository, arguments.new)
    else:
        change(repository, arguments.seed)
    after = commit(repository, "new")
    crawl(repository, work / "after")
    theirs = of_git(repository, before, after)
    ours, unchanged, seconds, failing = of_ayatori(work / "before", work / "after", work)
    count = len(files(repository))
    kinds = {kind: sum(1 for change in theirs if change[0] == kind) for kind in "ADMR"}
    print(f"{count} files; git: {kinds}; ayatori: {len(ours)} of {len(theirs)}, {unchanged} unchanged, {len(failing)} failing, {seconds:.1f} s")
    for change_ in sorted(theirs - ours)[:20]:
        print("  only git:    ", *change_)
    for change_ in sorted(ours - theirs)[:20]:
        print("  only ayatori:", *change_)
    raise SystemExit(0 if ours == theirs else 1)


if __name__ == "__main__":
    main()
