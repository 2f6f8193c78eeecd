"""Words of the pages about judgement: who speaks, figures that can be watched, ways to end, signals, drift."""

from __future__ import annotations

from hybriddesk.desk.monitor.phrases import tr
from hybriddesk.desk.words import duration, number, percent
from hybriddesk.insight.drifting import DriftFigure
from hybriddesk.records.cycle import FIGURES, Figure

SPEAKS: dict[str, tuple[str, str, str]] = {
    "prior": ("Starting rules", "neutral", (
        "Nobody has decided about a draft yet, so confidence comes from the rules it was delivered with. Each decision teaches it."
    )),
    "learning": ("Learning", "accent", "It weighs its signals by your decisions. What it says is set right against outcomes from 100 decisions on."),
    "platt": ("Learned and set right", "ok", "Its weights come from your decisions, and what it says was set right against their outcomes."),
    "isotonic": ("Learned and set right in steps", "ok", "Its weights come from your decisions; with this many, each range of confidence is set right by itself."),
}
"""Who speaks: a word, the tone of its chip, and what it means."""

FIGURE_WORDS: dict[Figure, str] = {
    "bad_share": "Sent back or mostly rewritten", "approved_unedited": "Approved without edits", "edit_distance": "Edit distance",
    "review_seconds": "Time to a decision", "error_rate": "Error rate", "latency": "Time to an answer", "cost": "Cost of a run",
    "thumbs_down": "Thumbs down", "miss_rate": "Bad by random check",
}

ENDS = {
    ("draft", "approved"): "Drafts approved as they were", ("draft", "edited"): "Drafts approved with edits", ("draft", "returned"): "Drafts sent back",
    ("chat", "copied"): "Answers copied", ("chat", "again"): "Answers asked for again", ("chat", "quiet"): "Answers nothing was done with",
}
SIGNALS = {
    ("thumb", "up"): "Thumb up", ("thumb", "down"): "Thumb down", ("stars", ""): "Stars", ("preferred", ""): "One of two drafts preferred",
    ("copy", ""): "Copied", ("rephrase", ""): "Asked again in other words", ("regenerate", ""): "Another answer asked for", ("abandon", ""): "Left unfinished",
}
DRIFTS = {"length": "Length", "latency": "Time to an answer", "edit_distance": "Edit distance", "accept_rate": "Accepted"}
STATES = {"unknown": ("Learning what is usual", "neutral"), "steady": ("Steady", "ok"), "up": ("Rising", "warn"), "down": ("Falling", "warn")}


def figure_words(figure: str) -> str:
    """A figure that can be watched; one of another version keeps its name."""
    return next((tr(words) for name, words in FIGURE_WORDS.items() if name == figure), figure)


def ending_words(kind: str, outcome: str) -> str:
    """A way in which drafts or answers end."""
    return tr(ENDS[kind, outcome]) if (kind, outcome) in ENDS else outcome


def signal_words(name: str, value: str) -> str:
    """A signal; one of another version keeps its name."""
    return tr(SIGNALS[name, value]) if (name, value) in SIGNALS else " ".join(part for part in (name, value) if part)


def drift_amount(name: str, value: float | None) -> str:
    """A typical value in its unit."""
    if value is None:
        return "\u2014"
    if name == "length":
        return tr("{n} characters").format(n=number(value))
    return duration(value * 1000) if name == "latency" else percent(value)


def drift_state(one: DriftFigure) -> tuple[str, str]:
    """Word and tone; a drift to the good side is no warning."""
    words, tone = STATES[one.state]
    return tr(words), "ok" if tone == "warn" and not one.harmful else tone


def amount(figure: str, value: float) -> str:
    """A watched figure in its unit."""
    if figure in {"latency", "review_seconds"}:
        return duration(value * 1000)
    if figure == "cost":
        return f"${number(value, 4)}"
    return percent(value, 1)


def scale(figure: str) -> str:
    """``share`` or ``ratio``; a figure of another version counts as a share."""
    return next((watched.scale for name, watched in FIGURES.items() if name == figure), "share")
