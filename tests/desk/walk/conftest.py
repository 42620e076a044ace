"""The desk served as it is to people, and Chromium to walk through it.

A page fails its test by an error on its console, by anything that its content policy had to stop,
by a part that does not come, and by asking any other host for anything.
"""

import os
import shutil
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from types import SimpleNamespace
from urllib.parse import urlsplit

import httpx
import pytest
import uvicorn
from playwright.sync_api import sync_playwright

import detente
from detente.assessment import Record
from detente.desk.accounts import add_account
from detente.desk.accounts.audit import By
from detente.desk.commands.listening import listening
from detente.desk.web import Settings, create_app
from detente.record import document_key

EDITOR, PASSWORD = "ana", "seven grey herons"
EXAMPLES = Path(__file__).parents[3] / "examples"
HERE = Path(__file__).parent  # texts of our own, and one that means harm
LOADED = "Failed to load resource"  # told of the page as well, where an answer is no success


@pytest.fixture(scope="session")
def chromium():
    """Where Debian's Chromium is."""
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if not found:
        pytest.skip("there is no chromium on this machine: apt-get install chromium")
    return found


@dataclass(frozen=True)
class Served:
    """A desk that is served, with the addresses of what its record holds."""

    url: str
    calls: dict  # of each dyad, the contact that most tell of
    reports: dict  # by the names of their files
    cookies: list  # of a browser in which the editor is signed in


@pytest.fixture(scope="session")
def desk(chromium, tmp_path_factory):
    """The desk, served in a thread of its own over a record of all the texts."""
    db = str(tmp_path_factory.mktemp("walk") / "desk.db")
    reports, calls = fill(db)
    with serving(db) as url:
        yield Served(url, calls, reports, signed_in(url))


def fill(db):
    """Make a record; its reports' keys by their names, and the contact told of most, by dyad."""
    paths = [*sorted(EXAMPLES.glob("*.txt")), *sorted(HERE.rglob("*.txt"))]
    reports = {path.stem: detente.read(path) for path in paths}
    with Record(db) as record:
        record.add(*reports.values())
        record.settle()
        add_account(record, EDITOR, PASSWORD, "editor", By("test", "command"))
        calls = {
            "-".join(sides): max(record.contacts(*sides), key=lambda row: len(row["reports"]))["id"]
            for sides in (("GRC", "TUR"), ("CHL", "PER"))
        }
    return {name: document_key(one.document) for name, one in reports.items()}, calls


@contextmanager
def serving(db):
    """Serve a record on a free port."""
    opened = listening("127.0.0.1", 0)
    port = opened.getsockname()[1]
    config = uvicorn.Config(create_app(Settings(db, port=port)), log_config=None)
    server = uvicorn.Server(config)
    thread = Thread(target=server.run, args=([opened],))
    thread.start()
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join()


def signed_in(url):
    """Sign the editor in once for all tests: passwords are counted."""
    with httpx.Client(base_url=url, headers={"Origin": url}) as client:
        client.post("/sign-in", data={"name": EDITOR, "password": PASSWORD})
        return [
            {"name": name, "value": value, "url": url} for name, value in client.cookies.items()
        ]


@pytest.fixture(scope="module")
def browser(chromium):
    """One for a module: while it runs, no other event loop can in this thread."""
    os.environ.setdefault("NO_PROXY", "127.0.0.1")
    with sync_playwright() as playwright:
        args = ["--no-sandbox", "--disable-gpu"]
        opened = playwright.chromium.launch(executable_path=chromium, args=args)
        yield opened
        opened.close()


@pytest.fixture
def visit(browser, desk):
    """What opens pages: each with a browser's memory of its own, and watched."""
    wrong, contexts = [], []

    def opened(path="/", *, editor=False, **how):
        how = {"viewport": {"width": 1280, "height": 900}, "timezone_id": "UTC"} | how
        context = browser.new_context(base_url=desk.url, locale="en-GB", **how)
        context.set_default_timeout(20_000)
        contexts.append(context)
        if editor:
            context.add_cookies(desk.cookies)
        page = context.new_page()
        watch(page, desk.url, wrong)
        page.goto(path)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert not wrong


def watch(page, url, wrong):
    """Note what no page may do."""

    def heard(message):
        if message.type in ("error", "warning") and LOADED not in message.text:
            wrong.append(f"{page.url}: console: {message.text}")

    def answered(answer):
        if answer.status >= 400 and answer.request.resource_type != "document":
            wrong.append(f"{page.url}: {answer.status} of {answer.url}")

    def asked(request):
        if urlsplit(request.url).netloc != urlsplit(url).netloc:
            wrong.append(f"{page.url}: asks {request.url}")

    def failed(request):
        if "ERR_ABORTED" not in request.failure:  # who leaves a page does not wait for its parts
            wrong.append(f"{page.url}: {request.failure} of {request.url}")

    page.on("console", heard)
    page.on("pageerror", lambda error: wrong.append(f"{page.url}: {error}"))
    page.on("dialog", lambda dialog: (wrong.append(f"{page.url}: a dialog"), dialog.dismiss()))
    page.on("response", answered)
    page.on("request", asked)
    page.on("requestfailed", failed)


@pytest.fixture(scope="session")
def kinds(desk):
    """One page of each kind, by what it is called."""
    greek, chilean = desk.calls["GRC-TUR"], desk.calls["CHL-PER"]
    return SimpleNamespace(
        anybody={
            "home": "/?days=90",
            "dyad": "/dyads/CHL-PER",
            "hostile dyad": "/dyads/GRC-TUR",
            "contacts": "/dyads/CHL-PER/contacts",
            "moves": "/dyads/GRC-TUR/moves",
            "contact": f"/contacts/{chilean}",
            "hostile contact": f"/contacts/{greek}",
            "readouts": f"/contacts/{chilean}/readouts",
            "report": f"/reports/{desk.reports['hotline']}",
            "hostile report": f"/reports/{desk.reports['hostile']}",
            "side": "/actors/grc-greece",
            "person": "/actors/tur-recep-tayyip-erdogan",
            "outlet": "/outlets/Pacific%20Courier",
            "search": "/search",
            "found": "/search?q=trawlers",
            "interface": "/api/v1/docs",
            "read": "/read",
            "sign in": "/sign-in",
            "alerts": "/alerts",
            "judgements": "/judgements",
            "nowhere": "/contacts/nothing",
        },
        editor={
            "judging": f"/contacts/{greek}",
            "account": "/account",
            "log": "/audit",
            "searches": "/searches",
        },
    )
