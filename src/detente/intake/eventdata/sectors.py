"""Sectors of actors: from ICEWS's lists and roles, and from the codes of CAMEO."""

from __future__ import annotations

from functools import cache, lru_cache

from detente.intake.eventdata.tables import read, split

# CAMEO's codes of types (manual 1.1b3; GDELT's CAMEO.type.txt) that PLOVER has otherwise.
_CAMEO = {
    "AMN": "NGO",
    "GRP": "NGO",
    "INS": "REB",
    "IRC": "NGO",
    "MNC": "BUS",
    "NGM": "NGO",
    "PKO": "IGO",
    "RAD": "REB",
    "SEP": "REB",
    "UNO": "IGO",
}


@lru_cache(maxsize=1 << 12)
def from_list(listed: str) -> str | None:
    """Return the sector for a list of ICEWS ("Government,Military").

    Args:
        listed: names of sectors with commas between, in no order of weight.

    Returns:
        Of their codes, the one that comes first in `sectors.tsv`; None where it has none.

    """
    ranks, endings, codes = _sectors()
    names = [name.strip() for name in listed.split(",")]
    found = [
        ranks.get(name, endings.get(name.rpartition(" ")[2], len(codes))) for name in names if name
    ]
    best = min(found, default=len(codes))
    return codes[best] if best < len(codes) else None


@lru_cache(maxsize=1 << 12)
def from_role(role: str) -> str | None:
    """Return the sector for a role of ICEWS ("Head of Government"), None for an unknown one."""
    padded = f" {role.lower().replace('/', ' ')} "
    for code, words in _words():
        if any(word in padded for word in words):
            return code
    return None


def from_code(code: str) -> str | None:
    """Return PLOVER's code for one of CAMEO, which is mostly the same; None for none."""
    return _CAMEO.get(code, code) or None


@cache
def _sectors() -> tuple[dict[str, int], dict[str, int], list[str]]:
    ranks: dict[str, int] = {}
    endings: dict[str, int] = {}
    codes = []
    for rank, row in enumerate(read("sectors")):
        codes.append(row["code"])
        ranks.update(dict.fromkeys(split(row["sectors"]), rank))
        endings.update(dict.fromkeys(split(row["endings"]), rank))
    return ranks, endings, codes


@cache
def _words() -> list[tuple[str, tuple[str, ...]]]:
    return [
        (row["code"], tuple(f" {word} " for word in split(row["words"])))
        for row in read("sectors")
        if row["words"]
    ]
