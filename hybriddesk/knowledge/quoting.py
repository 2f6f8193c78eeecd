"""Which sentences of passages answer what a request asks, word for word: those that share its telling words. Nothing is put in other words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice

from hybriddesk.knowledge.passage_parts import Part, parts
from hybriddesk.knowledge.relevance import LEAST_WEIGHT, LONGEST, NOWHERE, alike, held
from hybriddesk.knowledge.sentences import sentences
from hybriddesk.knowledge.summary import GREETING
from hybriddesk.knowledge.terms import FAINT_TERMS, terms
from hybriddesk.records.knowledge import Quoted, Quotes

LEAST = 0.45
"""A sentence that speaks of less of the question does not answer it."""
EACH, MOST_QUESTIONS = 2, 4
"""Sentences for one question, and questions of one request that are looked up."""
LENT, FIRST_LENT, NAME_LENT = 0.65, 0.8, 0.5
"""What a word counts that only the heading above has, above the first sentence below it, and that only the source's name has."""
FIGURE = 0.2
"""How much sooner a sentence with a figure is taken where a figure is asked for."""
BESIDE = 0.75
"""A second sentence that fits less than this share of the first one's fit is left out."""
REPEATS = 0.8
"""Share of common words from which a sentence says again what another one said."""
EVERYDAY, _VAGUE_WEIGHT = 0.4, 0.1
"""What an everyday word of the question counts beside a telling one: in one sentence it says more than in a whole text."""
FEWEST = 2
"""Words that a sentence shares with a question of several."""
_WHOLE = 200
"""Sentences of one passage that are compared."""

_ASKS = re.compile(
    r"\?[\"'”’»)\]]*$|\b(?:let me know|tell me|(?:like|want|need) to know|wonder(?:ing)? (?:if|whether|how|when|what)|teilen sie (?:mir|uns)|sagen sie (?:mir|uns)"
    r"|wissen,|wüssten? gern|dites[- ](?:moi|nous)|(?:aimerais|voudrais|souhaite) savoir|d[ií]game|(?:gustaría|quisiera|quiero) saber)",
    re.IGNORECASE,
)
_FIGURE_ASKED = re.compile(
    r"\b(?:how (?:many|much|long|soon|often|late|far|old)|when|what time|wie ?(?:viele?|lange|oft|hoch|teuer|spät|weit)|wann|bis wann|combien|quand|cu[aá]nt[oa]s?|cu[aá]ndo)\b",
    re.IGNORECASE,
)
_VAGUE = frozenset(chain.from_iterable(terms(word) for word in ["terms", "policy", "policies", "conditions", "rules", "details", "possible", "apply", "bedingungen", "konditionen", "regeln", "regelung", "richtlinie", "gilt", "gelten", "möglich", "conditions", "politique", "règles", "condiciones", "política", "reglas"]))
"""Words that say how something is ruled, and not what."""


@dataclass(frozen=True, slots=True)
class _Question:
    words: frozenset[str] = field(repr=False)
    figure: bool


@dataclass(frozen=True, slots=True)
class _Rated:
    """A part of a passage for one question. ``order``: the better, the sooner."""

    passage: int
    part: Part
    terms: tuple[str, ...] = field(repr=False)
    fit: float
    order: float


def quotes(request: str, passages: Sequence[tuple[str, str]], *, whole: bool = False) -> Quotes:
    """At most two sentences for each of the first four questions of a request, best first, none twice; empty where nothing fits.

    ``passages``: name and text of each, in the order of their numbers. ``whole``: the request is a question as it stands.
    """
    questions = tuple(islice(_questions(request[:LONGEST], whole=whole), MOST_QUESTIONS))
    if not questions:
        return Quotes()
    found = [(number, name, part) for number, (name, text) in enumerate(passages, 1) for part in islice(parts(text), _WHOLE)]
    read = [(number, frozenset(terms(name)), part, tuple(terms(part.text))) for number, name, part in found]
    chosen, best = dict[str, _Rated](), list[float]()
    for question in questions:
        rated = [_rated(question, *one) for one in read]
        fitting = sorted((one for one in rated if one.fit >= LEAST), key=lambda one: -one.order)
        best.append(fitting[0].fit if fitting else 0.0)
        for one in _without_repeats(fitting):
            chosen.setdefault(one.part.text, one)
    ordered = sorted(chosen.values(), key=lambda one: -one.order)
    return Quotes(tuple(Quoted(one.passage, one.part.text, round(one.fit, 4)) for one in ordered), sum(best) / len(best))


def _questions(request: str, *, whole: bool) -> Iterator[_Question]:
    """Each sentence that asks; one without a telling word ("Is that possible?") is read with the one before it."""
    before = frozenset[str]()
    for sentence in (request,) if whole else sentences(request):
        words = frozenset(terms(sentence))
        if (whole or _ASKS.search(sentence)) and not GREETING.match(sentence):
            asked = words if _tells(words) else words | before
            if _tells(asked):
                yield _Question(asked, bool(_FIGURE_ASKED.search(sentence)))
        before = words


def _tells(words: Iterable[str]) -> bool:
    return any(word not in FAINT_TERMS and word not in _VAGUE for word in words)


def _rated(question: _Question, passage: int, name: frozenset[str], part: Part, own: tuple[str, ...]) -> _Rated:
    weights = {word: _VAGUE_WEIGHT if word in _VAGUE else EVERYDAY if word in FAINT_TERMS else NOWHERE for word in question.words}
    lent = LENT if not part.first else 1.0 if part.above.endswith("?") else FIRST_LENT
    above = terms(part.above)
    said, headed, named = (held(question.words, piece, frozenset(piece)) for piece in (own, above, tuple(name)))
    worth = {word: max(said[word], lent * headed[word], NAME_LENT * named[word]) for word in question.words}
    shared = [word for word in question.words if max(said[word], headed[word])]
    if not _tells(shared) or len(shared) < min(FEWEST, len(question.words - _VAGUE) // 2 + 1):
        return _Rated(passage, part, own, 0.0, 0.0)
    fit = sum(weights[word] * worth[word] for word in weights) / max(LEAST_WEIGHT, sum(weights.values()))
    figure = FIGURE if question.figure and any(c.isdigit() for c in part.text) else 0.0
    return _Rated(passage, part, own, fit, fit + figure)


def _without_repeats(fitting: Sequence[_Rated]) -> list[_Rated]:
    """The best ones, each of them saying something new, and none far behind the first."""
    taken = list[_Rated]()
    for one in fitting:
        if len(taken) < EACH and one.order >= BESIDE * fitting[0].order and all(alike(one.terms, other.terms) < REPEATS for other in taken):
            taken.append(one)
    return taken
