"""Spans from the network's answers; the shipped network, read at the first text and checked against its digest."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from hybriddesk.privacy.lexicon import lexicon
from hybriddesk.privacy.resolve import THRESHOLD
from hybriddesk.privacy.tagger.features import Tokens, tokens_of
from hybriddesk.privacy.tagger.whole_text import agreeing
from hybriddesk.records.resources import resource
from hybriddesk.records.way import Span

if TYPE_CHECKING:
    from hybriddesk.privacy.tagger.network import Floats

FOLDER, NAME = "data/privacy", "names.npz"
SHA256 = "94132276165667d75a6205d7a4460d65bf70137b511c3a84f37645ccc956dbde"
KINDS = ("PERSON", "LOCATION", "ORG")
RULE = {"PERSON": "name_model", "LOCATION": "place_model", "ORG": "org_model"}
ENOUGH = {"PERSON": 0.45, "LOCATION": 0.5, "ORG": 0.5}
"""How sure the network must be of a token, by kind; less for people, whose names cost most when they leak."""
ENOUGH_ANY = 0.6
"""How sure it must be that a word with a capital inside a sentence names something, where it does not know what."""
ENOUGH_SMALL = 0.9
"""The same for small letters in other languages than English, where rare everyday words look like names."""
MOST_SURE, MOST_SURE_SMALL = 0.7, 0.54
"""The certainty of a span at which the network has no doubt: below that of rules by cues, by two lists and by countries; and the
same in small letters, where even the value of a user name's field is better known to a rule."""
ENOUGH_EVERYDAY = 0.75
"""The same for a single word that is also an everyday one: Grace, Price, Hope."""
ENOUGH_OPENING = 0.9
"""The same where it begins a sentence and nobody is called by it."""
_CALLS: tuple[list[str], ...] = ([","], [":"], ["\n"], ["!"], [])
HINT, HINTED = 0.1, 0.1
"""From here on a token may belong to a name; such a token alone counts for nothing but keeps a doubted rule's find."""
LONGEST_CODE = 5
_GLUE = frozenset("@_")
LONG_CODE = 15
"""So many capitals in a row are letters of a code; hardly a name is that long."""


class ShippedTagger:
    """The tagger of this version. Holds no text."""

    def __init__(self, path: Path | None = None, sha256: str = SHA256) -> None:
        self._path, self._sha256 = path, sha256

    def tag(self, text: str, language: str | None) -> Iterator[Span]:
        """Spans in code points of ``text``. Raises ``Refused("privacy.names_damaged")`` if the file is not the shipped one."""
        from hybriddesk.privacy.tagger.network import network  # noqa: PLC0415 -- numpy must not load at program start

        net = network(self._path or resource(FOLDER) / NAME, self._sha256)
        tokens = tokens_of(text, language)
        found = spans_of(tokens, agreeing(tokens, net.answers(tokens)), trust_small=language in {None, "en"})
        return iter(one_kind_each(text, [span for span in found if stands_alone(text, span)]))


def stands_alone(text: str, span: Span) -> bool:
    """Whether the span is no piece of a code, a user name or an address: ``e3b0``, ``@annak``, ``x_anna``, ``login#anna``, ``WXYZ 1020``,
    ``ABCDEFGHABCDEFGHJ``.
    """
    before, after = text[max(0, span.start - 2) : span.start], text[span.end : span.end + 2]
    found = text[span.start : span.end]
    if len(found) >= LONG_CODE and found.isalpha() and found.isupper():
        return False
    if span.kind == "PERSON" and found.isupper() and len(found) <= LONGEST_CODE and (before.strip()[-1:] + after.strip()[:1]).isdecimal():
        return False
    glued = before[-1:].isdecimal() or before[-1:] in _GLUE or (before[-1:] == "#" and before[:1].isalnum() and len(before) > 1)
    return not (glued or after[:1].isdecimal() or after[:1] in _GLUE)


def one_kind_each(text: str, spans: list[Span]) -> list[Span]:
    """The spans, each of the kind that its words have most often in this text."""
    votes: dict[str, dict[str, float]] = defaultdict(lambda: dict.fromkeys(KINDS, 0.0))
    words = [text[span.start : span.end].lower() for span in spans]
    for word, span in zip(words, spans, strict=True):
        votes[word][span.kind] += span.score
    kinds = {word: max(KINDS, key=shares.__getitem__) for word, shares in votes.items()}
    return [Span(span.start, span.end, kinds[word], span.score, RULE[kinds[word]]) for word, span in zip(words, spans, strict=True)]


def spans_of(tokens: Tokens, answers: Floats, *, trust_small: bool) -> Iterator[Span]:
    """Runs of tokens of one kind, which a sure beginning cuts; and single tokens that may belong to a name, with little certainty."""
    begins, inside = answers[:, 1::2], answers[:, 2::2]
    sums = begins + inside
    best, sure = sums.argmax(axis=1), sums.max(axis=1)
    any_kind = sums.sum(axis=1)
    cut = begins.max(axis=1) > inside.max(axis=1)
    run: list[int] = []
    for at in (sure >= HINT).nonzero()[0].tolist():
        kind, text = KINDS[best[at]], tokens.texts[at]
        needed = ENOUGH_SMALL if text.islower() and not trust_small else ENOUGH[kind]
        named = any_kind[at] >= ENOUGH_ANY and text[0].isupper() and not (kind == "PERSON" and text.isupper()) and not _opens(tokens, at)
        fits = text[0] != "\n" and (sure[at] >= needed or bool(named))
        if run and (not fits or at != run[-1] + 1 or best[at] != best[run[0]] or cut[at]):
            yield from _span(tokens, run, sure, KINDS[best[run[0]]])
            run = []
        if fits:
            run.append(at)
        else:
            yield Span(tokens.spans[at][0], tokens.spans[at][1], kind, HINTED, RULE[kind])
    yield from _span(tokens, run, sure, KINDS[best[run[0]]] if run else "")


def _span(tokens: Tokens, run: list[int], sure: Floats, kind: str) -> Iterator[Span]:
    """The run without signs at its ends, unless nothing is left; the dot of a last initial stays."""
    while run and not tokens.texts[run[-1]][0].isalnum() and not (len(run) > 1 and tokens.texts[run[-1]] == "." and len(tokens.texts[run[-2]]) == 1):
        run = run[:-1]
    while run and not tokens.texts[run[0]][0].isalnum():
        run = run[1:]
    if run and not _everyday(tokens, run, sure, kind):
        yield Span(tokens.spans[run[0]][0], tokens.spans[run[-1]][1], kind, _certainty(tokens, run, sure), RULE[kind])


def _everyday(tokens: Tokens, run: list[int], sure: Floats, kind: str) -> bool:
    """Whether it is one everyday word that the network is not very sure of, less so where its capital says nothing: ``Grace is a virtue``."""
    at = run[0]
    opens = kind == "PERSON" and _opens(tokens, at)
    return len(run) == 1 and sure[at] < (ENOUGH_OPENING if opens else ENOUGH_EVERYDAY) and tokens.texts[at].lower() in lexicon().words


def _opens(tokens: Tokens, at: int) -> bool:
    """Whether a word begins a sentence, so that its capital says nothing, and nobody is called by it."""
    return (at == 0 or tokens.texts[at - 1][0] in "\n.!?") and tokens.texts[at + 1 : at + 2] not in _CALLS


def _certainty(tokens: Tokens, run: list[int], sure: Floats) -> float:
    """From the threshold of ``resolve`` up to the most that the network may say."""
    most = MOST_SURE_SMALL if all(tokens.texts[at].islower() for at in run) else MOST_SURE
    return round(THRESHOLD + (most - THRESHOLD) * max(0.0, 2 * float(sure[run].mean()) - 1), 3)
