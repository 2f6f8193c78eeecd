"""What the store keeps of the main job: items, review entries, decisions, conversations, ledger lines."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from hybriddesk.records.way import Reason, Role

ItemState = Literal["new", "drafting", "drafted", "failed", "unknown"]
ReviewState = Literal["pending", "in_review", "approved", "edited", "returned", "escalated"]
TurnState = Literal["complete", "streaming", "interrupted", "failed", "unknown"]
RunState = Literal["intent", "sent", "done", "failed", "unknown", "cancelled"]
Action = Literal["approve", "edit", "return", "escalate"]
AskRule = Literal["always", "new_kinds", "never"]

OPEN_STATES: tuple[ReviewState, ...] = ("pending", "in_review", "escalated")
DONE_STATES: tuple[ReviewState, ...] = ("approved", "edited", "returned")


@dataclass(frozen=True, slots=True)
class SourceItem:
    """One piece of work read from a file, not yet stored. ``key`` names it inside its file (a row, a message id)."""

    source: str
    key: str
    kind: Literal["mail", "text", "row", "document"]
    subject: str = field(repr=False)
    body: str = field(repr=False)
    sender: str = field(default="", repr=False)
    received_ms: int | None = None
    extra: Mapping[str, str] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True)
class SourceFault:
    """A file or row that could not be read: where, and an advice code with its facts. The rest goes on."""

    source: str
    key: str
    code: str
    facts: Mapping[str, str | int | float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Item:
    """A stored work item. ``id`` is also its conversation's id: one conversation per item, so nothing links two items."""

    id: str
    source: str
    key: str
    kind: str
    subject: str = field(repr=False)
    body: str = field(repr=False)
    sender: str = field(repr=False)
    state: ItemState
    workflow: str
    received_ms: int | None
    created_ms: int
    fault_code: str | None = None
    sample: bool = False


@dataclass(frozen=True, slots=True)
class NewReview:
    """A draft to file for review."""

    conversation: str
    run: str
    item: str | None
    turn: str | None
    workflow: str
    prompt_version: str
    provider: str
    model: str
    title: str = field(repr=False)
    request: str = field(repr=False)
    draft: str = field(repr=False)
    draft_scrubbed: str = field(repr=False)
    confidence: float
    reasons: tuple[Reason, ...]
    needs_person: bool
    hidden_count: int
    sample: bool = False


@dataclass(frozen=True, slots=True)
class Review:
    """A stored review entry. ``working`` is the autosaved text of the person's version, None until touched;
    ``edit_words``/``edit_chars`` 0..1 after a decision; ``seconds`` of active review time."""

    id: str
    conversation: str
    run: str
    item: str | None
    turn: str | None
    workflow: str
    prompt_version: str
    provider: str
    model: str
    title: str = field(repr=False)
    request: str = field(repr=False)
    draft: str = field(repr=False)
    draft_scrubbed: str = field(repr=False)
    working: str | None = field(repr=False)
    final: str | None = field(repr=False)
    confidence: float
    reasons: tuple[Reason, ...]
    needs_person: bool
    hidden_count: int
    state: ReviewState
    taken_by: str | None
    taken_ms: int | None
    created_ms: int
    decided_ms: int | None
    edit_words: float | None
    edit_chars: float | None
    seconds: float | None
    note: str = field(repr=False)
    sample: bool = False


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """What the queue list paints: two lines and a chip. ``reason_code`` is the first reason's code. Of an escalated entry: when that
    was, who did it and why."""

    id: str
    title: str = field(repr=False)
    snippet: str = field(repr=False)
    confidence: float
    reason_code: str
    state: ReviewState
    created_ms: int
    hidden_count: int
    escalated_ms: int | None = None
    escalated_by: str = ""
    escalated_why: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class NewDecision:
    """What a person decided about a review entry. ``final`` is the text that stands (None for return and escalate)."""

    review: str
    action: Action
    final: str | None = field(repr=False)
    note: str = field(repr=False)
    edit_words: float | None
    edit_chars: float | None
    seconds: float


@dataclass(frozen=True, slots=True)
class Conversation:
    """A chat thread (``kind='chat'``) or the private thread of a work item (``kind='item'``)."""

    id: str
    title: str = field(repr=False)
    kind: Literal["chat", "item"]
    provider: str
    model: str
    created_ms: int
    updated_ms: int
    unsent: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Turn:
    """One message of a conversation, in clear. ``scrubbed`` is what the provider saw or said."""

    id: str
    conversation: str
    parent: str | None
    role: Role
    text: str = field(repr=False)
    scrubbed: str = field(repr=False)
    state: TurnState
    run: str | None
    provider: str
    model: str
    confidence: float | None
    created_ms: int


@dataclass(frozen=True, slots=True)
class Run:
    """One way of one prompt, from intent to end."""

    id: str
    conversation: str
    item: str | None
    workflow: str
    prompt_version: str
    provider: str
    model: str
    state: RunState
    attempts: int
    started_ms: int
    ended_ms: int | None
    latency_ms: int | None
    prompt_tokens: int | None
    completion_tokens: int | None
    cost_usd: float | None
    fault_code: str | None
    request_id: str | None


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """One request that left, or was about to when the app died (``outcome='unknown'``)."""

    id: str
    run: str
    conversation: str
    attempt: int
    at_ms: int
    provider: str
    model: str
    host: str
    method: str
    url: str
    headers: tuple[tuple[str, str], ...]
    body: bytes = field(repr=False)
    sha256: str
    replaced: tuple[tuple[str, str], ...]
    """``(token, kind)`` of every replacement; the values stay in the conversation's map."""
    outcome: Literal["intent", "sent", "done", "failed", "unknown", "cancelled"]
    status: int | None
    request_id: str | None


@dataclass(frozen=True, slots=True)
class ProviderConfig:
    """A provider the person added. The key is not in here; the vault hands it only to the sender."""

    name: str
    adapter: str
    base_url: str
    allow_loopback_http: bool
    ask: AskRule
    has_key: bool
    models: tuple[str, ...]
    default_model: str
    created_ms: int


@dataclass(frozen=True, slots=True)
class Signal:
    """Feedback, explicit or implicit. ``name``: thumb, stars, copy, ...; ``value`` e.g. ``up``/``down``, ``1`` to ``5`` (stars; empty: taken
    back) or a share 0..1 as text."""

    conversation: str
    turn: str | None
    review: str | None
    name: str
    value: str
    reason: str = ""
    comment: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Changed:
    """What a commit touched. Windows refresh themselves from it. ``ids`` may be empty: then anything in ``tables``."""

    tables: frozenset[str]
    ids: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class PastFinal:
    """An approved reply that looks like the request at hand. ``request`` and ``final`` hold kind slots (``{PERSON}``)
    in the place of values, so that nothing of one client reaches another. ``match`` 0..1."""

    review: str
    request: str = field(repr=False)
    final: str = field(repr=False)
    match: float
