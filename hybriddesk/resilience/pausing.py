"""When something that kept failing is tried again. Counted from what is stored, so that a restart changes nothing."""

from __future__ import annotations

from collections.abc import Sequence

FAILURES = 3
PAUSE_MS = 10 * 60_000


def paused_until(ends: Sequence[tuple[int, bool]], now_ms: int, *, failures: int = FAILURES, pause_ms: int = PAUSE_MS) -> int:
    """Until when nothing is tried (Unix milliseconds), 0 for now. ``ends``: when each try ended and whether well, oldest first.

    After the pause one try is made; if it fails too, the next pause begins.
    """
    row = 0
    for _at, well in reversed(ends):
        if well:
            break
        row += 1
    if row < failures:
        return 0
    until = ends[-1][0] + pause_ms
    return until if now_ms < until else 0
