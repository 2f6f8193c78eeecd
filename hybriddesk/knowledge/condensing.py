"""A long conversation in short: main sentences of what was said, and every fact of it word for word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from hybriddesk.knowledge.facts import Fact, folded, lost
from hybriddesk.knowledge.sentences import sentences
from hybriddesk.knowledge.summary import summarise

KEPT = "Kept word for word:"
"""Stands over the facts that a summary had lost."""


@dataclass(frozen=True, slots=True)
class Said:
    """One message: who said it (a word for the reader), its text, and its facts."""

    who: str
    text: str = field(repr=False)
    facts: tuple[Fact, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class Condensed:
    """``added``: how many facts were put back."""

    text: str = field(repr=False)
    added: int


def condensed(said: Sequence[Said], most: int) -> Condensed:
    """At most about ``most`` main sentences, plus those without which a fact would be lost, in the order they were said."""
    gist = {folded(one) for one in summarise("\n\n".join(one.text for one in said), most)}
    chosen: list[list[str]] = []
    told, seen = set[str](), set[str]()
    for one in said:
        lines: list[str] = []
        fresh = [fact for fact in one.facts if folded(fact.value) not in seen]
        seen |= {folded(fact.value) for fact in fresh}
        for sentence in sentences(one.text):
            key = folded(sentence)
            if key not in told and (key in gist or any(folded(fact.said) == key for fact in fresh)):
                told.add(key)
                lines.append(sentence)
        chosen.append(lines)
    text = "\n".join(f"{one.who}: {' '.join(lines)}" for one, lines in zip(said, chosen, strict=True) if lines)
    return whole(text, [fact for one in said for fact in one.facts])


def whole(text: str, facts: Sequence[Fact]) -> Condensed:
    """A summary with every fact it had lost put back, in the words in which it was said."""
    missing = lost(facts, text)
    lines: list[str] = []
    for fact in missing:
        if lost((fact,), "\n".join(lines)):
            lines.append(fact.said if not lost((fact,), fact.said) else fact.value)
    kept = "\n".join((KEPT, *(f"- {line}" for line in lines))) if lines else ""
    return Condensed("\n".join(part for part in (text.strip(), kept) if part), len(missing))
