"""How the built-in helper writes: a template or an approved reply of the person, with slots filled from the message alone."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from hybriddesk.providers.helper_reading import TOKEN, Read, language_of, read_text, sign_off
from hybriddesk.providers.helper_table import Intent, words
from hybriddesk.records.work import PastFinal

_OPTIONAL = re.compile(r"<<(.*?)>>", re.DOTALL)
_SLOT = re.compile(r"\{(\w+)\}")
_KIND = re.compile(r"\{([A-Z]{2,12})\}")
_NUMBER = re.compile(r"(?<![\w.,])[A-Z]{0,3}-?\d[\d./\-]*\d(?![\w])")
_KIND_SLOTS = {"PERSON": "name", "ORDER": "order", "PHONE": "phone", "ADDRESS": "address"}
WEAK_BY = 0.85
"""Each slot that stays open lowers the confidence by this factor."""
CARE_BY = 0.8
"""A delicate intent (a complaint, a right to one's data, health, law) lowers it by this one."""
ENGLISH_CLOSING = "Kind regards"
"""The setting's own default; a German reply then closes in German."""


@dataclass(frozen=True, slots=True)
class Written:
    """A text and how sure the helper is of it, 0..1. ``source``: ``template:refund`` or ``final:<review>``; ``end``: where its closing begins."""

    text: str = field(repr=False)
    confidence: float
    source: str
    end: int


def from_template(read: Read, intent: Intent, certainty: float, closing: str) -> Written:
    """The intent's reply in the message's language."""
    own, known = words(read.language), _known(read)
    body = _fill(_OPTIONAL.sub(lambda part: _if_known(part.group(1), known), intent.reply.of(read.language)), known, own.slots)
    text, end = _framed(_first_letter(body.strip(), read), read, closing)
    lacking = sum(slot not in known for slot in ("name", *intent.needs))
    return Written(text, certainty * WEAK_BY**lacking * (CARE_BY if intent.care else 1.0), f"template:{intent.name}", end)


def frame(read: Read, body: str, closing: str) -> str:
    """A body between greeting and closing."""
    return _framed(body, read, closing)[0]


def _known(read: Read) -> dict[str, str]:
    return {**read.facts, **({"name": read.sender} if read.sender else {})}


def _framed(body: str, read: Read, closing: str) -> tuple[str, int]:
    own = words(read.language)
    end = closing if closing and (read.language == "en" or closing != ENGLISH_CLOSING) else own.closing
    text = f"{_fill(own.greeting, _known(read), own.slots)}\n\n{body}\n\n"
    return text + end, len(text)


def _if_known(part: str, known: Mapping[str, str]) -> str:
    return part if all(slot in known for slot in _SLOT.findall(part)) else ""


def _fill(text: str, known: Mapping[str, str], missing: Mapping[str, str]) -> str:
    return _SLOT.sub(lambda slot: known.get(slot.group(1)) or f"[{missing.get(slot.group(1), missing['other'])}]", text)


def _first_letter(body: str, read: Read) -> str:
    """After "Dear X," English goes on with a capital, German with a small letter, as the templates have it."""
    return body[:1].upper() + body[1:] if read.language == "en" else body


def from_final(read: Read, past: PastFinal) -> Written | None:
    """The person's own reply to a similar request, for this sender. None where it is in another language than the request.

    A kind slot is filled only when the message leaves one choice: the first person is the sender, a second one may be anybody and
    stays open. No figure of the earlier client's request stays in.
    """
    if language_of(past.final) != read.language:
        return None
    own, opened, greeted = words(read.language), Counter[str](), list[str]()
    text = _without_old_facts(past, read, own.slots, opened)

    def fill(slot: re.Match[str]) -> str:
        kind = slot.group(1)
        value = _only(read.tokens.get(kind, ())) if kind != "PERSON" else None if greeted else read.sender
        if value:
            greeted.extend([value] if kind == "PERSON" else [])
            return value
        opened[kind] += 1
        return f"[{own.slots.get(_KIND_SLOTS.get(kind, 'other'), own.slots['other'])}]"

    text = _KIND.sub(fill, text)
    return Written(text, (0.3 + 0.65 * past.match) * WEAK_BY ** opened.total(), f"final:{past.review}", sign_off(text))


def _only(values: tuple[str, ...]) -> str | None:
    return values[0] if len(values) == 1 else None


def _without_old_facts(past: PastFinal, read: Read, slots: Mapping[str, str], opened: Counter[str]) -> str:
    """The earlier client's order, sum, dates and other figures become this one's, or open slots where it names none."""
    old = {value: slot for slot, value in read_text(past.request).facts.items() if not TOKEN.fullmatch(value)}
    numbers = set(_NUMBER.findall(past.request)) - set(_NUMBER.findall(read.text))
    pattern = "|".join(rf"(?<!\w){re.escape(value)}(?!\w)" for value in sorted(old, key=len, reverse=True))

    def swap(found: re.Match[str]) -> str:
        value = found.group()
        slot = old.get(value, "other")
        if slot == "other" and value not in numbers:
            return value
        if slot in read.facts:
            return read.facts[slot]
        opened[slot] += 1
        return f"[{slots[slot]}]"

    return re.sub(f"{pattern}|{_NUMBER.pattern}" if pattern else _NUMBER.pattern, swap, past.final)


def issued_only(text: str, read: Read) -> bool:
    """Whether every token in the text came with the message; a final must never carry a stranger's token."""
    return {match.group() for match in TOKEN.finditer(text)} <= {token for tokens in read.tokens.values() for token in tokens}
