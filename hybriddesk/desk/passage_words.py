"""Passages of the person's own sources in words: how many went along, and why one did not. One wording wherever they are shown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from hybriddesk.desk.words import noop, number, of_code, translated
from hybriddesk.records.knowledge import BY_PERSON, SECRET, Gathered, HeldBack
from hybriddesk.workflow.retrieving import NOT_READY

CONTEXT = "Passages"
WHY = {
    "knowledge.held_irrelevant": noop(CONTEXT, "does not fit"),
    "knowledge.held_injection": noop(CONTEXT, "gives orders to the model"),
    "knowledge.held_exfiltration": noop(CONTEXT, "asks to send data away"),
    SECRET: noop(CONTEXT, "holds a password or key"),
    "knowledge.held_repeats": noop(CONTEXT, "says the same as another"),
    "knowledge.held_no_room": noop(CONTEXT, "no room left"),
    BY_PERSON: noop(CONTEXT, "left out by you"),
}
"""A few words for each reason, the short of its advice; one of a newer version is told by its sentence."""


def tr(text: str) -> str:
    """The text in the person's language."""
    return translated(text, CONTEXT)


def why(code: str) -> str:
    """Why a passage was held back, in a few words."""
    return tr(WHY[code]) if code in WHY else of_code(code, {}).what


def why_in_full(code: str) -> str:
    """The same in one or two sentences, with what can be done about it: where a passage is looked at by itself."""
    said = of_code(code, {})
    return " ".join(part for part in (said.what, said.do) if part)


def count_given(count: int) -> str:
    """``1 passage``, ``3 passages``."""
    return tr("1 passage") if count == 1 else tr("{n} passages").format(n=number(count))


def held_line(held: Sequence[HeldBack]) -> str:
    """``2 held back: 1 gives orders to the model, 1 does not fit``; empty where none was."""
    if not held:
        return ""
    reasons = Counter(one.code for one in held)
    listed = ", ".join(f"{number(count)} {why(code)}" for code, count in reasons.most_common())
    return tr("{n} held back: {reasons}").format(n=number(len(held)), reasons=listed)


def going_line(found: Gathered) -> str:
    """What goes along with a request and what was held back, as one line."""
    if found.fault == NOT_READY:
        return tr("Your sources are still being taken in: the request goes without passages")
    if found.fault:
        return tr("Your sources could not be searched: the request goes without passages")
    count = len(found.given)
    goes = tr("Nothing from your sources goes along") if not count else tr("1 passage from your sources goes along") if count == 1 else (
        tr("{n} passages from your sources go along").format(n=number(count)))
    held = held_line(found.held)
    return f"{goes} · {held}" if held else goes
