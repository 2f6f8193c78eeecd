"""People and places without a trained model: name lists, capitals, and the words that stand around names.

A trained tagger plugs in as a ``NameTagger`` beside these rules (see ``Scrubber``); it does not replace them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from hybriddesk.privacy.normalise import View
from hybriddesk.privacy.rules.person import find_people
from hybriddesk.privacy.rules.place import find_places
from hybriddesk.records.way import Span


class NameTagger(Protocol):
    """A finder of names that was trained: spans in code points of ``text``, kinds of ``KINDS``, certainty 0..1."""

    def tag(self, text: str, language: str | None) -> Iterator[Span]: ...


def find_names(view: View, language: str | None) -> Iterator[Span]:
    """People, organisations and places of one text, in ``View.text`` offsets."""
    people = list(find_people(view, language))
    yield from people
    yield from find_places(view, people)
