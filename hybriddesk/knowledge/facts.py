"""What a summary may not lose: named things, numbers and decisions, each with the sentence that says it.

Names come from whoever can find them (a name finder, the person's own list); this module adds codes and numbers by their shape and
decisions by their words. Pure text work, the same everywhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal

from hybriddesk.knowledge.sentences import spans

FactKind = Literal["name", "number", "decision"]

_NUMBER = re.compile(r"(?<![\w.,])[+\-−]?[$€£¥]?\d(?:[\d.,:/'’\u00a0\u202f\-–]*\d)?(?:\s?(?:%|‰|°C?|€|\$|£|¥|[kKMG]?[Bb]|[kcm]?[mgl]|CHF|EUR|USD|GBP|[hs]|min|ms)\b|%)?")
_CODE = re.compile(r"\b(?=\w*\d)(?=\w*[^\W\d_])[\w]+(?:[-/_.]\w+)*\b|\b[A-ZÄÖÜ]{2,}[\w-]*\b|\b[^\W\d_]+[A-Z][a-z]\w*\b|\S+@\S+\.\w+|https?://\S+")
_CAPITAL = re.compile(r"(?<![.!?:\n\"“„(*#•-] )(?<=[ \u00a0])[A-ZÄÖÜÀ-Þ][\w’'-]+(?: (?:(?:de|von|van|der|la|du|of) )?[A-ZÄÖÜÀ-Þ][\w’'-]+)*")
_DECISION = re.compile(
    r"\b(?:decid|agreed?\b|approv|cancel|confirm|chose|chosen|settled on|go(?:ing)? with|let['’]s (?:go|use|do|take|keep|drop)|will not|won['’]t|must not|"
    r"no longer|from now on|final(?:ly)? decision|reject|declin|accept|entschied|entschieden|beschl[oi]ss|beschlossen|vereinbart|genehmig|abgelehnt|storniert|"
    r"wir nehmen|bleibt es bei|ab sofort|nicht mehr|d[ée]cid|convenu|approuv|annul|confirm[ée]|refus|retenu|acord|decidi|aprob|cancel|confirma|rechaz)",
    re.IGNORECASE,
)
_SPACE = re.compile(r"[\s\u00a0\u202f]+")
LONGEST = 60
"""Words of a sentence from which on only its surroundings of the fact are kept."""
AROUND = 10
"""Words kept on either side of it."""
COMMON_CAPITALS = 0.2
"""Share of words with a capital inside sentences from which on capitals say nothing, as in German."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact and the words that say it. Two with the same ``value`` are one."""

    kind: FactKind
    value: str = field(repr=False)
    said: str = field(repr=False)


def facts(text: str, names: Iterable[str] = ()) -> tuple[Fact, ...]:
    """The facts of a text in its order, each once. ``names``: what a name finder found in it."""
    found: dict[str, Fact] = {}
    wanted = [name for name in dict.fromkeys(flat(name) for name in names) if name]
    capitals = _few_capitals(text)
    for start, end in spans(text):
        said = flat(text[start:end])
        for kind, value in _of_sentence(said, wanted, capitals=capitals):
            if (key := folded(value)) not in found:
                found[key] = Fact(kind, value, around(said, value))
    return tuple(found.values())


def lost(of: Iterable[Fact], text: str) -> tuple[Fact, ...]:
    """Those that a summary does not say any more. A number must stand there as a number of its own, a name may stand inside a word."""
    inside = folded(text)
    return tuple(fact for fact in of if not _stands(fact, inside))


def folded(text: str) -> str:
    """A text for comparing: lower case, one kind of space."""
    return flat(text).casefold()


def flat(text: str) -> str:
    """A text on one line."""
    return _SPACE.sub(" ", text).strip()


def around(said: str, value: str) -> str:
    """The sentence, or of a long one the words around the value, cut at words and marked."""
    if not _is_long(said):
        return said
    at = said.casefold().find(value.casefold())
    before, after = said[:at].rsplit(None, AROUND), said[at + len(value) :].split(None, AROUND)
    left, right = before[-AROUND:], after[:AROUND]
    glued = (" " if said[at - 1 : at].isspace() else "", " " if said[at + len(value) : at + len(value) + 1].isspace() else "")
    core = " ".join(left) + glued[0] + said[at : at + len(value)] + glued[1] + " ".join(right)
    return f"{'… ' if len(before) > AROUND else ''}{core}{' …' if len(after) > AROUND else ''}"


def _is_long(said: str) -> bool:
    return len(said.split(None, LONGEST)) > LONGEST


def _stands(fact: Fact, inside: str) -> bool:
    value = folded(fact.value)
    if fact.kind != "number":
        return value in inside
    return re.search(rf"(?<![\w]){re.escape(value)}(?![\d])", inside) is not None


def _of_sentence(said: str, names: list[str], *, capitals: bool) -> Iterator[tuple[FactKind, str]]:
    if _DECISION.search(said):
        yield "decision", _decision(said)
    taken = bytearray(len(said))
    for name in names:
        if found := list(re.finditer(re.escape(name), said, re.IGNORECASE)):
            for match in found:
                taken[slice(*match.span())] = bytes([1]) * len(match[0])
            yield "name", name
    for kind, shape in (("name", _CODE), *((("name", _CAPITAL),) if capitals else ()), ("number", _NUMBER)):
        for match in shape.finditer(said):
            if not taken[match.start()]:
                taken[slice(*match.span())] = bytes([1]) * len(match[0])
                yield kind, match.group().strip(" .,;:!?)'’-")


def _decision(said: str) -> str:
    """The sentence itself; of a long one what stands around the deciding word."""
    if not _is_long(said):
        return said
    match = _DECISION.search(said)
    assert match is not None
    return around(said, match.group()).strip("… ")


def _few_capitals(text: str) -> bool:
    words = re.findall(r"(?<=[a-zäöüß,;] )[^\W\d_]+", text)
    capital = sum(word[0].isupper() for word in words)
    return bool(words) and capital / len(words) < COMMON_CAPITALS
