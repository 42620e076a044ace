"""Who holds office now, from Wikidata's query service, for the tables' last months.

Heads of state and of government are asked for (properties P35 and P6 of every state with an
alpha-3 code, P298). Whoever took office after a day and is not in the tables becomes a row of the
user's own; whoever the tables have in that office until then gets an end.
"""

from __future__ import annotations

import csv
import io
import time
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from detente.actors import people
from detente.actors.matching import matches
from detente.actors.overlay import COLUMNS, UPDATED, folder, read_overlay
from detente.actors.spelling import fold
from detente.actors.states import states

if TYPE_CHECKING:
    import httpx

ENDPOINT = "https://query.wikidata.org/sparql"
_TRIES = 4
_WAIT = 2.0  # seconds before the second try, twice as many before each further one
_AGAIN = {429, 500, 502, 503, 504}
_QUERY = """\
SELECT ?code ?role ?name ?began ?ended WHERE {{
  ?state wdt:P298 ?code .
  {{ ?state p:P35 ?held . ?held ps:P35 ?who . BIND("president" AS ?role) }}
  UNION {{ ?state p:P6 ?held . ?held ps:P6 ?who . BIND("premier" AS ?role) }}
  ?held pq:P580 ?began .
  OPTIONAL {{ ?held pq:P582 ?ended . }}
  FILTER(?began >= "{since}T00:00:00Z"^^xsd:dateTime)
  ?who rdfs:label ?name . FILTER(LANG(?name) = "en")
}} ORDER BY ?code ?began
"""
_HEADS = {"president": ("President", "monarch"), "premier": ("Prime Minister", "")}


class WikidataError(RuntimeError):
    """The query service did not answer as it should."""


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody in office, as Wikidata has it; days are `YYYY-MM-DD`, `ended` may be empty."""

    code: str
    role: str
    name: str
    began: str
    ended: str


def fetch_holders(
    since: str,
    *,
    client: httpx.Client | None = None,
    sleep: Callable[[float], None] = time.sleep,
) -> list[Holder]:
    """Ask who took office as head of state or government since a day.

    Args:
        since: `YYYY-MM-DD`.
        client: to ask with; by default one that tells who asks.
        sleep: waits between tries.

    Returns:
        Holders of states that the tables know, by code and day.

    Raises:
        WikidataError: where the service cannot be reached, refuses, or answers what is no answer.

    """
    import httpx  # noqa: PLC0415 - slow to load, and wanted here only

    own = client or httpx.Client(headers=_headers(), timeout=60, follow_redirects=True)
    try:
        answer = _ask(own, _QUERY.format(since=since), sleep)
        return [holder for row in _bindings(answer) if (holder := _holder(row))]
    finally:
        if client is None:
            own.close()


def _headers() -> dict[str, str]:
    agent = f"detente/{version('detente')} (+https://pypi.org/project/detente/)"
    return {"User-Agent": agent, "Accept": "application/sparql-results+json"}


def _ask(client: httpx.Client, query: str, sleep: Callable[[float], None]) -> httpx.Response:
    import httpx  # noqa: PLC0415 - as above

    reason = ""
    for number in range(_TRIES):
        if number:
            sleep(_WAIT * 2 ** (number - 1))
        try:
            answer = client.get(ENDPOINT, params={"query": query, "format": "json"})
        except httpx.HTTPError as error:
            reason = f"cannot be reached ({error})"
            continue
        if answer.status_code == httpx.codes.OK:
            return answer
        reason = f"answers {answer.status_code} {answer.reason_phrase}"
        if answer.status_code not in _AGAIN:
            break
    raise WikidataError(f"{ENDPOINT} {reason}; the tables stay as they are")


def _bindings(answer: httpx.Response) -> list[dict[str, Any]]:
    try:
        found: list[dict[str, Any]] = answer.json()["results"]["bindings"]
    except (ValueError, KeyError, TypeError) as error:
        raise WikidataError(f"{ENDPOINT} answers what is no table of results") from error
    return found


def _holder(row: dict[str, Any]) -> Holder | None:
    try:
        cells = {key: str(row[key]["value"]) for key in ("code", "role", "name", "began")}
    except (KeyError, TypeError):
        return None
    ended = str(row.get("ended", {}).get("value", ""))
    usable = cells["code"] in states() and cells["role"] in _HEADS and fold(cells["name"])
    days = [day.lstrip("+")[:10] for day in (cells["began"], ended)]
    if not usable or not days[0][:4].isdigit():
        return None
    return Holder(cells["code"], cells["role"], cells["name"], *days)


def update_leaders(since: str, *, client: httpx.Client | None = None) -> tuple[Path, int]:
    """Write who took office since a day into the user's configuration folder.

    Args:
        since: `YYYY-MM-DD`.
        client: as `fetch_holders` has it.

    Returns:
        The file, which the tables take in from the next start on, and its number of rows.

    Raises:
        WikidataError: as `fetch_holders` does; an earlier file stays as it is.
        OSError: where the file cannot be written.

    """
    rows = changes(fetch_holders(since, client=client))
    path = folder() / UPDATED
    if path.exists():  # what is in use already counts as known: it stays
        new = {_key(row) for row in rows}
        rows = [r.cells for r in read_overlay(path) if _key(r.cells) not in new] + rows
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_suffix(".part")
    beside.write_text(as_csv(rows, since), encoding="utf-8")
    beside.replace(path)
    return path, len(rows)


def _key(row: dict[str, str]) -> tuple[str, ...]:
    return tuple(row.get(column, "") for column in ("name", "country", "office", "from"))


def changes(holders: list[Holder]) -> list[dict[str, str]]:
    """Return the rows that bring the tables up to date, with the columns of people.

    Args:
        holders: what `fetch_holders` returned.

    """
    rows: list[dict[str, str]] = []
    for holder in holders:
        if _is_known(holder):
            continue
        before = _before(holder)
        office = before[0].office if before else _HEADS[holder.role][0]
        if before and (not before[0].ended or before[0].ended > holder.began):
            tenure, person = before
            rows.append(_row(person.name, holder.code, office, tenure.began, holder.began))
        rows.append(_row(holder.name, holder.code, office, holder.began, holder.ended))
    return rows


def _row(name: str, code: str, office: str, began: str, ended: str) -> dict[str, str]:
    given = {"name": name, "country": code, "office": office, "level": "leader"}
    return dict.fromkeys(COLUMNS["person"], "") | given | {"from": began, "to": ended}


def _is_known(holder: Holder) -> bool:
    """Whether the tables have that person in a leader's office at that time, near the day."""
    for match in matches(holder.name):
        if not match.strange and any(
            t.party == holder.code and t.level == "leader" and _near(t.began, holder.began)
            for t in match.person.tenures
        ):
            return True
    return False


def _near(one: str, other: str) -> bool:
    return one[:4] == other[:4]


def _before(holder: Holder) -> tuple[people.Tenure, people.Person] | None:
    """Who held the office last before, under the role that the state's tables use."""
    for role in filter(None, (holder.role, _HEADS[holder.role][1])):
        held = people.holders(holder.code, role)
        earlier = [pair for pair in held if pair[0].began < holder.began]
        if earlier:
            return earlier[0]
    return None


def as_csv(rows: list[dict[str, str]], since: str) -> str:
    """Return rows as a CSV file of additions, with a first line that says whence."""
    out = io.StringIO()
    out.write(f"# Heads of state and government since {since}, from Wikidata (CC0), {ENDPOINT}\n")
    writer = csv.DictWriter(out, COLUMNS["person"], lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()
