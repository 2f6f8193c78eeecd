"""A fault as a JSON event."""

from __future__ import annotations

from hybriddesk.records.advice import advice
from hybriddesk.records.errors import Fault


def failed_event(fault: Fault, partial: str) -> dict[str, object]:
    """The ``failed`` event: kind (transient, permanent, refused, unknown), words, advice, and the text that did arrive."""
    said = advice(fault.code, fault.facts)
    return {"event": "failed", "kind": type(fault).__name__.lower(), "code": fault.code, "message": said.what,
            "advice": " ".join(part for part in (said.works, said.do) if part), "partial": partial}
