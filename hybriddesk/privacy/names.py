"""People and places without a trained model: name lists, capitals, and the words that stand around names.

A trained tagger works beside these rules as a ``NameTagger`` (see ``privacy.tagger``); it does not replace them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol

from hybriddesk.privacy.arbiter import figurative, settled, with_form
from hybriddesk.privacy.lexicon import lexicon
from hybriddesk.privacy.normalise import View
from hybriddesk.privacy.rules.eponyms import eponyms
from hybriddesk.privacy.rules.lands import find_lands, side_by_side
from hybriddesk.privacy.rules.name_forms import find_forms
from hybriddesk.privacy.rules.person import find_people
from hybriddesk.privacy.rules.place import find_places
from hybriddesk.privacy.rules.wordlists import NEVER_A_NAME, PEOPLES, PRODUCTS
from hybriddesk.records.way import Span

DOUBTED = frozenset({"name_first", "name_last", "org_suffix"})
"""Rules by lists alone: they need a sign of the tagger's agreement. In German, where every noun has a capital, a listed town does too: ``am Ende``."""


class NameTagger(Protocol):
    """A finder of names that was trained: spans in code points of ``text``, kinds of ``KINDS``, certainty 0..1.

    Spans below the threshold of ``resolve`` say where a name is not excluded.
    """

    def tag(self, text: str, language: str | None) -> Iterator[Span]: ...


def find_names(view: View, language: str | None) -> Iterator[Span]:
    """People, organisations and places of one text, in ``View.text`` offsets."""
    people = list(find_people(view, language))
    people += [*find_forms(view, people)]
    yield from people
    yield from find_places(view, people)
    yield from find_lands(view)


def agreed(view: View, listed: Iterable[Span], tagged: Iterable[Span], language: str | None) -> list[Span]:
    """What rules and tagger found, without terms called after people, products, words that never name a person, and what a doubted
    rule found where the tagger sees no name.
    """
    terms = {at for start, end in eponyms(view) for at in range(start, end)}
    seen = [part for span in tagged for part in side_by_side(view, span) if span.start not in terms and not _ordinary(view.text[span.start : span.end], span.kind)]
    touched = {at for span in seen for at in range(span.start, span.end)}
    capitals = language != "de"
    plain = [span for span in settled(view, listed, seen) if span.start not in terms and not _product(view.lower[span.start : span.end], span)]
    found = seen + [span for span in plain if not _doubted(view, span, capitals=capitals) or not touched.isdisjoint(range(span.start, span.end))]
    return [with_form(view, span) for span in found if not figurative(view, span)]


def _ordinary(text: str, kind: str) -> bool:
    """Whether a find of the tagger is a product, a people's word such as ``Iraqi``, a word that never is a name, or too little to be one."""
    low = text.lower()
    letters = sum(map(str.isalpha, text))
    return low in PRODUCTS or not letters or (letters == 1 and low == text) or (kind == "PERSON" and low in NEVER_A_NAME) or (kind == "LOCATION" and low in PEOPLES)


def _product(low: str, span: Span) -> bool:
    """Whether a find is a product's name, or by one list alone and ends in one: ``Apache Kafka``."""
    return low in PRODUCTS or (span.rule in DOUBTED and low.rpartition(" ")[2] in PRODUCTS)


def _doubted(view: View, span: Span, *, capitals: bool) -> bool:
    """Whether the find needs agreement. ``capitals``: whether a capital says something in this language."""
    if span.rule == "place_list":
        return not capitals and view.lower[span.start : span.end] not in lexicon().countries
    return span.rule in DOUBTED
