"""Countries by their two-letter codes, as FollowTheMoney has them."""

from __future__ import annotations

from functools import cache

# What ISO 3166-1 has not: Kosovo, and states that are no more or that few recognize, as
# FollowTheMoney has them; it has none for South Yemen and South Vietnam.
_OTHERS = {
    "XKX": "xk", "DDR": "dd", "SUN": "suhh", "YUG": "yucs", "CSK": "cshh", "SCG": "csxx",
    "XNC": "cy-trnc", "XSL": "so-som", "XAB": "ge-ab", "XOS": "x-so", "XTN": "md-pmr",
    "XNK": "az-nk", "YMD": None, "VDR": None,
}  # fmt: skip


@cache
def alpha_2(code: str) -> str | None:
    """Return a country's code in FollowTheMoney ("us", "xk"), or None where it has none.

    Arguments:
        code: as actors have it: ISO 3166-1 alpha-3, or that of another state.

    """
    import pycountry  # noqa: PLC0415  (slow to load)

    if code in _OTHERS:
        return _OTHERS[code]
    country = pycountry.countries.get(alpha_3=code)
    return country.alpha_2.lower() if country else None


def is_country(party: str) -> bool:
    """Tell whether a side is a country; else it is an organization, or it is not known."""
    return party in _OTHERS or alpha_2(party) is not None
