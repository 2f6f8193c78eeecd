"""What links by the bodies: fields, their order, strings that look like ids, and sizes."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from hybriddesk.privacy.linking_tokens import TOKEN
from hybriddesk.records.errors import Fact
from hybriddesk.records.linking import Finding, Sighting, Verdict

PLAIN = frozenset({"stream", "stream_options", "store", "logprobs"})
"""Fields that say how the API is spoken, the same for everybody."""
CHOSEN = frozenset({"model", "temperature", "max_tokens", "max_completion_tokens"})
"""Fields that say what the person chose; very many choose the same."""
MESSAGE = frozenset({"role", "content"})
_ID = re.compile(r"[\w-]{12,}", re.ASCII)


def bodies(sightings: Sequence[Sighting]) -> Iterator[Finding]:
    """The rows about bodies."""
    read = [(one, _read(one.seen.body)) for one in sightings]
    whole = [(one, body) for one, body in read if body is not None]
    if len(whole) < len(read):
        yield Finding("body_unread", "linked", facts={"requests": len(read) - len(whole)})
    if whole:
        yield from _fields([body for _, body in whole])
        yield from _order([body for _, body in whole])
        yield from _repeated(whole)
    yield from _sizes(sightings)


def _read(body: bytes) -> dict[str, object] | None:
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _fields(read: Sequence[dict[str, object]]) -> Iterator[Finding]:
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for body in read:
        for name, value in body.items():
            if name != "messages":
                found[name][json.dumps(value, sort_keys=True)] = None
    for name, values in found.items():
        known = name in PLAIN | CHOSEN and len(values) == 1
        verdict: Verdict = "nothing" if known and name in PLAIN else "visible" if known else "linked"
        yield Finding("field", verdict, name, {"values": len(values), "value": next(iter(values))[:80], "requests": len(read)})
    odd = sorted({name for body in read for message in _messages(body) for name in message if name not in MESSAGE})
    yield Finding("message_field", "linked" if odd else "nothing", ", ".join(odd), {"fields": len(odd)})


def _messages(body: dict[str, object]) -> list[dict[str, object]]:
    given = body.get("messages")
    return [message for message in given if isinstance(message, dict)] if isinstance(given, list) else []


def _order(read: Sequence[dict[str, object]]) -> Iterator[Finding]:
    orders = {(tuple(body), *(tuple(message) for message in _messages(body)[:1])) for body in read}
    yield Finding("field_order", "nothing" if len(orders) == 1 else "linked", facts={"orders": len(orders), "order": ", ".join(read[0])})


def _repeated(read: Sequence[tuple[Sighting, dict[str, object]]]) -> Iterator[Finding]:
    """Strings that look like ids and stand in several conversations. Placeholders have a row of their own."""
    users: dict[str, set[str]] = defaultdict(set)
    for one, body in read:
        fixed = {str(body[name]) for name in CHOSEN & body.keys()}
        for found in _ID.findall(one.seen.body.decode("utf-8", "replace")):
            if any(map(str.isdigit, found)) and any(map(str.isalpha, found)) and found not in fixed and not TOKEN.fullmatch(found):
                users[found].add(one.conversation)
    shared = sorted((found for found, conversations in users.items() if len(conversations) > 1), key=lambda f: (-len(users[f]), f))
    facts: dict[str, Fact] = {"strings": len(shared), "string": shared[0][:40] if shared else ""}
    yield Finding("repeated_id", "linked" if shared else "nothing", facts=facts)


def _sizes(sightings: Sequence[Sighting]) -> Iterator[Finding]:
    sizes = [len(one.seen.body) for one in sightings]
    yield Finding("size", "visible", facts={"smallest": min(sizes), "largest": max(sizes), "sizes": len(set(sizes)), "requests": len(sizes)})
