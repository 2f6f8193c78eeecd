"""What the central error log keeps: kinds of trouble by fingerprint, and their occurrences. No text of people anywhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from hybriddesk.records.errors import Fact

TroubleState = Literal["open", "muted", "solved"]


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One time it happened: the execution (a run's id, empty where there was none) and the facts of the fault."""

    at_ms: int
    run: str
    facts: Mapping[str, Fact] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Trouble:
    """One kind of trouble.

    ``kind``: transient, permanent, refused, unknown, defect or silent. ``node``: the step that failed. ``place``: for a defect, the
    file and line of ours it came from. A solved one that happens again is open again; a muted one stays muted.
    """

    fingerprint: str
    code: str
    kind: str
    workflow: str
    node: str
    provider: str
    model: str
    place: str
    state: TroubleState = "open"
    first_ms: int = 0
    last_ms: int = 0
    count: int = 0
