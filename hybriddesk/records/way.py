"""The values on the way of a prompt. Each is frozen, made only from the one before it, and keeps it.

    Draft -scrub-> Scrubbed -route-> Outgoing -send-> Reply -restore-> Restored -score-> Scored

Text of people is hidden from every ``repr``. Only ``privacy`` builds ``Scrubbed``; a house check holds that.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from hybriddesk.records.errors import Refused
from hybriddesk.records.knowledge import Gathered
from hybriddesk.records.offers import RateLimit

Role = Literal["system", "user", "assistant"]
Part = Literal["", "passages"]
Instead = Literal["drop", "generalise"]
FinishReason = Literal["stop", "length", "content_filter", "tool_calls", "declined", "other"]


@dataclass(frozen=True, slots=True)
class Message:
    """One message of a prompt, oldest first in every tuple. ``part``: ``passages`` for material from the person's own sources, put
    before the message it belongs to; nobody said it."""

    role: Role
    text: str = field(repr=False)
    part: Part = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """What is to be asked, in clear. Stays on this machine.

    ``workflow`` names what is done (``chat``, ``reply``, ``summary``) and ``prompt_version`` the prompt file and version
    (``reply@1``); ``item`` is the imported work item, if any; ``language`` an ISO 639-1 code or None for unknown; ``left_out``
    counts characters of the source that no reader of it sees, left out when it was imported; ``unasked`` names the sort of a message in which
    nobody asks for anything; ``gathered`` is what the person's own
    sources gave, None where they were not asked.
    """

    conversation: str
    run: str
    workflow: str
    messages: tuple[Message, ...]
    prompt_version: str = ""
    item: str | None = None
    language: str | None = None
    left_out: int = 0
    unasked: str = ""
    gathered: Gathered | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """A found personal value: code points ``[start, end)`` of one text, its kind, certainty 0..1 and the rule that found it."""

    start: int
    end: int
    kind: str
    score: float
    rule: str


@dataclass(frozen=True, slots=True)
class MapEntry:
    """One row of a conversation's map: the token that stands for ``value``."""

    token: str
    kind: str
    value: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class ByHand:
    """A person's override in one conversation: ``show`` a value in clear or ``hide`` it (as ``kind``)."""

    action: Literal["show", "hide"]
    value: str = field(repr=False)
    kind: str = "OTHER"


@dataclass(frozen=True, slots=True)
class KnownMap:
    """All a conversation already knows about its values: issued tokens and overrides, and the person's own lists and name finder."""

    entries: tuple[MapEntry, ...] = ()
    by_hand: tuple[ByHand, ...] = ()
    allow: tuple[str, ...] = field(default=(), repr=False)
    deny: tuple[str, ...] = field(default=(), repr=False)
    kinds_off: frozenset[str] = frozenset()
    kinds_on: frozenset[str] = frozenset()
    instead: Mapping[str, Instead] = field(default_factory=dict)
    """Kinds of which something else than a token leaves, by the provider's policy."""
    model_folder: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Replacement:
    """One value replaced in this request, for the preview table. ``new`` = first time in this conversation."""

    token: str
    kind: str
    rule: str
    score: float
    count: int
    new: bool
    value: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Scrubbed:
    """A draft with every found value replaced. ``messages`` line up with ``draft.messages``; ``spans[i]`` are offsets into the
    clear text of message i. ``entries`` is the whole map after this scrub; ``new_entries`` what this scrub added. ``fault``: why names
    were looked for by rules alone, if they were."""

    draft: Draft
    messages: tuple[Message, ...]
    spans: tuple[tuple[Span, ...], ...]
    replacements: tuple[Replacement, ...]
    entries: tuple[MapEntry, ...]
    new_entries: tuple[MapEntry, ...]
    fault: Refused | None = None


@dataclass(frozen=True, slots=True)
class Tool:
    """A function the model may ask for; nothing runs it by itself. ``parameters``: its JSON Schema as JSON text."""

    name: str
    description: str
    parameters: str


@dataclass(frozen=True, slots=True)
class OutputSchema:
    """The form an answer must have: a JSON Schema as JSON text, under a short name."""

    name: str
    schema: str


@dataclass(frozen=True, slots=True)
class ToolCall:
    """A function the model asked for. ``arguments``: JSON text, still scrubbed."""

    id: str
    name: str
    arguments: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Params:
    """How the model is asked. None and empty = the provider's own default, not sent."""

    temperature: float | None = None
    max_tokens: int | None = None
    logprobs: bool = False
    tools: tuple[Tool, ...] = ()
    schema: OutputSchema | None = None


@dataclass(frozen=True, slots=True)
class Route:
    """Where a request goes: provider by name, its adapter, model id, and whether it stays on this machine."""

    provider: str
    adapter: str
    model: str
    host: str
    local: bool
    params: Params = Params()


@dataclass(frozen=True, slots=True)
class Estimate:
    """Before sending: bytes of the body, about how many tokens, and US dollars if the model's price is known."""

    body_bytes: int
    prompt_tokens: int
    cost_usd: float | None


@dataclass(frozen=True, slots=True)
class Outgoing:
    """The exact request. ``headers`` are in the order sent, with the key's value replaced by ``(hidden)``; ``body`` are the
    exact bytes; ``sha256`` their hex digest. Only this type can be sent."""

    scrubbed: Scrubbed
    route: Route
    method: str
    url: str
    headers: tuple[tuple[str, str], ...]
    body: bytes = field(repr=False)
    sha256: str
    estimate: Estimate


@dataclass(frozen=True, slots=True)
class Usage:
    """Tokens as the provider counted them; None where it did not say. ``cost_usd`` is the provider's exact charge if it names one.
    ``cached_tokens`` are part of the prompt's, ``reasoning_tokens`` of the completion's."""

    prompt_tokens: int | None = None
    completion_tokens: int | None = None
    cost_usd: float | None = None
    cached_tokens: int | None = None
    reasoning_tokens: int | None = None


@dataclass(frozen=True, slots=True)
class Reply:
    """A whole answer, still scrubbed. ``logprobs``: natural-log probability per token, empty where not offered.
    ``latency_ms`` from sending to the last byte, ``first_ms`` to the first text."""

    outgoing: Outgoing
    text: str = field(repr=False)
    finish: FinishReason
    served_model: str
    usage: Usage
    logprobs: tuple[float, ...] = field(default=(), repr=False)
    request_id: str | None = None
    attempts: int = 1
    latency_ms: int = 0
    first_ms: int = 0
    notes: tuple[tuple[str, str], ...] = ()
    """Facts the adapter adds, e.g. the helper's own ``("confidence", "0.62")`` and ``("source", "template:refund")``."""
    tool_calls: tuple[ToolCall, ...] = ()
    raw: bytes = field(default=b"", repr=False)
    """The exact bytes of the answer, where a receipt is to be had for them."""


@dataclass(frozen=True, slots=True)
class Restored:
    """The answer with values put back. ``unresolved``: look-alike tokens nobody issued; ``missing``: issued, but not used;
    ``kept``: tokens of secrets, which stay tokens."""

    reply: Reply
    text: str = field(repr=False)
    used: tuple[str, ...]
    missing: tuple[str, ...]
    unresolved: tuple[str, ...]
    kept: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a draft needs a person. ``value`` 0..1 where higher is better, or None for a plain fact; ``spans`` are code points in
    the restored text; ``facts`` fill the sentence that ``records/advice.py`` has for ``code``."""

    code: str
    value: float | None = None
    spans: tuple[tuple[int, int], ...] = ()
    facts: Mapping[str, str | int | float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Scored:
    """Confidence 0..1 that a person would accept the text unchanged, and why. ``must_review`` = a rule sends it to a person
    whatever the confidence. ``traits``: what the judge went by, kept so that a decision can teach it."""

    restored: Restored
    confidence: float
    reasons: tuple[Reason, ...]
    must_review: bool
    traits: Mapping[str, float] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True)
class TextDelta:
    """A piece of a streamed answer, as it arrived (still scrubbed)."""

    text: str = field(repr=False)
    logprobs: tuple[float, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class Accepted:
    """The provider answered with success headers; kept before the body is read. ``request_id`` may be None."""

    status: int
    request_id: str | None
    rates: tuple[RateLimit, ...] = ()


@dataclass(frozen=True, slots=True)
class Finished:
    """The stream ended properly; always the last event of one attempt."""

    reply: Reply


StreamEvent = Accepted | TextDelta | Finished
