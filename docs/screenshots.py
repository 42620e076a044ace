"""Makes the pictures of `docs/desk.md`: `python docs/screenshots.py`.

Serves a record of invented texts on a free port, opens its pages in Debian's Chromium and writes
`docs/pictures/*.png`. The same pages, browser and fonts give the same pictures.
"""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from subprocess import DEVNULL, PIPE
from tempfile import TemporaryDirectory

from PIL import Image
from playwright.sync_api import Browser, sync_playwright
from sqlalchemy import update

from detente.assessment import Record
from detente.record import schema
from detente.record.database import writing

ROOT = Path(__file__).parents[1]
PICTURES = ROOT / "docs" / "pictures"
TEXTS = ("examples", "tests/desk/walk/texts")
DETENTE = (sys.executable, "-m", "detente.desk.cli")
OUTLET = "Pacific Courier"
COLOURS = 255  # of a picture; more are not seen in pages of text
ADDED = datetime(2024, 5, 23, 8)


def main() -> None:
    """Write every picture anew."""
    chromium = shutil.which("chromium")
    if chromium is None:
        sys.exit("chromium is not installed; try: apt-get install chromium")
    PICTURES.mkdir(exist_ok=True)
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        db = str(Path(folder) / "desk.db")
        fill(db)
        args = ["--no-sandbox", "--disable-gpu", "--lang=en-GB"]
        browser = playwright.chromium.launch(executable_path=chromium, args=args)
        with served(db) as url:
            for name, path, size, pointed in pages(db):
                taken = picture(browser, url + path, size, pointed)
                (PICTURES / f"{name}.png").write_bytes(taken)
        browser.close()


def fill(db: str) -> None:
    """Make the record, all of it added on one day, so that no picture tells when it was taken."""
    command = [*DETENTE, "add", "--db", db, *TEXTS]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)  # noqa: S603
    with Record(db) as record, writing(record.engine) as connection:
        connection.execute(update(schema.documents).values(added_at=ADDED))


def pages(db: str) -> Iterator[tuple[str, str, tuple[int, int], str]]:
    """Yield pages: a picture's name, an address, a window's size, and where the pointer is."""
    with Record(db) as record:
        told = max(record.contacts("CHL", "PER"), key=lambda row: len(row["reports"]))
        news = next(
            one for one in record.search("squid boats") if one["outlet"] == "Pacific Courier"
        )
    yield "home", "/?days=90", (1280, 800), "h1"
    yield "dyad", "/dyads/CHL-PER", (1280, 1280), "h1"
    yield "contact", f"/contacts/{told['id']}", (1280, 960), "h1"
    yield "readouts", f"/contacts/{told['id']}/readouts", (1280, 960), "h1"
    yield "report", f"/reports/{news['key']}", (1280, 800), "#c1 dl"
    yield "phone", "/?days=90", (390, 844), "h1"


@contextmanager
def served(db: str) -> Iterator[str]:
    """Serve a record until the pictures are taken; gives where."""
    command = [*DETENTE, "serve", "--db", db, "--port", "0"]
    with subprocess.Popen(command, stdout=PIPE, stderr=DEVNULL, text=True) as server:  # noqa: S603
        found = re.search(r"http://\S+(?=;)", server.stdout.readline() if server.stdout else "")
        if found is None:
            sys.exit("the desk does not say where it is served")
        try:
            yield found[0]
        finally:
            server.terminate()


def picture(browser: Browser, url: str, size: tuple[int, int], pointed: str) -> bytes:
    """Take a picture of the window, in as few colours as do."""
    width, height = size
    page = browser.new_page(
        viewport={"width": width, "height": height}, timezone_id="UTC", locale="en-GB",
        color_scheme="light", reduced_motion="reduce",
    )  # fmt: skip
    page.goto(url)
    page.wait_for_load_state("networkidle")
    page.hover(pointed)
    taken = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    page.close()
    few = taken.quantize(COLOURS, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    packed = io.BytesIO()
    few.save(packed, "PNG", optimize=True)
    return packed.getvalue()


if __name__ == "__main__":
    main()
