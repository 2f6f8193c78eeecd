"""What people do with an answer without saying so, and how much each act teaches the judge."""

from __future__ import annotations

from collections.abc import Iterable

from rapidfuzz.distance import Indel

from hybriddesk.review.words import tokens

REPHRASED, WITHIN_MS = 0.75, 10 * 60 * 1000
"""Words this much like the last ones, within this time, ask the same thing again."""
COPIED = 0.5
"""More than this share of an answer copied counts as used."""
LESSONS = {"thumb": 1.0, "stars": 1.0, "regenerate": 0.3, "rephrase": 0.3, "copy": 0.5}
STARS = {"1": 1.0, "2": 1.0, "4": 0.0, "5": 0.0}
"""One or two stars are a thumb down, four or five a thumb up; three say neither."""


def likeness(earlier: str, later: str) -> float:
    """Token ratio 0..1 of two requests."""
    return Indel.normalized_similarity(tokens(earlier), tokens(later))


def is_rephrase(earlier: str, later: str, after_ms: int) -> bool:
    """Whether the later words ask the same thing again, ``after_ms`` after the first."""
    return 0 <= after_ms <= WITHIN_MS and likeness(earlier, later) >= REPHRASED


def lesson(signals: Iterable[tuple[str, str]]) -> tuple[float, float] | None:
    """(bad 0 or 1, weight) that the signals of one answer teach; (name, value) oldest first. The weightiest counts, the latest of equals.

    Of stars only the latest are heard, as they can be taken back. Abandoning teaches nothing: people leave good answers too.
    """
    found: tuple[float, float] | None = None
    given = list(signals)
    stars = max((n for n, (name, _value) in enumerate(given) if name == "stars"), default=-1)
    for n, (name, value) in enumerate(given):
        if name == "stars" and n != stars:
            continue
        weight, bad = LESSONS.get(name), _bad(name, value)
        if weight is not None and bad is not None and (found is None or weight >= found[1]):
            found = (bad, weight)
    return found


def _bad(name: str, value: str) -> float | None:
    if name == "thumb":
        return {"up": 0.0, "down": 1.0}.get(value)
    if name == "stars":
        return STARS.get(value)
    if name == "copy":
        return 0.0 if _share(value) > COPIED else None
    return 1.0


def _share(value: str) -> float:
    try:
        return float(value)
    except ValueError:
        return 1.0
