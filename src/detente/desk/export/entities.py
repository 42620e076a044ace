"""Entities of FollowTheMoney: made, cleaned and checked by its own library.

Invariant: every entity that leaves here is valid to the library. A value that its type does not
take is left out and counted by its property.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from followthemoney import model

Values = Mapping[str, Iterable[str | None]]
_LONGEST_NAME = 384  # characters, the library's limit


def entity_id(kind: str, key: str) -> str:
    """The id of an entity: always the same for the same item of any record.

    Arguments:
        kind: `side`, `actor`, `document`, `contacts` or `moves`.
        key: its key or id in the record.

    """
    return f"detente-{hashlib.sha256(f'{kind}:{key}'.encode()).hexdigest()[:32]}"


def entity(schema: str, identity: str, values: Values, left_out: Counter[str]) -> dict[str, Any]:
    """Make an entity.

    Arguments:
        schema: as the library names it.
        identity: see `entity_id`.
        values: what to put in each property; None and empty values do not matter.
        left_out: counts what the library does not take.

    Returns:
        The entity as JSON takes it.

    Raises:
        followthemoney.exc.InvalidData: the entity as a whole is not valid.

    """
    made = model.make_entity(schema)
    made.id = identity
    for name, given in values.items():
        kind = made.schema.properties[name].type
        for value in filter(None, given):
            clean = kind.clean(value, proxy=made)
            if clean is None or not kind.validate(clean):
                left_out[f"values of {schema}.{name}, not valid in FollowTheMoney"] += 1
            else:
                made.add(name, clean, cleaned=True)
    made.schema.validate({"properties": made.properties})
    return made.to_dict()


def name(*choices: str | None) -> list[str]:
    """The first of some names that the library takes, cut where it is too long for it."""
    kind = model["Thing"].properties["name"].type
    return next(
        [found[:_LONGEST_NAME].strip()] for told in choices if (found := kind.clean(told or ""))
    )
