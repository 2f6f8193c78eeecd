"""The passages that a draft rests on, each with the draft's own words beside it; clicking shows those words in the draft."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QVBoxLayout

from hybriddesk.desk.review.clickable import Clickable
from hybriddesk.desk.review.phrases import tr
from hybriddesk.desk.widgets.text import Label
from hybriddesk.desk.words import number
from hybriddesk.knowledge.resting import Passage, Resting, Span

MOST = 20
"""Passages shown; more of them nobody reads beside a draft."""
LONGEST = 240
"""Characters of a passage or of the draft's words in a card."""

Show = Callable[[tuple[Span, ...]], object]
"""``show(places)`` marks these places of the draft and brings the first into sight."""


@dataclass(frozen=True, slots=True)
class Texts:
    """What was compared, in the form on the screen: the draft, and the sources with their names."""

    draft: str
    sources: Sequence[tuple[str, str]]


def fill(column: QVBoxLayout, texts: Texts, found: Resting, show: Show) -> list[Clickable]:
    """Adds a card for each passage and one for the sentences that rest on none; returns the cards."""
    cards = [_card(at, texts, passage, show) for at, passage in enumerate(found.passages[:MOST])]
    if found.nowhere:
        cards.append(_nowhere(texts.draft, found.nowhere, show))
    for card in cards:
        column.addWidget(card)
    if not cards:
        column.addWidget(Label(tr("Nothing in the draft can be traced to the request, to your sources or to an earlier reply."), "hint", tone="text2", wrap=True))
    elif len(found.passages) > MOST:
        column.addWidget(Label(tr("and {n} more").format(n=number(len(found.passages) - MOST)), "hint", tone="text2"))
    return cards


def _card(at: int, texts: Texts, passage: Passage, show: Show) -> Clickable:
    name, source = texts.sources[passage.source]
    said, words = _cut(source, passage.span), " … ".join(_cut(texts.draft, span) for span in passage.draft)
    card = Clickable(f"passage_{at}", tr("{source}: {passage}. In the draft: {words}").format(source=name, passage=said, words=words))
    card.column.addWidget(Label(name, "hint", 500, "text2"))
    card.column.addWidget(Label(f"\u201c{said}\u201d", "hint", wrap=True))
    card.column.addWidget(Label(tr("In the draft: {words}").format(words=words), "hint", tone="accent", wrap=True))
    card.clicked.connect(lambda: show(passage.draft))
    return card


def _nowhere(draft: str, places: tuple[Span, ...], show: Show) -> Clickable:
    words = tr("1 sentence rests on none of these") if len(places) == 1 else tr("{n} sentences rest on none of these").format(n=number(len(places)))
    card = Clickable("passage_none", words)
    card.column.addWidget(Label(words, "hint", 500, "warn", wrap=True))
    card.column.addWidget(Label(" … ".join(_cut(draft, span) for span in places[:3]), "hint", tone="text2", wrap=True))
    card.column.addWidget(Label(tr("Show them in the draft"), "hint", 500, "accent"))
    card.clicked.connect(lambda: show(places))
    return card


def _cut(text: str, span: Span) -> str:
    words = " ".join(text[span[0]:span[1]].split())
    return words if len(words) <= LONGEST else words[: LONGEST - 1].rstrip() + "…"
