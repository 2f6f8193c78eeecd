"""From a passage to the source it came from, as long as that stands."""

from __future__ import annotations

from collections.abc import Collection

from hybriddesk.desk.place import DeskContext
from hybriddesk.records.knowledge import Passage
from hybriddesk.vault.knowledge_pages import source_page


class SourceLeads:
    """Asks the reader, and goes to Knowledge."""

    def __init__(self, context: DeskContext) -> None:
        self._context = context

    def standing(self, passages: Collection[Passage]) -> frozenset[str]:
        """Ids of their sources that were not removed."""
        return frozenset(row.id for row in source_page(self._context.reader, sorted({one.source for one in passages})))

    def follow(self, one: Passage) -> None:
        """Opens the source at the passage."""
        self._context.go_to("knowledge", source=one.source, at=one.start)
