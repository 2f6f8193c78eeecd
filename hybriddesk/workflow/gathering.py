"""Rows for the exports, gathered a page at a time."""

from __future__ import annotations

from collections.abc import Iterator

from hybriddesk.records.work import Conversation, Turn
from hybriddesk.vault.conversations import Conversations
from hybriddesk.vault.items import Items
from hybriddesk.vault.notes import notes_of
from hybriddesk.vault.reviews import Reviews
from hybriddesk.workflow.exporting import Approved


def approved(reviews: Reviews, items: Items) -> Iterator[Approved]:
    """Every approved or edited entry with its item and its notes, oldest decision first."""
    for review in reviews.approved():
        yield Approved(review, items.get(review.item) if review.item else None, notes_of(reviews.db, review.id))


def conversations(threads: Conversations) -> Iterator[tuple[Conversation, tuple[Turn, ...]]]:
    """Every chat thread with its turns, newest first."""
    for thread in threads.all("chat"):
        yield thread, threads.turns(thread.id)
