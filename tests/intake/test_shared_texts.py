"""Real reports, where they are at hand beside the repository."""

from datetime import datetime
from pathlib import Path

import pytest

from detente.intake import load

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data"
REPORTS = sorted((SHARED / "report").glob("*.txt"))
NEWS = sorted((SHARED / "news").glob("*.txt"))


@pytest.mark.skipif(not REPORTS, reason="no ../shared/data/report beside the repository")
def test_the_report() -> None:
    title, kicker, signature, *_ = REPORTS[0].read_text(encoding="utf-8").split("\n\n")
    byline = signature.split("|")[0]
    found = load(REPORTS[0])
    assert (found.title, found.kicker, found.byline) == (title, kicker, byline)
    assert found.published_at == datetime(2021, 9, 10, 12, 57)
    assert (len(found.headings), len(found.captions)) == (3, 1)
    for outside in ("Telegram", "podcast", "Getty", title, byline):
        assert outside not in found.text


@pytest.mark.skipif(not NEWS, reason="no ../shared/data/news beside the repository")
@pytest.mark.parametrize("path", NEWS, ids=lambda path: path.stem)
def test_news_with_header_lines(path: Path) -> None:
    found = load(path)
    assert found.outlet == "Wikinews"
    assert found.title
    assert found.published_at
    assert found.title not in found.text
    assert not found.warnings
    assert "Image: " not in found.text
    first = found.text.split("\n\n")[0]
    assert len(first) > 100
