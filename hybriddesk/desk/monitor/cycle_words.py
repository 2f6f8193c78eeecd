"""Words of the improvement cycle: columns, topics, plans, outcomes."""

from __future__ import annotations

from hybriddesk.desk.monitor.judgement_words import DRIFTS, amount, drift_amount, figure_words, scale
from hybriddesk.desk.monitor.phrases import counted, tr, workflow_words
from hybriddesk.desk.words import date, number, of_code, percent
from hybriddesk.insight.agenda import Topic
from hybriddesk.insight.outcome import ENOUGH
from hybriddesk.records.advice import Advice
from hybriddesk.records.cycle import Check, Entry, Plan, Side
from hybriddesk.records.errors import Fact
from hybriddesk.workflow.cycling import Board

COLUMNS: dict[str, tuple[str, str]] = {
    "observe": ("Observe", "What stands out, worst first."),
    "evaluate": ("Evaluate", "What you are looking into."),
    "decide": ("Decide", "Decided, not yet carried out."),
    "act": ("Act", "Carried out, then checked."),
}
AGENDA_EMPTY = "Nothing stands out. Prompts, edits, drift, errors and misses are looked at as you work."
DONE = {
    "take": "Taken up", "idea": "Write your idea on the card.", "decide": "Decided", "act": "Carried out. Its days count from now.",
    "close": "Closed", "drop": "Taken off the board", "held": "Written down. The next review counts from today.",
}
OUTCOMES: dict[str, tuple[str, str]] = {
    "helped": ("It helped", "ok"), "no_difference": ("No difference seen", "neutral"), "worse": ("It got worse", "bad"), "too_few": ("Too few items", "neutral"),
}
KINDS = {
    "added": "words put in", "removed": "words taken out", "moved": "words moved", "numbers": "numbers", "names": "names", "spelling": "spelling",
    "signs": "punctuation", "wording": "wording",
}
WAYS = {"up": "upwards", "down": "downwards"}


def topics_left(board: Board) -> tuple[Topic, ...]:
    """The topics that have no card yet."""
    return tuple(one for one in board.prepared.topics if one.key not in board.taken)


def head_words(board: Board) -> str:
    """What the agenda was made from, and when the next review is due."""
    found = board.prepared
    words = tr("Since {date}: {answers} and {decided}.").format(
        date=date(found.since_ms), answers=counted(found.answers, "1 answer", "{n} answers"), decided=counted(found.decided, "1 decision", "{n} decisions"))
    if board.held is None:
        return tr("{words} No review was held yet; a good rhythm is every two weeks.").format(words=words)
    if board.next_ms <= board.now_ms:
        return tr("{words} The next review is due; the last was on {date}.").format(words=words, date=date(board.held.held_ms))
    return tr("{words} The next review is due on {date}.").format(words=words, date=date(board.next_ms))


def said(code: str, facts: dict[str, Fact] | object) -> Advice:
    """A topic's sentences, its facts in the person's words."""
    known: dict[str, object] = dict(facts) if isinstance(facts, dict) else {}
    name = str(known.get("name", ""))
    if code == "cycle.drift":
        known |= {key: drift_amount(name, float(str(known[key]))) for key in ("usual", "now") if key in known}
        known |= {"name": tr(DRIFTS.get(name, name)), "way": tr(WAYS.get(str(known.get("way")), ""))}
    if code == "cycle.habit":
        known["kind"] = tr(KINDS.get(str(known.get("kind")), str(known.get("kind", ""))))
    if code == "cycle.trouble":
        known["trouble"] = of_code(str(known.get("trouble", "")), {name: value for name, value in known.items() if value != ""}).what.rstrip(".")
    return of_code(code, known)


def plan_words(plan: Plan) -> str:
    """Figure, workflow and when it is checked."""
    where = workflow_words(plan.workflow) if plan.workflow else tr("every workflow")
    when = counted(plan.days, "after 1 day", "after {n} days")
    if plan.items:
        when = tr("{days} or {items}").format(days=when, items=counted(plan.items, "1 item", "{n} items"))
    return tr("{figure}, {where}; checked {when}").format(figure=figure_words(plan.figure), where=where, when=when)


def check_words(found: Check, figure: str) -> str:
    """Before, after and the difference, each with its interval."""
    before, after = _side(found.before, figure), _side(found.after, figure)
    words = tr("Before: {before}. After: {after}.").format(before=before, after=after)
    if found.outcome == "too_few":
        return tr("{words} A verdict needs {n} items on each side.").format(words=words, n=number(ENOUGH))
    if found.difference is None or found.low is None or found.high is None:
        return words
    return tr("{words} Difference: {change}, between {low} and {high}.").format(
        words=words, change=_change(found.difference, figure), low=_change(found.low, figure), high=_change(found.high, figure))


def due_words(entry: Entry, now_ms: int) -> str:
    """How long until a card is checked."""
    if entry.plan is None or entry.acted_ms is None:
        return ""
    at = entry.acted_ms + entry.plan.days * 86_400_000
    return tr("Checked on {date}").format(date=date(at)) if at > now_ms else tr("Check is due")


def _side(side: Side, figure: str) -> str:
    if side.value is None or side.low is None or side.high is None:
        return tr("no item")
    return tr("{value} ({low} to {high}), {items}").format(
        value=amount(figure, side.value), low=amount(figure, side.low), high=amount(figure, side.high), items=counted(side.count, "1 item", "{n} items"))


def _change(value: float, figure: str) -> str:
    sign = "+" if value > 0 else "\u2212" if value < 0 else ""
    if scale(figure) == "ratio":
        return f"{sign}{percent(abs(value))}"
    return tr("{points} points").format(points=f"{sign}{number(abs(100 * value), 1)}")
