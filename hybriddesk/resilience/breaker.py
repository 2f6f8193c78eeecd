"""The circuit breaker of one provider and model. Pure: every call gets the time (milliseconds since 1970).

closed --half of >= 5 calls in 60 s failed, or a wrong key--> open --15 s, doubled up to 5 min--> half open (one probe)
^------------------------ probe worked ------------------------------------------------------------'  | failed: open
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, Literal

State = Literal["closed", "open", "half_open", "held"]


@dataclass(frozen=True, slots=True)
class BreakerRules:
    """Milliseconds and counts. ``probe_lost``: a probe that never reported back blocks the next one this long."""

    window: int = 60_000
    calls: int = 5
    share: float = 0.5
    first_open: int = 15_000
    longest_open: int = 300_000
    probe_lost: int = 120_000


class Breaker:
    """Ask ``allow`` before a call and ``record`` its outcome after; ``release`` if it ended without saying anything."""

    def __init__(self, rules: BreakerRules | None = None) -> None:
        self._rules = rules or BreakerRules()
        self._calls: list[tuple[int, bool]] = []
        self._opened: int | None = None
        self._opened_times = 0
        self._probe: int | None = None
        self._held = False

    @property
    def retry_at_ms(self) -> int | None:
        """When the next probe may leave; None while closed, and while a person holds it open."""
        return None if self._opened is None or self._held else self._opened + self._pause

    def state(self, now: int) -> State:
        """What a person is shown."""
        if self._held:
            return "held"
        if self._opened is None:
            return "closed"
        return "half_open" if self._is_over(now) else "open"

    def allow(self, now: int) -> bool:
        """Whether a call may leave now. Half open, the one that is allowed is the probe."""
        if self._held:
            return False
        if self._opened is None:
            return True
        if not self._is_over(now) or (self._probe is not None and 0 <= now - self._probe < self._rules.probe_lost):
            return False
        self._probe = now
        return True

    def record(self, ok: bool, now: int, *, at_once: bool = False) -> None:
        """The outcome of an allowed call. ``at_once``: a failure that opens whatever came before (wrong key, no credit)."""
        if self._opened is None:
            self._count(ok, now, at_once=at_once)
        elif self._probe is not None:
            self._close() if ok else self._open(now)

    def release(self) -> None:
        """The call ended without an outcome (cancelled, refused by us): another may probe."""
        self._probe = None

    def hold(self) -> None:
        """A person opens it by hand: nothing leaves until they close it."""
        self._held = True

    def reset(self) -> None:
        """A person closes it by hand, or the key or address was changed."""
        self._held = False
        self._close()

    def to_json(self) -> str:
        """The state to store. A probe under way is not kept: after a restart nobody waits for it."""
        return json.dumps({"calls": self._calls, "opened": self._opened, "opened_times": self._opened_times, "held": self._held})

    @classmethod
    def from_json(cls, text: str, rules: BreakerRules | None = None) -> Breaker:
        """The breaker as stored. What cannot be read is a closed one: a breaker protects, it must not lock anybody out."""
        breaker = cls(rules)
        try:
            stored: dict[str, Any] = json.loads(text)
            breaker._calls = [(int(at), bool(ok)) for at, ok in stored["calls"]]
            breaker._opened = None if stored["opened"] is None else int(stored["opened"])
            breaker._opened_times = int(stored["opened_times"])
            breaker._held = stored.get("held") is True
        except (ValueError, KeyError, TypeError):
            return cls(rules)
        return breaker

    @property
    def _pause(self) -> int:
        doubled = self._rules.first_open << min(max(self._opened_times - 1, 0), 30)
        return min(doubled, self._rules.longest_open)

    def _is_over(self, now: int) -> bool:
        assert self._opened is not None
        # a clock that was set back must not keep it open for days
        return now >= self._opened + self._pause or now < self._opened

    def _count(self, ok: bool, now: int, *, at_once: bool) -> None:
        self._calls = [(at, was) for at, was in self._calls if 0 <= now - at < self._rules.window]
        self._calls.append((now, ok))
        failed = sum(not was for _, was in self._calls)
        enough = len(self._calls) >= self._rules.calls and failed >= self._rules.share * len(self._calls)
        if not ok and (at_once or enough):
            self._open(now)

    def _open(self, now: int) -> None:
        self._opened = now
        self._opened_times += 1
        self._probe = None
        self._calls = []

    def _close(self) -> None:
        self._opened = None
        self._opened_times = 0
        self._probe = None
        self._calls = []
