"""Ways of splitting sources, and what kept questions find by two of them, in words. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from hybriddesk.desk.knowledge.phrases import counted, tr
from hybriddesk.desk.words import number, percent
from hybriddesk.knowledge.chunking import OVERLAP, SIZE
from hybriddesk.records.knowledge import Gathered
from hybriddesk.vault.knowledge import IndexRow
from hybriddesk.workflow.knowing import Compared

LENGTHS: dict[str, tuple[int, int]] = {"short": (500, 60), "medium": (SIZE, OVERLAP), "long": (1_600, 200)}
"""Length of a passage and what it shares with the next one, in characters."""


def version_words(version: int) -> str:
    """``v2``."""
    return tr("v{n}").format(n=version)


def length_words(row: IndexRow) -> str:
    """How long its passages are, in a word where it is one of the offered lengths."""
    names = {"short": tr("Short"), "medium": tr("Medium"), "long": tr("Long")}
    name = next((names[key] for key, (size, overlap) in LENGTHS.items() if (size, overlap) == (row.size, row.overlap)), tr("Own"))
    return tr("{name}, up to {n} characters").format(name=name, n=number(row.size))


def state_words(row: IndexRow) -> tuple[str, str]:
    """A word and its tone."""
    if row.live:
        return tr("In use"), "ok"
    return (tr("Ready"), "text2") if row.state == "ready" else (tr("Not finished"), "warn")


def place_of(found: Gathered, wanted: str) -> int:
    """The place of the wanted source among what would go along, from 1; 0 if it is not there."""
    return next((at for at, one in enumerate(found.given, 1) if one.source == wanted), 0)


def found_words(found: Gathered, wanted: str) -> tuple[str, str]:
    """What one way finds for a question, and its tone."""
    if wanted and not place_of(found, wanted) and any(one.passage.source == wanted for one in found.held):
        return tr("Held back"), "warn"
    if not found.given:
        return tr("Nothing"), "bad" if wanted else "text3"
    if not wanted:
        best = tr("best fit {p}").format(p=percent(found.given[0].score))
        return f"{counted(len(found.given), '1 passage', '{n} passages')}, {best}", "text"
    at = place_of(found, wanted)
    return (tr("Found, {n} of {all}").format(n=number(at), all=number(len(found.given))), "ok") if at else (tr("Not found"), "bad")


@dataclass(frozen=True, slots=True)
class Tally:
    """Of questions with a wanted source: in all, found by the way in use, found by the other, found only by one of them."""

    asked: int
    now: int
    then: int
    gained: int
    lost: int


def tally(compared: Sequence[Compared]) -> Tally:
    """How the two ways do."""
    pairs = [(bool(place_of(one.now, one.wanted)), bool(place_of(one.then, one.wanted))) for one in compared if one.wanted]
    return Tally(len(pairs), sum(a for a, _ in pairs), sum(b for _, b in pairs), sum(b and not a for a, b in pairs), sum(a and not b for a, b in pairs))


def summary(compared: Sequence[Compared], live: str, other: str) -> str:
    """One line about all of them."""
    sums = tally(compared)
    if not sums.asked:
        return tr("No kept question names the source that should be found; compare what each way finds.")
    said = tr("{live} finds the right source for {now} of {all} questions, {other} for {then}.").format(
        live=live, now=number(sums.now), all=number(sums.asked), other=other, then=number(sums.then),
    )
    if not sums.gained and not sums.lost:
        return f"{said} {tr('No question changes.')}"
    return f"{said} {counted(sums.gained, '1 is found only by {other}', '{n} are found only by {other}', other=other)}, " + counted(
        sums.lost, "1 would be lost.", "{n} would be lost.",
    )
