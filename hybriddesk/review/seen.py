"""One answer as the checks and the judge see it: the text, what was asked, and what is known beside it."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

from hybriddesk.records.asked import own_words, passages_in
from hybriddesk.records.way import Reason, Restored, Scrubbed
from hybriddesk.review.history import LengthHistory
from hybriddesk.review.judging import Judgement

FREE_FORM = frozenset({"chat"})
"""Workflows whose source is the person's own request, and whose answer may bring facts of its own."""


@dataclass(frozen=True, slots=True)
class Seen:
    """All a measuring function may look at.

    ``source`` is the request in clear; ``logprobs`` natural logs of token probabilities, empty where not offered; ``samples`` further
    answers to the same request; ``context`` passages the answer should rest on; ``match`` 0..1 likeness of the best earlier final;
    ``judged`` what a judge model said; ``instructs``: the source tells the model what to do; otherwise it is material, such as a customer's message, for a prompt of ours.
    """

    text: str = field(repr=False)
    source: str = field(repr=False)
    workflow: str = "chat"
    finish: str = "stop"
    logprobs: tuple[float, ...] = field(default=(), repr=False)
    samples: tuple[str, ...] = field(default=(), repr=False)
    context: str = field(default="", repr=False)
    unresolved: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    notes: Mapping[str, str] = field(default_factory=dict)
    history: LengthHistory | None = None
    match: float | None = None
    instructs: bool = True
    judged: Judgement | None = None


def seen(
    restored: Restored, history: LengthHistory | None, match: float | None, source: str, samples: tuple[str, ...] = (),
    judged: Judgement | None = None, context: str = "",
) -> Seen:
    """What the way of a prompt knows about its answer."""
    reply = restored.reply
    brought = _brought(reply.outgoing.scrubbed)
    return Seen(
        restored.text, source, reply.outgoing.scrubbed.draft.workflow, reply.finish, reply.logprobs, unresolved=restored.unresolved, kept=restored.kept,
        missing=tuple(token for token in restored.missing if token not in brought), notes=dict(reply.notes), history=history, match=match,
        instructs=reply.outgoing.scrubbed.draft.workflow in FREE_FORM, samples=samples, judged=judged,
        context=context,
    )


def _brought(scrubbed: Scrubbed) -> frozenset[str]:
    """Tokens that only the passages brought: an answer need not take them up."""
    block = passages_in(scrubbed.messages)
    own = "\n".join(message.text for message in own_words(scrubbed.messages)) if block else ""
    return frozenset(entry.token for entry in scrubbed.entries if entry.token in block and entry.token not in own)


@dataclass(frozen=True, slots=True)
class Signal:
    """One measured feature. ``reason`` only where a person should read it; ``must``: a rule that always asks a person."""

    name: str
    z: float
    reason: Reason | None = None
    must: bool = False


CLIP = 4.0
"""No signal counts for more deviations than this."""


def clip(value: float) -> float:
    """Held between -``CLIP`` and ``CLIP``."""
    return max(-CLIP, min(CLIP, value))


def share_of(z: float) -> float:
    """A standardised risk as a bar for people: 0 = very risky, 1 = no concern."""
    return 1 / (1 + math.exp(z - 1))
