"""What the passages of a source hold that a reader does not see or that a model must not get, looked for as on the way of a prompt. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from hybriddesk.privacy.screening import screen


@dataclass(frozen=True, slots=True)
class Looked:
    """``hidden`` counts characters that no reader sees; ``warned`` are the passages, counted from 0, with orders to a model or data to be sent away."""

    hidden: int = 0
    warned: tuple[int, ...] = ()


def look_through(text: str, spans: Sequence[tuple[int, int]]) -> Looked:
    """A passage at a time, so that other threads have their turn in between. What two passages share is counted once."""
    hidden, done, warned = 0, 0, []
    for at, (start, end) in enumerate(spans):
        found = screen(text[start:end], markup=True)
        if found.injections or found.exfiltrations:
            warned.append(at)
        if found.cut:
            hidden += found.cut if start >= done else screen(text[min(done, end) : end], markup=True).cut
        done = max(done, end)
    return Looked(hidden, tuple(warned))
