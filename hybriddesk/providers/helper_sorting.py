"""What a message is about: stems of each intent, weighted by how few other intents share them."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from hybriddesk.providers.helper_table import Intent, intents

STRONG, WEAK = 3.0, 1.0
IN_SUBJECT = 1.6
"""A subject line says more than a body of the same length."""
DOUBT = 2.2
"""Evidence that speaks for "none of these": one strong word alone stays near even odds."""
LONG_WORDS = 80
"""From this many words on a hit may be by chance: the doubt grows with the logarithm of the length."""
TASK_BY = 0.5
"""How much less likely a text is a message to answer when it begins by telling a writer what to write."""
RIVAL = 0.8
"""How much of the second intent's evidence counts against the first."""
SATURATION = 0.5
"""Repeated evidence of one rank counts less and less: the n-th hit weighs ``SATURATION ** n``."""


_TASK = re.compile(
    r"\W*(?:hello chatgpt|(?:please |can you |could you |bitte )?(?:re-?\s?write|write|translate|compose|generate|create|summari[sz]e|paraphrase|proofread|make (?:a|an|my)|"
    r"fix|add a comment|act as|you are an?|you'?re an?|imagine|schreibe?|übersetze?|erstelle?|formuliere?|verfasse?|fasse?)\b)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Sorted:
    """The best intent (None: no evidence at all) and how sure, 0..1."""

    intent: Intent | None
    confidence: float


@dataclass(frozen=True, slots=True)
class _Stems:
    """One pattern for all stems of one strength, and each stem's weight."""

    pattern: re.Pattern[str]
    weights: Mapping[str, float]

    def evidence(self, text: str) -> list[float]:
        hits = {" ".join(match.group(1).split()) for match in self.pattern.finditer(text)}
        return sorted((self.weights[hit] for hit in hits), reverse=True)


def sort(subject: str, body: str) -> Sorted:
    """The intent that most speaks for. Works on scrubbed text in English and German."""
    scores = sorted(((_score(intent, subject, body), place) for place, intent in enumerate(intents())), reverse=True)
    (best, place), (second, _) = scores[0], scores[1]
    if best == 0:
        return Sorted(None, 0.0)
    doubt = DOUBT * (1 + max(0.0, math.log(max(1, len(body.split())) / LONG_WORDS)))
    factor = TASK_BY if _TASK.match(body) else 1.0
    return Sorted(intents()[place], factor * best / (best + RIVAL * second + doubt))


def _score(intent: Intent, subject: str, body: str) -> float:
    score = 0.0
    for stems in _stems()[intent.name]:
        for text, factor in ((subject, IN_SUBJECT), (body, 1.0)):
            hits = stems.evidence(text.lower().replace("’", "'"))
            score += factor * sum(weight * SATURATION**place for place, weight in enumerate(hits))
    return score


@cache
def _stems() -> Mapping[str, tuple[_Stems, _Stems]]:
    shared = Counter(stem for intent in intents() for stem in {*intent.strong.all(), *intent.weak.all()})
    rare = {stem: math.log(1 + len(intents()) / count) / math.log(1 + len(intents())) for stem, count in shared.items()}
    return {
        intent.name: (_compiled(intent.strong.all(), STRONG, rare), _compiled(intent.weak.all(), WEAK, rare))
        for intent in intents()
    }


def _compiled(stems: tuple[str, ...], weight: float, rare: Mapping[str, float]) -> _Stems:
    longest_first = sorted(set(stems), key=len, reverse=True)
    pattern = re.compile(r"(?<!\w)(" + "|".join(r"\s+".join(map(re.escape, stem.split())) for stem in longest_first) + ")")
    return _Stems(pattern, {stem: weight * rare[stem] for stem in stems})
