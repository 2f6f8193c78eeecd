"""What is special about a draft that more than one person deals with, in words."""

from __future__ import annotations

from hybriddesk.desk.review.phrases import Tone, tr
from hybriddesk.desk.words import number
from hybriddesk.records.work import ReviewRow
from hybriddesk.workflow.reviewing import Opened

HOUR_MS = 3_600_000
SOON = 0.75
"""Share of the time allowed from which the rest of it is shown as short."""


def due(escalated_ms: int, hours: float, now_ms: int) -> tuple[str, Tone]:
    """How the time of an escalated draft stands, and its colour: "3 h left", "overdue 2 h"."""
    waited = (now_ms - escalated_ms) / HOUR_MS
    if waited > hours:
        return tr("overdue {time}").format(time=_time(waited - hours)), "bad"
    return tr("{time} left").format(time=_time(hours - waited)), "warn" if waited >= SOON * hours else "ok"


def who(row: ReviewRow) -> str:
    """Who escalated a row and why."""
    return ": ".join(part for part in (row.escalated_by, row.escalated_why) if part)


def lane_words(opened: Opened, hours: float, now_ms: int) -> str:
    """The sentence over a draft on the desk; empty where nothing is special."""
    if opened.blind:
        return tr("Second look: what was decided first stays hidden until you have decided.")
    escalations = [row for row in opened.history if row.act == "escalate" and not row.undone]
    if opened.review.state != "escalated" or not escalations:
        return ""
    last = escalations[-1]
    said, _tone = due(last.at_ms, hours, now_ms)
    return tr("Escalated by {person} ({due}): {why}").format(person=last.person, due=said, why=last.note)


def _time(hours: float) -> str:
    if hours >= 48:
        return tr("{n} days").format(n=number(int(hours / 24)))
    return tr("{n} h").format(n=number(int(hours))) if hours >= 1 else tr("{n} min").format(n=number(int(hours * 60)))
