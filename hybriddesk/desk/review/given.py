"""What the person's own sources gave to this draft: each passage with the places that cite it, and those held back with their reason."""

from __future__ import annotations

import re
from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QVBoxLayout

from hybriddesk.desk.passage_words import why
from hybriddesk.desk.review.clickable import Clickable
from hybriddesk.desk.review.passages import Show
from hybriddesk.desk.review.phrases import tr
from hybriddesk.desk.widgets.text import Label
from hybriddesk.desk.words import number
from hybriddesk.knowledge.resting import Span
from hybriddesk.records.knowledge import HeldBack, Passage

MOST = 1_200
"""Characters of a passage shown here."""
MARK = re.compile(r"\[(\d{1,3})\]")
Shown = Callable[[str], str]
"""Stored text in the form on the screen."""


def citing(draft: str, number_of: int) -> tuple[Span, ...]:
    """Where the draft cites this passage: every ``[n]``."""
    return tuple(found.span() for found in MARK.finditer(draft) if int(found.group(1)) == number_of)


def cited_at(draft: str, place: int) -> int:
    """The number of the passage whose ``[n]`` stands at this code point; 0 for none."""
    return next((int(found.group(1)) for found in MARK.finditer(draft) if found.start() <= place <= found.end()), 0)


def given_card(at: int, one: Passage, draft: str, shown: Shown, show: Show) -> Clickable:
    """A passage that went along; clicking shows where the draft cites it. ``at`` is its number in the request."""
    places = citing(draft, at)
    cited = (
        tr("Not cited in the draft") if not places else tr("Cited in the draft") if len(places) == 1
        else tr("Cited in the draft at {n} places").format(n=number(len(places)))
    )
    name, text = f"[{at}] {shown(one.name)}", shown(one.text)[:MOST]
    card = Clickable(f"given_{at}", f"{name}. {cited}. {text}")
    card.column.addWidget(Label(name, "hint", 600, wrap=True))
    card.column.addWidget(Label(text, "hint", tone="text2", wrap=True))
    card.column.addWidget(Label(cited, "hint", 500, "accent" if places else "text2"))
    card.clicked.connect(lambda: show(places))
    return card


def held_card(at: int, held: HeldBack, shown: Shown) -> QFrame:
    """A passage that did not go along, and why."""
    card = QFrame()
    card.setProperty("kind", "sunken")
    card.setObjectName(f"held_{at}")
    column = QVBoxLayout(card)
    column.setContentsMargins(10, 8, 10, 8)
    column.setSpacing(4)
    column.addWidget(Label(shown(held.passage.name), "hint", 600, wrap=True))
    column.addWidget(Label(tr("Held back: {reason}").format(reason=why(held.code)), "hint", 500, "warn", wrap=True))
    column.addWidget(Label(shown(held.passage.text)[:MOST], "hint", tone="text2", wrap=True, selectable=True))
    return card
