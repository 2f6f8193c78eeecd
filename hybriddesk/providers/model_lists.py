"""Model lists: ``{"data": [{"id"}]}`` as nearly everybody sends, a bare list, or ``{"models": [{"name"}]}``."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from hybriddesk.records.errors import Fact, Permanent

_LONGEST = 200


def model_ids(body: bytes, **facts: Fact) -> tuple[str, ...]:
    """The ids in the order given, each once. Raises ``Permanent('provider.bad_reply')`` if this is no model list."""
    try:
        found = msgspec.json.decode(body)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
        raise Permanent("provider.bad_reply", **facts) from None
    if isinstance(found, Mapping):
        found = found.get("data", found.get("models"))
    if not isinstance(found, list):
        raise Permanent("provider.bad_reply", **facts)
    return tuple(dict.fromkeys(name for row in found if (name := _name(row))))


def _name(row: object) -> str:
    if isinstance(row, Mapping):
        row = row.get("id", row.get("name"))
    return row if isinstance(row, str) and 0 < len(row) <= _LONGEST and row.isprintable() else ""
