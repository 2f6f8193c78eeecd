"""The lines of a fire drill: each way of recovering with the faults under it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from hybriddesk.desk.lists.columns import Mark
from hybriddesk.desk.monitor.drilling import Planted
from hybriddesk.desk.monitor.phrases import NONE, tr
from hybriddesk.desk.words import duration, number, of_code

INDENT = "\u2003"

TIERS = {
    "tolerate": "Odd, and read all the same", "retry": "Tried again", "fallback": "Another provider asked", "keep": "What had come was kept",
    "breaker": "Left alone, then tried again", "person": "Shown to a person", "warm restart": "Stopped in the middle, nothing sent twice",
    "cold restart": "Begun anew from what is stored", "migration": "Carried to another machine",
}
"""Ways of recovering, in the order in which they are shown."""


@dataclass(frozen=True, slots=True)
class DrillRow:
    """A way of recovering (``head``) or one fault under it. ``well`` of ``faults`` recovered."""

    id: str
    words: str
    head: bool
    faults: int
    well: int
    requests: int
    seconds: float
    told: str = ""


def drill_rows(planted: Sequence[Planted]) -> tuple[DrillRow, ...]:
    """Each tier that has a line, with its faults in the order in which they ended; a tier of another version comes last."""
    found: list[DrillRow] = []
    for tier in dict.fromkeys((*TIERS, *(one.tier for one in planted))):
        under = [one for one in planted if one.tier == tier]
        if under:
            found.append(DrillRow(
                f"\0{tier}", tr(TIERS.get(tier, tier)), True, len(under), sum(one.recovered for one in under),
                sum(one.requests for one in under), max(one.seconds for one in under),
            ))
            found += [_fault(one) for one in under]
    return tuple(found)


def _fault(one: Planted) -> DrillRow:
    told = one.why or "" if not one.recovered else of_code(one.code, {}).what if one.code else ""
    return DrillRow(f"{one.tier}\0{one.fault}", f"{INDENT}{tr(one.fault)}", False, 1, int(one.recovered), one.requests, one.seconds, told)


def row_marks(row: DrillRow) -> tuple[Mark, ...]:
    """The cells of a line."""
    return (
        Mark(row.words, "text" if row.head else "text2"), Mark(outcome(row), "ok" if row.well == row.faults else "bad", chip=True),
        Mark(row.told or ("" if row.head else NONE), "text2" if row.well == row.faults else "bad"),
        Mark(number(row.requests), "text2"), Mark(duration(row.seconds * 1000), "text2"),
    )


def row_words(row: DrillRow) -> str:
    """What a screen reader says of a line."""
    return ", ".join(part for part in (row.words.strip(), outcome(row), row.told, duration(row.seconds * 1000)) if part)


def outcome(row: DrillRow) -> str:
    """Recovered or not, and of how many."""
    if row.head:
        return tr("{well} of {all}").format(well=number(row.well), all=number(row.faults))
    return tr("Recovered") if row.well else tr("Not recovered")
