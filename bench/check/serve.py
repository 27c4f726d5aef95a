#!/usr/bin/env python3
"""Serves the site with known faults, and the sites it links to, on loopback. Prints their addresses as JSON, then runs until killed.

The sites: site has the faults, by http; secure has some more, by https; ext is linked to, and so are refuse, which refuses programs,
untrusted, whose certificate nobody trusts, plain, which does not speak TLS, and dead, where nobody listens.
"""
import http.server
import json
import os
import pathlib
import re
import socket
import ssl
import subprocess
import tempfile
import threading
import time

HOME = pathlib.Path(__file__).resolve().parent
FILES = {"site": HOME / "site", "secure": HOME / "secure"}
NEVER = -1
NEVER_SECONDS = 30
FAULT = re.compile(r"<!-- fault: ([a-z0-9-]+)(?:/(\S+))? (\S+) -->")
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
    tls = None

    def finish_request(self, request, client_address):
        if self.tls is None:
            super().finish_request(request, client_address)
            return
        with self.tls.wrap_socket(request, server_side=True) as secured:
            super().finish_request(secured, client_address)

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
                status = head if is_head else status
                if status <= 0:
                    self.close_connection = True
                    time.sleep(NEVER_SECONDS if status == NEVER else 0)
                    self.connection.shutdown(socket.SHUT_RDWR)
                    return
                robots = "User-agent: *\nDisallow: /private/\n"
                self.send(status, "text/html", robots if path == "/robots.txt" else f"<title>{path}</title>", is_head,
                          filled(location, self.server.addresses))
                return
        if host not in FILES:
            self.send(403 if host == "refuse" else 404, "text/html", "<title>No</title>", is_head)
            return
        file = FILES[host] / (path[1:] + ("index.html" if path.endswith("/") else ""))
        if file.is_file():
            self.send(200, TYPES.get(file.suffix, "application/octet-stream"), filled(file.read_text(), self.server.addresses), is_head)
        elif host == "secure":
            self.send(404, "text/html", "<title>No</title>", is_head)
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
    """The faults that are noted in the pages: kind, sort, target, page, line."""
    for role, folder in FILES.items():
        for file in sorted(folder.rglob("*.html")):
            page = "/" + str(file.relative_to(folder)).replace("docs/index.html", "docs/")
            for number, line in enumerate(file.read_text().splitlines(), 1):
                for kind, sort, target in FAULT.findall(line):
                    target = filled(target, addresses)
                    target = addresses[role] + target if target.startswith("/") else target
                    yield kind, sort, target, addresses[role] + page, number


def self_signed(folder):
    """A key and a certificate that nobody trusts."""
    file = os.path.join(folder, "certificate.pem")
    subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", file + ".key", "-out", file, "-days", "2",
                    "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"],
                   check=True, stderr=subprocess.DEVNULL)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file, file + ".key")
    return context


def start():
    """Starts all servers; returns their addresses."""
    servers = {}
    with tempfile.TemporaryDirectory() as folder:
        tls = self_signed(folder)
    for role in ("site", "ext", "refuse", "secure", "untrusted"):
        server = Server(("127.0.0.1", 0), Handler)
        if role in ("secure", "untrusted"):
            server.tls = tls
        server.role = role
        servers[role] = server
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        dead = nobody.getsockname()[1]
    addresses = {role: f"http://localhost:{server.server_port}" for role, server in servers.items()}
    addresses["site"] = f"http://127.0.0.1:{servers['site'].server_port}"
    addresses["secure"] = f"https://127.0.0.1:{servers['secure'].server_port}"
    addresses["secureHost"] = f"127.0.0.1:{servers['secure'].server_port}"
    addresses["untrusted"] = f"https://localhost:{servers['untrusted'].server_port}"
    addresses["plain"] = f"https://localhost:{servers['ext'].server_port}"
    addresses["dead"] = f"http://localhost:{dead}"
    addresses["host"] = f"127.0.0.1:{servers['site'].server_port}"
    for server in servers.values():
        server.addresses = addresses
        threading.Thread(target=server.serve_forever, daemon=True).start()
    return addresses


if __name__ == "__main__":
    print(json.dumps(start()), flush=True)
    threading.Event().wait()
