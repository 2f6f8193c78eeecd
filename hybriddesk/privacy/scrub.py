"""Detect and replace: the only maker of ``Scrubbed``.

Two passes. First the rules read every message; then everything known by now (the conversation's map, the person's lists, the
parts of every name just found) is looked up in all messages, so that a value found once is hidden wherever it stands.
"""

from __future__ import annotations

import os
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice

from hybriddesk.privacy.ask import Wishes
from hybriddesk.privacy.carriers.decoded import unescaped
from hybriddesk.privacy.carriers.fitting import Fitting
from hybriddesk.privacy.carriers.layout import Layout
from hybriddesk.privacy.detect import Detector, name_parts
from hybriddesk.privacy.encoded import encoded_runs
from hybriddesk.privacy.known import Index, mangled, with_s
from hybriddesk.privacy.names import NameTagger
from hybriddesk.privacy.normalise import View
from hybriddesk.privacy.replace import Book, Placing, grown, place
from hybriddesk.privacy.residual import uncovered
from hybriddesk.privacy.resolve import resolve
from hybriddesk.privacy.tagger.tagger import ShippedTagger
from hybriddesk.privacy.tokens import Mint, loose_tokens, strict_look_alikes
from hybriddesk.records.errors import Refused
from hybriddesk.records.way import Draft, KnownMap, MapEntry, Message, Replacement, Scrubbed, Span

_CERTAIN = 1.0
_KNOWN = 0.97
_OURS = "\"'"
"""Signs that we set around a token ourselves: a list cannot hide them, and they are nobody's name."""


class Scrubber:
    """Finds personal values and replaces them by tokens. Holds no text; safe to share between conversations.

    ``kinds_on`` switches optional kinds (``ORG``, ``ORDER``) on. ``tagger`` takes the place of the shipped finder of names.
    """

    def __init__(
        self, *, random: Callable[[int], bytes] = os.urandom, kinds_on: Iterable[str] = (), tagger: NameTagger | None = None
    ) -> None:
        self._random = random
        self._kinds_on = frozenset(kinds_on)
        self._detector = Detector(tagger or ShippedTagger())

    @property
    def fault(self) -> Refused | None:
        """Why names are found by rules alone, or None: known after the first text."""
        return self._detector.fault

    def detect(self, text: str, language: str | None = None, known: KnownMap = KnownMap()) -> tuple[Span, ...]:  # noqa: B008 -- frozen
        """What ``scrub`` would replace in this text. ``language`` is ISO 639-1, or None to guess."""
        return self._detect_all([Layout(text)], language, known)[0]

    def scrub(self, draft: Draft, known: KnownMap) -> Scrubbed:
        """The draft with tokens in the place of every found value, or what ``known.instead`` wants there. Raises ``Refused("privacy.too_many_values")``."""
        texts = [message.text for message in draft.messages]
        layouts = [Layout(text) for text in texts]
        spans = self._detect_all(layouts, draft.language, known)
        mint = Mint(known.entries, self._random)
        for text in texts:
            mint.avoid(text)
        book = Book(known.entries, mint)
        placed = [place(layout.text, found, book, layout.quotes, known.instead) for layout, found in zip(layouts, spans, strict=True)]
        wishes = Wishes(known, self._kinds_on)
        used = {entry.token for placing in placed for entry in placing.entries}
        return Scrubbed(
            draft=draft,
            messages=tuple(replace(m, text=p.text) for m, p in zip(draft.messages, placed, strict=True)),
            spans=tuple(p.spans for p in placed),
            replacements=_replacements(placed, book),
            entries=tuple(e for e in known.entries if e.token in used or not wishes.shows(e.value, e.kind)) + book.new,
            new_entries=book.new,
            fault=self.fault,
        )

    def _detect_all(self, layouts: Sequence[Layout], language: str | None, known: KnownMap) -> list[tuple[Span, ...]]:
        wishes = Wishes(known, self._kinds_on)
        views = [layout.view() for layout in layouts]
        fittings = [Fitting(layout, view) for layout, view in zip(layouts, views, strict=True)]
        kept = [wishes.keep(view, self._first(fit, view, language, known)) for fit, view in zip(fittings, views, strict=True)]
        index = _index(known, wishes, views, kept)
        issued = {entry.token[-4:].upper() for entry in known.entries}
        seen: set[str] = set()
        while True:
            result = [self._settled(fit, view, spans, index, wishes, issued) for fit, view, spans in zip(fittings, views, kept, strict=True)]
            fresh = dict.fromkeys(
                (plain, span.kind)
                for view, spans in zip(views, result, strict=True)
                for span in spans
                if (plain := unescaped(view.source[span.start : span.end])) not in seen
            )
            fresh |= dict.fromkeys((value, "SECRET") for value in self._uncovered(layouts, result, wishes))
            if not index.add_all((value, kind, (kind, _KNOWN, "known")) for value, kind in fresh):
                return result
            seen.update(value for value, _ in fresh)

    def _first(self, fit: Fitting, view: View, language: str | None, known: KnownMap) -> tuple[Span, ...]:
        """What stands in one text by itself, settled; the many finds that gave way are forgotten at once."""
        return resolve(view.text, [*fit.fitted(self._detector.find(view, language, known.model_folder)), *fit.labelled()])

    @staticmethod
    def _uncovered(layouts: Sequence[Layout], result: Sequence[tuple[Span, ...]], wishes: Wishes) -> Iterator[str]:
        for layout, spans in zip(layouts, result, strict=True):
            yield from (value for value in uncovered(layout.text, spans) if not wishes.shows(value, "SECRET"))

    @staticmethod
    def _settled(
        fit: Fitting, view: View, spans: tuple[Span, ...], index: Index[tuple[str, float, str]], wishes: Wishes, issued: set[str]
    ) -> tuple[Span, ...]:
        """The spans of one text with all that is known, in source offsets, widened to whole links."""
        known = [*fit.fitted(_known_spans(index, view, spans))]
        final = wishes.keep(view, resolve(view.text, [*spans, *known]))
        settled = resolve(view.source, [*_mapped(view, final), *_look_alikes(view.source, issued)])
        lost = [*_free(_mapped(view, wishes.keep(view, known)), settled)]  # lay inside a span which then lost to another
        if lost:
            settled = resolve(view.source, [*settled, *lost])
        return grown(view.source, settled)


def scrub_text(text: str, language: str | None = None, scrubber: Scrubber | None = None) -> Scrubbed:
    """One text alone, as the command line does it: a draft of one message in a conversation of its own."""
    draft = Draft(conversation="", run="", workflow="scrub", messages=(Message("user", text),), language=language)
    return (scrubber or Scrubber()).scrub(draft, KnownMap())


def _index(known: KnownMap, wishes: Wishes, views: list[View], found: list[tuple[Span, ...]]) -> Index[tuple[str, float, str]]:
    index: Index[tuple[str, float, str]] = Index()
    for by_hand in known.by_hand:
        if by_hand.action == "hide":
            index.add(by_hand.value, "OTHER", (by_hand.kind, _CERTAIN, "by_hand"))
    index.add_all((word, "DENY", ("DENY", _CERTAIN, "deny_list")) for word in known.deny if word.strip(_OURS))
    values = dict.fromkeys((form, entry.kind) for entry in known.entries for form in (unescaped(entry.value), entry.value))
    values |= dict.fromkeys((view.text[s.start : s.end], s.kind) for view, spans in zip(views, found, strict=True) for s in spans)
    people = [row for row in values if row[1] == "PERSON"]
    rows = [(value, kind, _KNOWN, "known") for value, kind in people]
    rows += [(part, kind, _KNOWN - 0.02, "known_part") for value, kind in people for part in name_parts(value)]
    rows += [(form, kind, _KNOWN - 0.02, "known_part") for value, kind in people for form in with_s(value) if any(form in view.text for view in views)]
    rows += [(value, kind, _KNOWN, "known") for value, kind in values if kind != "PERSON"]
    rows += [(form, kind, _KNOWN - 0.02, "known_part") for value, kind in values if kind == "EMAIL" for form in mangled(value)]
    index.add_all((value, kind, (kind, score, rule)) for value, kind, score, rule in rows if not wishes.shows(value, kind))
    return index


def _known_spans(index: Index[tuple[str, float, str]], view: View, found: Sequence[Span]) -> Iterator[Span]:
    """What is known and not found already; ``found`` are disjoint and in order."""
    starts = array("q", [span.start for span in found])
    for start, end, (kind, score, rule) in index.find(view):
        at = bisect_left(starts, start)
        again = at < len(found) and (found[at].start, found[at].end, found[at].kind) == (start, end, kind)
        if not again or score == _CERTAIN:
            yield Span(start, end, kind, score, rule)
    for start, end, plain in encoded_runs(view.text):
        for _, _, (kind, score, _) in islice(index.find(View(plain)), 1):
            yield Span(start, end, kind, score, "known_encoded")


def _mapped(view: View, spans: Iterable[Span]) -> list[Span]:
    return [_placed(span, *view.to_source(span.start, span.end)) for span in spans]


def _placed(span: Span, start: int, end: int) -> Span:
    """The span at that place; a text without disguise keeps its spans, of which a long one has very many."""
    return span if (start, end) == (span.start, span.end) else Span(start, end, span.kind, span.score, span.rule)


def _free(spans: Iterable[Span], settled: Sequence[Span]) -> Iterator[Span]:
    """Those that touch none of the settled spans, which are in order."""
    ends = [span.end for span in settled]
    for span in spans:
        at = bisect_right(ends, span.start)
        if at == len(settled) or settled[at].start >= span.end:
            yield span


def _look_alikes(text: str, issued: set[str]) -> Iterator[Span]:
    for start, end in strict_look_alikes(text):
        yield Span(start, end, "OTHER", _CERTAIN, "look_alike")
    for start, end, _, body in loose_tokens(text) if issued else ():
        if body in issued:
            yield Span(start, end, "OTHER", _CERTAIN, "look_alike")


def _replacements(placed: Sequence[Placing], book: Book) -> tuple[Replacement, ...]:
    new = {entry.token for entry in book.new}
    first: dict[str, tuple[MapEntry, Span]] = {}
    counts: dict[str, int] = {}
    for placing in placed:
        for entry, span in zip(placing.entries, placing.spans, strict=True):
            first.setdefault(entry.token, (entry, span))
            counts[entry.token] = counts.get(entry.token, 0) + 1
    return tuple(
        Replacement(token, entry.kind, span.rule, span.score, counts[token], token in new, entry.value)
        for token, (entry, span) in first.items()
    )
