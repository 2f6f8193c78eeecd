"""Evidence against an answer that lies outside its own words: its samples, the request's own demands, the passages it cites, what was
rejected before. Each function yields at most a few signals, with the place in the text that the reason is about.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from hybriddesk.records.way import Reason
from hybriddesk.review.asked import asked, count_wanted, limit_wanted
from hybriddesk.review.citations import unfounded
from hybriddesk.review.consistency import agreed
from hybriddesk.review.pieces import matches
from hybriddesk.review.seen import CLIP, Seen, Signal, clip, share_of
from hybriddesk.review.structure import broken_structure

Span = tuple[int, int]

DISAGREE = 0.5
"""Below this share of samples with the same conclusion a person is told."""
LIMIT_SLACK = 0.2
"""A length that is off by a fifth is no fault."""
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_SENTENCES = re.compile(r"[.!?][\"'”’)]*\s")
_OPEN_END = re.compile(r"(?:[,;:(\[{–—-]|[^\W\d_])\Z")
LONG = 150
"""Characters from which a text is expected to end its last sentence."""


def _samples(seen: Seen) -> Iterator[Signal]:
    samples = [sample for sample in seen.samples if sample.strip()]
    if not samples or not seen.text.strip():
        return
    same = agreed(seen.text, samples)
    share = same / len(samples)
    told = share < DISAGREE
    facts = {"same": same, "count": len(samples)}
    yield Signal("samples", clip(CLIP * (DISAGREE - share)), Reason("review.samples_differ", share, _conclusion(seen.text), facts) if told else None)


def _conclusion(text: str) -> tuple[Span, ...]:
    numbers = list(matches(_NUMBER, text))
    if numbers:
        return (numbers[-1].span(),)
    last = text.rstrip()
    return ((last.rfind("\n") + 1, len(last)),)


def _demands(seen: Seen) -> Iterator[Signal]:
    if not seen.instructs:
        return
    count, limit = count_wanted(seen.source, seen.text), limit_wanted(seen.source, seen.text)
    if count and count[0] != count[1]:
        facts = {"asked": count[0], "given": count[1]}
        yield Signal("count", 1.0, Reason("review.count_off", share_of(1.5), facts=facts))
    if limit and abs(limit[1] - limit[0]) > LIMIT_SLACK * limit[0]:
        facts = {"asked": limit[0], "given": limit[1]}
        yield Signal("limit", 1.0, Reason("review.limit_off", share_of(1.5), facts=facts))


def _reach(seen: Seen) -> Iterator[Signal]:
    if seen.instructs and not seen.context and asked(seen.source)["reach"] > 1:
        yield Signal("unreachable", 1.0, Reason("review.out_of_reach", share_of(1.5)))


def _citations(seen: Seen) -> Iterator[Signal]:
    spans = unfounded(seen.text, seen.context)
    if spans:
        yield Signal("citations", CLIP, Reason("review.citation", 0.1, tuple(spans), {"count": len(spans)}), must=True)


def _structure(seen: Seen) -> Iterator[Signal]:
    fault = broken_structure(seen.source, seen.text) if seen.instructs else None
    if fault is None:
        return
    missing, at = fault
    reason = Reason("review.missing_keys", 0.1, facts={"keys": ", ".join(missing)}) if missing else Reason("review.not_json", 0.0, ((at, at + 1),))
    yield Signal("structure", CLIP, reason, must=True)


def _end(seen: Seen) -> Iterator[Signal]:
    text = seen.text.rstrip()
    fence = text.count("```") % 2 == 1
    breaks = len(text) > LONG and bool(_OPEN_END.search(text, len(text) - 1)) and any(matches(_SENTENCES, text)) and "\n" not in text[-LONG:]
    if seen.finish != "length" and (fence or breaks):
        last = len(text) - len(text.rsplit(maxsplit=1)[-1])
        yield Signal("ends_open", 1.0, Reason("review.breaks_off", share_of(1.5), ((last, len(text)),)))


EVIDENCE: tuple[Callable[[Seen], Iterator[Signal]], ...] = (_samples, _demands, _reach, _citations, _structure, _end)
