"""Reasons offered with the number keys: what the checks found first, then the person's own list."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from hybriddesk.desk.review.phrases import short, tr
from hybriddesk.desk.review.why_page import RULES
from hybriddesk.records.way import Reason

MOST = 9

_NO_FAULT = RULES | {"review.sensitive_kind", "review.amount", "review.topic", "review.new_version", "review.past_decisions"}
"""What sends a draft to a person without saying that something is wrong with it."""


@dataclass(frozen=True, slots=True)
class Offered:
    """``source`` says where a suggestion comes from; empty for the person's own list."""

    words: str
    source: str = ""


def suggested(reasons: Iterable[Reason]) -> tuple[Offered, ...]:
    """What the checks found in this draft. A rule that sent it here is no fault of the draft."""
    return tuple(Offered(short(one.code), tr("found by a check")) for one in reasons if one.code not in _NO_FAULT and short(one.code))


def offered(suggestions: Iterable[Offered], own: Iterable[str]) -> tuple[Offered, ...]:
    """Nine at most, each once."""
    found: dict[str, Offered] = {}
    for one in (*suggestions, *(Offered(words.strip()) for words in own if words.strip())):
        found.setdefault(one.words, one)
    return tuple(found.values())[:MOST]


def line_of(number: int, one: Offered) -> str:
    """As written on the button."""
    return f"{number}  {one.words}" + (f" \u00b7 {one.source}" if one.source else "")
