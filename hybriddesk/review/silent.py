"""Silent faults: an answer under success that is wrong all the same (practice S6). Each detector is sure or says nothing.

They stand beside the signals of confidence and weigh nothing there: what is found here sends the answer to a person, whatever
the confidence, and goes into the error log. Empty, cut at the limit, repeated, in the wrong language and with a lost
placeholder are found by ``signals`` already; ``SILENT`` names those as well.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from hybriddesk.records.way import OutputSchema, Reason
from hybriddesk.review.json_schema import answer_faults
from hybriddesk.review.pieces import PIECE, pieces, words

SILENT = frozenset({
    "silent.stale", "silent.off_schema", "silent.broken_off", "silent.loop", "silent.boilerplate", "silent.echo", "silent.off_length",
    "silent.damaged_placeholder", "review.empty", "review.cut_off", "review.wrong_language", "review.lost_placeholder",
    "review.unknown_placeholder",
})
"""Reason codes that are faults of the answer rather than doubts about it."""

LABELS = frozenset({"sort"})
"""Workflows whose answers are short and alike by nature."""
WRITTEN = frozenset({"reply", "summary"})
"""Workflows whose answer is prose of some length."""
SHORT = 40
"""Characters below which the same answer twice is no wonder."""
FEWEST_WORDS, MOST_TIMES = 3, 12
LOOP = 0.6

_WORD = re.compile(r"\w+")
_LINE = re.compile(r"[^.!?\n]+[.!?]*")
_HANGING = re.compile(
    r"(?:\b(?:and|or|but|the|an?|of|to|with|for|because|that|und|oder|aber|der|die|das|ein|eine|mit|für|weil|dass|et|ou|le|la|les|un|une|de|pour|avec"
    r"|y|o|el|los|las|con|para|porque)|[(\[{])$", re.IGNORECASE,
)
_STOCK = re.compile(
    r"(?:i )?hope (?:this|that) (?:helps|message finds you well|email finds you well)|how (?:can|may) i (?:help|assist) you(?: today)?"
    r"|(?:please )?let me know if (?:you have|there is|there are) any(?:thing else| (?:other |further )?questions?)[^.]{0,40}|(?:of course|certainly|sure(?: thing)?|absolutely|great question)"
    r"|thank you for (?:your (?:message|question|email|patience|understanding)|reaching out|contacting us)|is there anything else (?:i|we) can [^.?]{1,40}"
    r"|i(?:'|’)?m (?:here|happy) to help[^.]{0,30}|lorem\s+ipsum[^.]*|wie kann ich (?:ihnen|dir) (?:heute )?(?:helfen|behilflich sein)"
    r"|vielen dank für (?:ihre|deine) (?:nachricht|anfrage|geduld)|(?:ich hoffe,? )?das hilft(?: ihnen| dir)?(?: weiter)?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Answered:
    """All a detector may look at. ``text`` and ``request`` in clear; ``kinds`` of the hidden values; ``same`` how many other prompts
    got this very answer."""

    text: str = field(repr=False)
    request: str = field(repr=False)
    workflow: str
    schema: OutputSchema | None = None
    kinds: frozenset[str] = frozenset()
    same: int = 0
    whole: bool = True
    """Whether the model said that it stopped of its own accord."""


def silent(answered: Answered) -> tuple[Reason, ...]:
    """Every silent fault found, in a fixed order."""
    if not answered.text.strip():
        return ()  # an empty answer has its own reason
    return tuple(reason for detector in _DETECTORS for reason in detector(answered))


def mark(text: str, kinds: frozenset[str]) -> str:
    """A digest that two texts share if they differ only in case, spacing and which values were hidden."""
    for kind in sorted(kinds):
        text = re.sub(rf"\b{kind}_[0-9A-Z]{{4}}\b", kind, text)
    return hashlib.sha256(" ".join(text.casefold().split()).encode("utf-8", "replace")).hexdigest()[:32]


def comparable(text: str, workflow: str) -> bool:
    """Whether the same text for another prompt would mean anything."""
    return workflow not in LABELS and len(text.strip()) >= SHORT


def _stale(one: Answered) -> Iterator[Reason]:
    if one.same and comparable(one.text, one.workflow):
        yield Reason("silent.stale", 0.0, facts={"count": one.same})


def _off_schema(one: Answered) -> Iterator[Reason]:
    found = answer_faults(one.text, one.schema.schema) if one.schema and one.whole else ()
    if found:
        yield Reason("silent.off_schema", 0.0, facts={"fault": found[0][:80], "count": len(found)})


def _broken_off(one: Answered) -> Iterator[Reason]:
    text = one.text.rstrip()
    if not one.whole or one.workflow in LABELS:
        return
    fences = sum(line.lstrip().startswith("```") for line in text.splitlines())
    torn = text[:1] in "{[" and text.count('"') > 1 and not _is_json(text) and not one.schema and text[-1] not in "}])."
    if fences % 2 or torn or (len(text) > SHORT and _HANGING.search(text, len(text) - SHORT)):
        yield Reason("silent.broken_off", 0.0, ((max(len(text) - SHORT, 0), len(text)),))


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True


def _loop(one: Answered) -> Iterator[Reason]:
    """One line, or one short run of words, that makes up most of the text."""
    lines = [line.strip().casefold() for line in words(_LINE, one.text) if len(line.strip()) > 1]
    said = [word.casefold() for word in words(_WORD, one.text)]
    runs = [" ".join(said[at : at + 3]) for at in range(0, len(said) - 2, 3)]
    for units in (lines, runs):
        if len(units) < 2 * FEWEST_WORDS:
            continue
        _, times = Counter(units).most_common(1)[0]
        if times >= LOOP * len(units):
            yield Reason("silent.loop", 0.0, facts={"percent": round(100 * times / len(units))})
            return


def _boilerplate(one: Answered) -> Iterator[Reason]:
    if one.workflow in LABELS or one.kinds or not _STOCK.search(one.text, 0, PIECE):
        return
    left = 0
    for begin, end in pieces(one.text):
        left += len(_WORD.findall(_STOCK.sub(" ", one.text[begin:end])))
        if left >= FEWEST_WORDS:
            return
    yield Reason("silent.boilerplate", 0.0)


def _echo(one: Answered) -> Iterator[Reason]:
    said, asked = " ".join(one.text.casefold().split()), " ".join(one.request.casefold().split())
    if len(said) >= SHORT and said in asked and len(said) >= LOOP * len(asked) and one.workflow not in {"cleanup", "rewrite", "translate"}:
        yield Reason("silent.echo", 0.0)


def _off_length(one: Answered) -> Iterator[Reason]:
    said, asked = len(words(_WORD, one.text)), len(words(_WORD, one.request))
    too_long = said > 400 + MOST_TIMES * asked if one.workflow in WRITTEN | LABELS else False
    if one.schema is None and ((one.workflow in WRITTEN and said < FEWEST_WORDS) or too_long):
        yield Reason("silent.off_length", 0.0, facts={"words": said})


def _damaged_placeholder(one: Answered) -> Iterator[Reason]:
    """``[PERSON]`` or ``EMAIL_`` where a hidden value was to stand: the word of a kind without its four signs."""
    if one.kinds:
        words = "|".join(sorted(one.kinds))
        spans = tuple(found.span() for found in re.finditer(rf"[\[<{{(](?:{words})[\]>}})]|\b(?:{words})_(?![0-9A-Z]{{4}}\b)", one.text))
        if spans:
            yield Reason("silent.damaged_placeholder", 0.0, spans, {"count": len(spans)})


_DETECTORS: tuple[Callable[[Answered], Iterator[Reason]], ...] = (
    _off_schema, _stale, _broken_off, _loop, _boilerplate, _echo, _off_length, _damaged_placeholder,
)
