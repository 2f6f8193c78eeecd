"""Every code's words: what happened, what still works, what to do. Lower rooms speak in codes; the two roofs read this table.

The desk passes each sentence through its translator, the command line prints it as it is. Each room's rows stand in
``records/advice_rows``; a test holds that every code raised anywhere has a row.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

_MARKS = re.compile(r"(\{\w+\}|\((?:es|s)\))")


@dataclass(frozen=True, slots=True)
class Advice:
    """Three sentences with ``{fact}`` fields. ``works`` and ``do`` may be empty for a plain reason. ``(s)`` or ``(es)`` after a field
    goes by its number: ``{count} word(s)`` is "1 word" and "2 words".
    """

    what: str
    works: str = ""
    do: str = ""

    def filled(self, facts: Mapping[str, object]) -> Advice:
        """The same sentences with the facts in place; a fact that is missing shows as ``?``."""
        known = _Facts(facts)
        return Advice(*(numbered(part, facts).format_map(known) for part in (self.what, self.works, self.do)))


def numbered(sentence: str, facts: Mapping[str, object]) -> str:
    """The sentence with every ``(s)`` settled by the field before it; without a field it stays."""
    parts, field = [], ""
    for part in _MARKS.split(sentence):
        if part.startswith("{"):
            field = part[1:-1]
        ending = part[1:-1] if field and part in {"(s)", "(es)"} else None
        parts.append(part if ending is None else "" if facts.get(field) in (1, "1") else ending)
    return "".join(parts)


class _Facts(dict[str, object]):
    def __missing__(self, name: str) -> str:
        return "?"


@cache
def table() -> Mapping[str, Advice]:
    """All rows by code. Raises ``ValueError`` if two rooms claim one code."""
    package = importlib.import_module("hybriddesk.records.advice_rows")
    rows: dict[str, Advice] = {}
    for module in pkgutil.iter_modules(package.__path__):
        found: dict[str, Advice] = importlib.import_module(f"{package.__name__}.{module.name}").ROWS
        twice = rows.keys() & found.keys()
        if twice:
            raise ValueError(f"advice rows claimed twice: {sorted(twice)}")
        rows.update(found)
    return rows


def advice(code: str, facts: Mapping[str, object] | None = None) -> Advice:
    """The filled sentences for a code. An unknown code is a defect and raises ``KeyError``."""
    return table()[code].filled(facts or {})
