#!/usr/bin/env python3
"""Serves the site with known faults, and the sites it links to, on loopback. Prints their addresses as JSON, then runs until killed.

With --faults it prints the faults that are noted in the pages instead, one a line: kind, target, page:line.
"""
import http.server
import json
import pathlib
import re
import socket
import sys
import threading

HOME = pathlib.Path(__file__).resolve().parent
SITE = HOME / "site"
FAULT = re.compile(r"<!-- fault: (\S+) (\S+) -->")
TYPES = {".html": "text/html; charset=utf-8", ".txt": "text/plain", ".css": "text/css", ".png": "image/png"}


def routes():
    for line in (HOME / "routes.txt").read_text().splitlines():
        if line and not line.startswith("#"):
            host, path, status, *last = line.split(" ")
            last = last[0] if last else ""
            head = int(last[5:]) if last.startswith("HEAD:") else int(status)
            yield host, path, int(status), head, "" if last.startswith("HEAD:") else last


ROUTES = list(routes())


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def handle_error(self, request, client_address):
        pass


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def do_HEAD(self):
        self.answer(True)

    def do_GET(self):
        self.answer(False)

    def answer(self, is_head):
        host, path = self.server.role, self.path.split("?")[0]
        for of, at, status, head, location in ROUTES:
            if of == host and (self.path.startswith(at[:-1]) if at.endswith("*") else self.path == at):
                if status == 0:
                    self.close_connection = True
                    self.connection.shutdown(socket.SHUT_RDWR)
                    return
                robots = "User-agent: *\nDisallow: /private/\n"
                self.send(head if is_head else status, "text/html", robots if path == "/robots.txt" else f"<title>{path}</title>", is_head, location)
                return
        if host != "site":
            self.send(404 if host == "ext" else 403, "text/html", "<title>No</title>", is_head)
            return
        file = SITE / (path[1:] + ("index.html" if path.endswith("/") else ""))
        if file.is_file():
            self.send(200, TYPES.get(file.suffix, "application/octet-stream"), filled(file.read_text(), self.server.addresses), is_head)
        else:
            self.send(200, "text/html", (HOME / "soft.txt").read_text().replace("{path}", path), is_head)

    def send(self, status, kind, body, is_head, location=""):
        data = body.encode()
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        if location:
            self.send_header("Location", location)
        self.end_headers()
        if not is_head:
            self.wfile.write(data)


def filled(text, addresses):
    for name, address in addresses.items():
        text = text.replace("{" + name + "}", address)
    return text


def faults(addresses):
    for file in sorted(SITE.rglob("*.html")):
        page = "/" + str(file.relative_to(SITE)).replace("docs/index.html", "docs/")
        for number, line in enumerate(file.read_text().splitlines(), 1):
            for kind, target in FAULT.findall(line):
                target = filled(target, addresses)
                target = addresses["site"] + target if target.startswith("/") else target
                yield kind, target, addresses["site"] + page, number


def start():
    """Starts all servers; returns their addresses."""
    servers = {}
    for role in ("site", "ext", "refuse"):
        server = Server(("127.0.0.1", 0), Handler)
        server.role = role
        servers[role] = server
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        dead = nobody.getsockname()[1]
    addresses = {role: f"http://localhost:{server.server_port}" for role, server in servers.items()}
    addresses["site"] = f"http://127.0.0.1:{servers['site'].server_port}"
    addresses["dead"] = f"http://localhost:{dead}"
    addresses["host"] = f"127.0.0.1:{servers['site'].server_port}"
    for server in servers.values():
        server.addresses = addresses
        threading.Thread(target=server.serve_forever, daemon=True).start()
    return addresses


if __name__ == "__main__":
    print(json.dumps(start()), flush=True)
    threading.Event().wait()
