"""What the try box asks the scrubber, and its answer as rows. Pure; the work runs in a worker thread."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from hybriddesk.privacy.scrub import Scrubber
from hybriddesk.records.errors import Refused
from hybriddesk.records.way import Draft, KnownMap, Message, Span


@dataclass(frozen=True, slots=True)
class Found:
    """One value: how often it stands in the text, the token it would become, and the rule that found it."""

    value: str = field(repr=False)
    token: str
    kind: str
    rule: str
    score: float
    count: int


@dataclass(frozen=True, slots=True)
class Tried:
    """The answer for one text. ``spans`` are code points of that text. ``fault``: why names were looked for by rules alone."""

    text: str = field(repr=False)
    spans: tuple[Span, ...]
    found: tuple[Found, ...]
    fault: Refused | None = None


def lists_of(setting: Callable[[str], object]) -> KnownMap:
    """The person's own lists and the kinds switched off and on, as every request uses them."""
    allow, deny, off, on = (_texts(setting(f"privacy.{name}")) for name in ("never_hide", "always_hide", "kinds_off", "kinds_on"))
    folder = str(setting("privacy.model_folder")).strip()
    return KnownMap(allow=allow, deny=deny, kinds_off=frozenset(off), kinds_on=frozenset(on), model_folder=folder)


def try_out(scrubber: Scrubber, text: str, known: KnownMap) -> Tried:
    """Scrubs ``text`` as the first message of a new conversation. Nothing of it is kept. Raises as ``Scrubber.scrub`` does."""
    scrubbed = scrubber.scrub(Draft(conversation="", run="", workflow="try", messages=(Message("user", text),)), known)
    found = tuple(Found(r.value, r.token, r.kind, r.rule, r.score, r.count) for r in scrubbed.replacements)
    return Tried(text, scrubbed.spans[0], found, scrubber.fault)


def _texts(value: object) -> tuple[str, ...]:
    assert isinstance(value, tuple)
    return value
