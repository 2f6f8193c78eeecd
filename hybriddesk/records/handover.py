"""A conversation that was handed over to another machine, or taken over from one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Handover:
    """``sha256`` of the file that carried it; ``device`` the random name of the other side, where it is known."""

    conversation: str
    direction: Literal["out", "in"]
    sha256: str
    device: str
    at_ms: int
