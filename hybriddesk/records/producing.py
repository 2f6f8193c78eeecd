"""A workflow that has stopped producing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Silence:
    """``kind``: a running job that brings nothing, or a workflow that usually would have by now. ``seconds`` since the last sign of life,
    ``usual_s`` what is usual, 0 for no history; ``muted``: the person does not want to see it."""

    workflow: str
    kind: Literal["job", "rhythm"]
    seconds: int
    usual_s: int
    fingerprint: str = ""
    muted: bool = False
