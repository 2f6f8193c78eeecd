"""What is free to know about a draft, as standardised features and as reasons a person can read.

A signal's ``z`` counts pooled standard deviations, higher = riskier, clipped at +-4; a signal that cannot be measured is
left out, which the sum reads as 0.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator

from hybriddesk.records.way import Reason
from hybriddesk.review import phrases
from hybriddesk.review.certainty import raw
from hybriddesk.review.evidence import EVIDENCE
from hybriddesk.review.language import language
from hybriddesk.review.seen import CLIP, FREE_FORM, Seen, Signal, clip, share_of
from hybriddesk.review.support import new_contacts, unsupported

KEEPS_ALL = frozenset({"translate", "rewrite", "cleanup"})
"""Workflows whose answer must use every placeholder that was sent; elsewhere an unused one is normal."""
LP_MEAN, LP_MEAN_SD = -0.45, 0.22
LP_LOW, LP_LOW_SD = 0.10, 0.07
LP_TAIL, LP_TAIL_SD = -2.2, 0.8
"""Nominal mean and spread of token log-probabilities before any of the person's own are known (nats)."""
ENDINGS = {
    "length": "review.cut_off", "content_filter": "review.filtered", "declined": "review.declined", "tool_calls": "review.tool_call",
}
LOW_TOKEN = math.log(0.25)
OWN, OWN_SD, OWN_TOLD = 0.8, 0.15, 0.75
MATCH, MATCH_SD = 0.35, 0.25
"""Unrelated requests of one desk share about 0.15 of their words: with few finals so far that is no reason to worry."""
REPEAT, REPEAT_SD = 0.03, 0.06
_TRANSLATE = re.compile(r"\btranslat\w+|\b[üu]bersetz\w+|\btradui\w+|\btraduc\w+|\b(?:in|into|auf|en) (?:English|German|French|Spanish|Deutsch|Englisch|anglais|ingl[ée]s|alem[áa]n)\b", re.IGNORECASE)


def measure(seen: Seen) -> tuple[Signal, ...]:
    """Every signal that can be measured, in a fixed order."""
    return tuple(signal for function in _MEASURES for signal in function(seen))


def _logprobs(seen: Seen) -> Iterator[Signal]:
    values = seen.logprobs
    if not values or raw(values):
        return
    mean = sum(values) / len(values)
    low = sum(value < LOW_TOKEN for value in values) / len(values)
    lowest = sorted(values)[: max(1, len(values) // 10)]
    z = clip((LP_MEAN - mean) / LP_MEAN_SD)
    reason = Reason("review.model_unsure", share_of(z), facts={"percent": round(100 * math.exp(mean))}) if z > 0 else None
    yield Signal("lp_mean", z, reason)
    yield Signal("lp_lowfrac", clip((low - LP_LOW) / LP_LOW_SD))
    yield Signal("lp_tail", clip((LP_TAIL - sum(lowest) / len(lowest)) / LP_TAIL_SD))


def _finish(seen: Seen) -> Iterator[Signal]:
    finish = seen.finish
    code = ENDINGS.get(finish)
    if code:
        yield Signal("cut_off" if finish == "length" else "stopped", CLIP, Reason(code, 0.0), must=True)


def _empty(seen: Seen) -> Iterator[Signal]:
    if not seen.text.strip() and seen.finish != "declined":
        yield Signal("empty", CLIP, Reason("review.empty", 0.0), must=True)


def _phrases(seen: Seen) -> Iterator[Signal]:
    refused = phrases.refusals(seen.text)
    if refused:
        yield Signal("refuse", CLIP, Reason("review.refusal", 0.1, tuple(refused)), must=True)
    hedged = phrases.hedges(seen.text)
    if hedged:
        z = clip(1.0 + len(hedged))
        yield Signal("hedge", z, Reason("review.hedged", share_of(z), tuple(hedged), {"count": len(hedged)}))
    share, again = phrases.repeated(seen.text)
    z = clip((share - REPEAT) / REPEAT_SD)
    yield Signal("rep4", z, Reason("review.repeated", share_of(z), tuple(again), {"percent": round(100 * share)}) if z > 1 else None)


def _slots(seen: Seen) -> Iterator[Signal]:
    found = phrases.slots(seen.text)
    if found:
        z = clip(1.0 + len(found))
        yield Signal("slots", z, Reason("review.open_slots", share_of(z), tuple(found), {"count": len(found)}), must=True)


def _placeholders(seen: Seen) -> Iterator[Signal]:
    unresolved, missing = seen.unresolved, seen.missing
    if unresolved:
        spans = tuple(span for token in unresolved for span in _places(seen.text, token))
        yield Signal("unresolved", CLIP, Reason("review.unknown_placeholder", 0.0, spans, {"count": len(unresolved)}), must=True)
    kept = seen.kept
    if kept:
        spans = tuple(span for token in kept for span in _places(seen.text, token))
        yield Signal("secrets", CLIP, Reason("review.secret_kept", 0.3, spans, {"count": len(kept)}), must=True)
    if missing and seen.workflow in KEEPS_ALL:
        yield Signal("missing", CLIP, Reason("review.lost_placeholder", 0.0, (), {"count": len(missing)}), must=True)


def _places(text: str, part: str) -> Iterator[tuple[int, int]]:
    start = text.find(part)
    while start >= 0:
        yield start, start + len(part)
        start = text.find(part, start + len(part))


def _length(seen: Seen) -> Iterator[Signal]:
    off = seen.history.offset(len(seen.text.strip())) if seen.history else None
    if seen.history is None or off is None:
        return
    z = clip(abs(off) - 1)
    code = "review.longer_than_usual" if off > 0 else "review.shorter_than_usual"
    facts = {"chars": len(seen.text), "usual": seen.history.usual()}
    yield Signal("length", z, Reason(code, share_of(z), facts=facts) if z > 1 else None)


def _match(seen: Seen) -> Iterator[Signal]:
    if seen.match is None:
        return
    z = clip((MATCH - seen.match) / MATCH_SD)
    yield Signal("match", z, Reason("review.few_similar", seen.match, facts={"percent": round(100 * seen.match)}) if z > 1 else None)


def _own(seen: Seen) -> Iterator[Signal]:
    try:
        own = float(seen.notes["confidence"])
    except (KeyError, ValueError):
        return
    z = clip((OWN - own) / OWN_SD)
    told = own < OWN_TOLD and seen.text.strip()
    yield Signal("own", z, Reason("review.helper_unsure", own, facts={"percent": round(100 * own)}) if told else None)


def _support(seen: Seen) -> Iterator[Signal]:
    source = f"{seen.source}\n{seen.context}".strip()
    if (seen.workflow in FREE_FORM and not seen.context) or not source:
        return
    numbers = unsupported(seen.text, source)
    if numbers:
        z = clip(0.5 + len(numbers))
        facts: dict[str, str | int | float] = {"count": len(numbers), "first": seen.text[numbers[0][0] : numbers[0][1]]}
        yield Signal("numbers", z, Reason("review.not_in_source", share_of(z), tuple(numbers), facts))
    contacts = new_contacts(seen.text, source)
    if contacts:
        yield Signal("contacts", CLIP, Reason("review.new_contact", 0.1, tuple(contacts), {"count": len(contacts)}), must=True)


def _sums_and_dates(seen: Seen) -> Iterator[Signal]:
    sums = phrases.wrong_sums(seen.text)
    if sums:
        yield Signal("arith_bad", CLIP, Reason("review.wrong_sum", 0.0, tuple(sums), {"count": len(sums)}), must=True)
    days = phrases.wrong_weekdays(seen.text)
    if days:
        yield Signal("date_bad", CLIP, Reason("review.wrong_date", 0.0, tuple(days), {"count": len(days)}), must=True)


def _language(seen: Seen) -> Iterator[Signal]:
    if seen.workflow == "translate" or _TRANSLATE.search(seen.source[:4_000]):
        return
    asked, answered = language(seen.source), language(seen.text)
    if asked and answered and asked != answered:
        yield Signal("language", CLIP, Reason("review.wrong_language", 0.0, facts={"asked": asked, "answered": answered}), must=True)


_MEASURES: tuple[Callable[[Seen], Iterator[Signal]], ...] = (
    _empty, _finish, _phrases, _slots, _placeholders, _sums_and_dates, _language, _support, _own, _logprobs, _match, _length,
    *EVIDENCE,
)
