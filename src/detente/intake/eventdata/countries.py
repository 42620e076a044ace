"""Countries, by the names and codes that event data sets have for them."""

from __future__ import annotations

import unicodedata
from functools import cache

import pycountry

# ICEWS's names that ISO 3166 has otherwise. The nations of the United Kingdom stand in brackets
# after a role ("Citizen (England)").
_NAMES = {
    "Brunei": "BRN",
    "Cape Verde": "CPV",
    "Cocos Islands": "CCK",
    "Cook Island": "COK",
    "Democratic Republic of Congo": "COD",
    "Democratic Republic of the Congo": "COD",
    "East Timor": "TLS",
    "England": "GBR",
    "Faeroe Islands": "FRO",
    "Falkland Islands": "FLK",
    "Gaza": "PSE",
    "Guinea Bissau": "GNB",
    "Holy See": "VAT",
    "Ivory Coast": "CIV",
    "Kosovo": "XKX",
    "Macau": "MAC",
    "Macedonia": "MKD",
    "Madagaskar": "MDG",
    "Micronesia": "FSM",
    "Northern Ireland": "GBR",
    "Occupied Palestinian Territory": "PSE",
    "Palestine": "PSE",
    "Palestinian Territory": "PSE",
    "Palestinian Territory, Occupied": "PSE",
    "Pitcairn Islands": "PCN",
    "Republic of South Africa": "ZAF",
    "Russia": "RUS",
    "Saint Helena": "SHN",
    "Saint Martin": "MAF",
    "Scotland": "GBR",
    "Serbia and Montenegro": "SRB",
    "Sint Maarten": "SXM",
    "Swaziland": "SWZ",
    "the former Yugoslav Republic of Macedonia": "MKD",
    "Turkey": "TUR",
    "U.S. Virgin Islands": "VIR",
    "United Republic Of Tanzania": "TZA",
    "United States Virgin Islands": "VIR",
    "Wales": "GBR",
    "Wallis and Futuna Islands": "WLF",
    "Western Sahara": "ESH",
}
# CAMEO's codes that ISO 3166 has otherwise (CAMEO Manual 1.1b3; GDELT's CAMEO.country.txt).
# Its codes of regions (AFR, EUR, MEA …) are nobody's.
_CODES = {
    "BAG": "IRQ",
    "GZS": "PSE",
    "KSV": "XKX",
    "MTN": "MNE",
    "ROM": "ROU",
    "TMP": "TLS",
    "WSB": "PSE",
    "XKX": "XKX",
    "ZAR": "COD",
}


def by_name(name: str) -> str | None:
    """Return a country's alpha-3 code by its English name, in any case; None for no country."""
    return _names().get(_fold(name))


def by_code(code: str) -> str | None:
    """Return the alpha-3 code for CAMEO's or ISO's code of a country; None for a region."""
    return _codes().get(code)


@cache
def _names() -> dict[str, str]:
    names: dict[str, str] = {}
    for country in pycountry.countries:
        for kind in ("official_name", "common_name", "name"):
            if name := getattr(country, kind, None):
                names[_fold(name)] = country.alpha_3
    return names | {_fold(name): code for name, code in _NAMES.items()}


@cache
def _codes() -> dict[str, str]:
    return {country.alpha_3: country.alpha_3 for country in pycountry.countries} | _CODES


def _fold(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return " ".join(plain.casefold().split())
