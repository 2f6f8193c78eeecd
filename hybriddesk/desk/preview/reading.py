"""An outgoing request as a person reads it: both texts with their marks, one row per value, and the facts in words. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field

from hybriddesk.desk.review.marks import Look, Mark, Marks
from hybriddesk.desk.review.masking import Mask
from hybriddesk.records.asked import PASSAGES
from hybriddesk.records.way import Message, Outgoing, Role

LABELS: dict[Role, str] = {"system": "Instruction", "user": "You", "assistant": "Assistant"}
MATERIAL = "From your sources"
"""Over the passages, which nobody said."""


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two texts. ``focus``: where the newest message begins, to bring into sight."""

    text: str = field(repr=False)
    marks: Marks
    focus: Mark


@dataclass(frozen=True, slots=True)
class Row:
    """One value. ``token`` is empty when the value leaves in clear because the person showed it."""

    value: str = field(repr=False)
    token: str
    kind: str
    rule: str
    score: float
    count: int
    new: bool


def before(outgoing: Outgoing) -> Side:
    """What the person wrote, with the found values marked."""
    scrubbed = outgoing.scrubbed
    found = [[Mark(span.start, span.end, Look.FOUND) for span in spans] for spans in scrubbed.spans]
    return _side(scrubbed.draft.messages, found)


def after(outgoing: Outgoing) -> Side:
    """What leaves, with the tokens marked."""
    scrubbed = outgoing.scrubbed
    mask = Mask(scrubbed.entries)
    tokens = [[Mark(start, end, Look.TOKEN) for start, end in mask.tokens(message.text)] for message in scrubbed.messages]
    return _side(scrubbed.messages, tokens)


def rows(outgoing: Outgoing, shown: tuple[Row, ...]) -> tuple[Row, ...]:
    """Replaced values in the order of the request, then those the person lets out in clear."""
    replaced = tuple(
        Row(each.value, each.token, each.kind, each.rule, each.score, each.count, each.new)
        for each in outgoing.scrubbed.replacements
    )
    hidden = {row.value for row in replaced}
    return (*replaced, *(row for row in shown if row.value not in hidden))


def certainty(score: float) -> str:
    """The word for a rule's certainty."""
    if score >= 0.9:  # the same steps as the privacy page
        return "certain"
    return "likely" if score >= 0.6 else "possible"


def as_text(outgoing: Outgoing) -> str:
    """The request as text, key hidden: request line, headers, empty line, body."""
    head = [f"{outgoing.method} {outgoing.url}", *(f"{name}: {value}" for name, value in outgoing.headers)]
    return "\n".join((*head, "", outgoing.body.decode("utf-8", "backslashreplace")))


def _side(messages: tuple[Message, ...], found: list[list[Mark]]) -> Side:
    pieces: list[str] = []
    marks: list[Mark] = []
    length = 0
    focus = Mark(0, 0, Look.LABEL)
    for message, own in zip(messages, found, strict=True):
        label = f"{MATERIAL if message.part == PASSAGES else LABELS[message.role]}\n" if len(messages) > 1 else ""
        gap = "\n\n" if pieces else ""
        length += len(gap)
        focus = Mark(length, length + len(label), Look.LABEL)
        marks.append(focus)
        length += len(label)
        marks += (Mark(length + mark.start, length + mark.end, mark.look) for mark in own)
        pieces += (gap, label, message.text)
        length += len(message.text)
    return Side("".join(pieces), Marks(marks), focus)
