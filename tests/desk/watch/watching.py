"""Real servers on this machine, texts of our own, and a clock that a test sets."""

import hashlib
import json
import threading
from collections import Counter
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from detente.desk.watch.alerts import latest

START = datetime(2024, 3, 14, 12)
CALL = """The president of Chile telephoned the president of Peru on Monday, the Chilean foreign \
ministry said. The two leaders spoke about the fishing border for half an hour.

Peru thanked Chile for the call, and officials of both countries said that they would go on talking.
"""
AGAIN = """On Monday the president of Chile called the president of Peru by telephone, both \
governments said. They spoke about fish and the border.
"""
VISIT = """The foreign minister of Chile met the foreign minister of Peru in Lima on Monday, \
the Peruvian foreign ministry said. They signed nothing.
"""


class Site:
    """Answers by path, as a test says; remembers what it was asked and sent."""

    def __init__(self):
        self.pages = {}  # path: status, headers, body; or what gives them of a request
        self.asked = []  # method and path
        self.sent = []  # headers and body of each POST
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                site.asked.append(self.path)
                self.answer()

            def do_POST(self):
                length = int(self.headers["Content-Length"])
                site.sent.append((self.path, dict(self.headers), self.rfile.read(length)))
                self.answer()

            def answer(self):
                page = site.pages.get(self.path, (404, {}, ""))
                status, headers, body = page(self) if callable(page) else page
                raw = body.encode() if isinstance(body, str) else body
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(raw)))
                self.end_headers()
                if status != 304:
                    self.wfile.write(raw)

            def log_message(self, *_):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True).start()

    def count(self, path):
        return Counter(self.asked)[path]

    def put(self, path, body, **headers):
        self.pages[path] = (200, {"Content-Type": "text/html", **headers}, body)

    def put_feed(self, *items):
        """A feed that tells its version, and does not tell the same twice."""
        body = (
            '<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/'
            'modules/content/"><channel><title>Pier Herald</title>'
            + "".join(f"<item>{item}</item>" for item in items)
            + "</channel></rss>"
        )
        tag = f'"{hashlib.sha256(body.encode()).hexdigest()[:8]}"'

        def answer(request):
            if request.headers["If-None-Match"] == tag:
                return 304, {}, ""
            return 200, {"Content-Type": "application/rss+xml", "ETag": tag}, body

        self.pages["/feed"] = answer

    def article(self, path, text, title="A report", day="Tue, 12 Mar 2024 09:00:00 GMT"):
        """An article at a path, and the entry of a feed that tells of it."""
        paragraphs = "".join(f"<p>{part}</p>" for part in text.split("\n\n"))
        self.put(path, f"<html><body><article>{paragraphs}</article></body></html>")
        return f"<title>{title}</title><link>{self.url}{path}</link><pubDate>{day}</pubDate>"


class Clock:
    """Tells the moment that a test says."""

    def __init__(self):
        self.at = START

    def __call__(self):
        return self.at

    def forward(self, **some):
        self.at += timedelta(**some)


def alerts(record):
    """Titles of all alerts, in the order they were made."""
    with record.engine.connect() as connection:
        return [alert.title for alert in reversed(latest(connection, 1000))]


def posted(site):
    """The alerts of each message that a webhook got."""
    return [[a["title"] for a in json.loads(body)["alerts"]] for _, _, body in site.sent]
