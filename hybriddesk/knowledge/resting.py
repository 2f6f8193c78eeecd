"""Which sentences of a draft rest on which passages: those that share telling words or figures with them."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from hybriddesk.knowledge.sentences import spans
from hybriddesk.knowledge.smallwords import content_words

Span = tuple[int, int]

_FACT = re.compile(r"\b[A-Z]{2,12}_[A-Z0-9]{4}\b|(?<!\w)\d[\d.,:/'’\-]*\d")
LEAST = 0.2
"""Share of common weight below which a sentence does not rest on a passage."""
FACT_WEIGHT = 2.0
"""What a figure or placeholder counts, beside a word's 1."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence of a source and the draft's sentences that rest on it, all as code points. ``source`` counts the sources from 0."""

    source: int
    span: Span
    draft: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Resting:
    """``passages`` in the order of the sources; ``nowhere``: sentences of the draft with words or figures of their own that rest on none."""

    passages: tuple[Passage, ...]
    nowhere: tuple[Span, ...]


def resting(draft: str, sources: Sequence[str]) -> Resting:
    """Each sentence of the draft is given to the one passage that it shares most with. Costs what the words cost that they share."""
    passages = [(at, span, _weights(source[span[0]:span[1]])) for at, source in enumerate(sources) for span in spans(source)]
    holding: dict[str, list[int]] = defaultdict(list)
    for number, (_, _, weights) in enumerate(passages):
        for word in weights:
            holding[word].append(number)
    by_passage, nowhere = defaultdict[int, list[Span]](list), list[Span]()
    for span in spans(draft):
        own = _weights(draft[span[0]:span[1]])
        best = _best(own, [weights for _, _, weights in passages], holding)
        if best is not None:
            by_passage[best].append(span)
        elif own:
            nowhere.append(span)
    return Resting(tuple(Passage(*passages[number][:2], tuple(found)) for number, found in sorted(by_passage.items())), tuple(nowhere))


def _weights(text: str) -> dict[str, float]:
    return dict.fromkeys(content_words(text), 1.0) | dict.fromkeys(_FACT.findall(text), FACT_WEIGHT)


def _best(own: dict[str, float], passages: Sequence[dict[str, float]], holding: dict[str, list[int]]) -> int | None:
    shared: dict[int, float] = defaultdict(float)
    for word, weight in own.items():
        for number in holding.get(word, ()):
            shared[number] += weight
    size = sum(own.values())
    rated = {number: common / math.sqrt(size * sum(passages[number].values())) for number, common in shared.items() if common > 1}
    best = max(rated, key=lambda one: (rated[one], -one), default=None)
    return best if best is not None and rated[best] >= LEAST else None
