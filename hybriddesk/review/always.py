"""The person's own rules for what always goes to a person: kinds of data, amounts, topics, a prompt version nobody knows yet."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from hybriddesk.records.way import Reason
from hybriddesk.review.pieces import matches

_SIGN = r"(?:CHF|EUR|USD|GBP|Fr\.|€|\$|£)"
_FIGURE = r"\d{1,3}(?:[ '’.,\u00a0]\d{3})+(?:[.,]\d{1,2})?|\d{1,12}(?:[.,]\d{1,2})?"
_AMOUNT = re.compile(rf"{_SIGN}[ \u00a0]?({_FIGURE})|({_FIGURE})[ \u00a0]?{_SIGN}")
_CENTS = re.compile(r"[.,](\d{1,2})\Z")
_NOT_DIGIT = re.compile(r"\D")


@dataclass(frozen=True, slots=True)
class AlwaysRules:
    """``kinds`` in capitals; ``amount`` in any currency, 0 = no rule; ``topics`` words or phrases; ``new_version`` drafts, 0 = no rule."""

    kinds: frozenset[str] = frozenset()
    amount: float = 0.0
    topics: tuple[str, ...] = ()
    new_version: int = 0


def always(rules: AlwaysRules, text: str, source: str, kinds: Iterable[str], drafts_before: int) -> Reason | None:
    """The first rule that the draft falls under. ``drafts_before``: earlier drafts of the same prompt version."""
    hidden = sorted(kind for kind in {kind.upper() for kind in kinds} if kind in rules.kinds)
    if hidden:
        return Reason("review.sensitive_kind", facts={"kind": hidden[0]})
    over = [(value, span) for value, span in amounts(text) if 0 < rules.amount < value]
    if over:
        return Reason("review.amount", spans=tuple(span for _, span in over), facts={"amount": max(value for value, _ in over), "limit": rules.amount})
    found = next((topic for topic in rules.topics if topic.strip() and _speaks_of(topic, f"{source}\n{text}")), None)
    if found:
        return Reason("review.topic", spans=tuple(match.span() for match in matches(_word(found), text)), facts={"topic": found})
    if drafts_before < rules.new_version:
        return Reason("review.new_version", facts={"count": drafts_before, "limit": rules.new_version})
    return None


def amounts(text: str) -> Iterator[tuple[float, tuple[int, int]]]:
    """Amounts of money with their places: a figure with a currency beside it."""
    for match in matches(_AMOUNT, text):
        figure = match.group(1) or match.group(2)
        cents = _CENTS.search(figure)
        whole = figure[: cents.start()] if cents else figure
        yield float(_NOT_DIGIT.sub("", whole)) + (int(cents.group(1)) / 10 ** len(cents.group(1)) if cents else 0.0), match.span()


def _word(topic: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(topic.strip())}(?!\w)", re.IGNORECASE)


def _speaks_of(topic: str, text: str) -> bool:
    return bool(_word(topic).search(text))
