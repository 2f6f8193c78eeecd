"""The sentences of an act over many drafts."""

from __future__ import annotations

from typing import Literal

from hybriddesk.desk.review.phrases import short, sure, tr
from hybriddesk.desk.words import number
from hybriddesk.vault.bulk import Outcome, Together

Act = Literal["approve", "back", "escalate"]

ACTS: dict[Act, str] = {"approve": "Approve as is", "back": "Send back", "escalate": "Escalate"}
HINTS: dict[Act, str] = {"approve": "", "back": "What is wrong with them?", "escalate": "Who should decide, and about what?"}
_REASONS = 3


def title(act: Act, count: int) -> str:
    """What will be done to how many."""
    said = {
        "approve": (tr("Approve 1 draft as it is"), tr("Approve {n} drafts as they are")),
        "back": (tr("Send 1 draft back"), tr("Send {n} drafts back")),
        "escalate": (tr("Escalate 1 draft"), tr("Escalate {n} drafts")),
    }[act]
    return said[count != 1].format(n=number(count))


def within(act: Act, found: Together) -> tuple[str, ...]:
    """The ids an act would reach: only approving as is leaves typed words and empty drafts out."""
    return found.ids if act == "approve" else (*found.ids, *found.typed, *found.empty)


def facts(act: Act, found: Together) -> tuple[str, ...]:
    """The lines that a person should know before they say yes."""
    lines = []
    if found.lowest is not None:
        lines.append(tr("Lowest confidence: {p}").format(p=sure(found.lowest)))
    named = [(short(code) or tr("No reason given"), count) for code, count in found.reasons[:_REASONS]]
    if named:
        lines.append(tr("They wait for: {reasons}").format(reasons=", ".join(f"{words} ({number(count)})" for words, count in named)))
    if act == "approve" and found.typed:
        lines.append(tr("Left out, since they hold words you typed: {n}").format(n=number(len(found.typed))))
    if act == "approve" and found.empty:
        lines.append(tr("Left out, since they are empty: {n}").format(n=number(len(found.empty))))
    if found.gone:
        lines.append(tr("Left out, since they are decided or somebody works on them: {n}").format(n=number(found.gone)))
    return tuple(lines)


def said(act: Act, outcome: Outcome) -> str:
    """What was done, for the toast."""
    count = len(outcome.done)
    words = {
        "approve": (tr("1 draft approved"), tr("{n} drafts approved")), "back": (tr("1 draft sent back"), tr("{n} drafts sent back")),
        "escalate": (tr("1 draft escalated"), tr("{n} drafts escalated")),
    }[act][count != 1].format(n=number(count))
    left = tr("; {n} left, somebody was faster").format(n=number(len(outcome.left))) if outcome.left else ""
    return words + left


def taken_back(count: int, left: int) -> str:
    """After an Undo."""
    words = tr("Taken back. It is open again.") if count == 1 else tr("Taken back. {n} drafts are open again.").format(n=number(count))
    return words + (" " + tr("{n} stay as they are: others took them up.").format(n=number(left)) if left else "")
