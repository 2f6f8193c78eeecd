"""Summaries by selection: sentences of the text itself, never new words."""

from __future__ import annotations

import math
import re
from collections import Counter

from hybriddesk.knowledge.sentences import sentences
from hybriddesk.knowledge.smallwords import content_words

GREETING = re.compile(
    r"(?:dear|hello|hi|hey|good (?:morning|afternoon|evening|day)|sehr geehrte|liebe[rs]?|hallo|guten (?:tag|morgen|abend)|bonjour|ch[eè]re?|"
    r"hola|estimad[oa]s?|buen[oa]s (?:d[ií]as|tardes))\b[^.?!]{0,60}[,!.]?$"
    r"|(?:kind|best|warm|many)? ?(?:regards|wishes|thanks|thank you)\b.{0,60}$|yours\b.{0,60}$|(?:viele|beste|freundliche|mit freundlichen|liebe) gr[üu][ßs]+en?\b.{0,60}$"
    r"|cordialement\b.{0,60}$|(?:un saludo|saludos|atentamente)\b.{0,60}$|(?:subject|from|to|date|betreff|von|an|datum) ?:.{0,200}$",
    re.IGNORECASE,
)
_ASKS = re.compile(r"\?|\b(?:please|would like|want|need|request|must|deadline|bitte|möchte|benötige|brauche|frist|veuillez|souhaite|pourriez|por favor|quisiera|necesito)\b", re.IGNORECASE)
_FACT = re.compile(r"\d|\b[A-Z]{2,12}_[A-Z0-9]{4}\b")
ALIKE = 0.6
"""Share of common words above which a sentence says nothing new."""
FEWEST_WORDS = 3


def summarise(text: str, most: int) -> tuple[str, ...]:
    """At most ``most`` sentences that say what the text is about, in the order of the text.

    A sentence counts for the words it shares with the whole, for what it asks and for its figures; sentences that repeat a
    chosen one are passed over. A text of ``most`` sentences or fewer comes back whole, without greetings and closings.
    """
    found = [sentence for sentence in sentences(text) if not GREETING.match(sentence)]
    if len(found) <= most:
        return tuple(found)
    words = [set(content_words(sentence)) for sentence in found]
    weights = _weights(words)
    order = sorted(range(len(found)), key=lambda place: -_worth(place, found, words, weights))
    chosen: list[int] = []
    for place in order:
        if len(chosen) < most and all(_alike(words[place], words[other]) < ALIKE for other in chosen):
            chosen.append(place)
    return tuple(found[place] for place in sorted(chosen))


def _weights(words: list[set[str]]) -> dict[str, float]:
    """Words that several sentences share weigh more; those in nearly all weigh little."""
    counts = Counter(word for sentence in words for word in sentence)
    return {word: count * math.log(1 + len(words) / count) for word, count in counts.items()}


def _worth(place: int, found: list[str], words: list[set[str]], weights: dict[str, float]) -> float:
    own, asking = words[place], bool(_ASKS.search(found[place]))
    if len(own) < FEWEST_WORDS and not asking:
        return 0.0
    central = sum(weights[word] for word in own) / math.sqrt(max(len(own), FEWEST_WORDS))
    early = 1.25 if place == 0 else 1.0
    asks = 1.6 if asking else 1.0
    facts = 1.15 if _FACT.search(found[place]) else 1.0
    return central * early * asks * facts


def _alike(one: set[str], other: set[str]) -> float:
    return len(one & other) / max(1, min(len(one), len(other)))
