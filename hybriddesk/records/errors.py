"""One tree of faults, named by what to do next.

    Fault
    +-- Transient   the same call may work in a moment: retry
    +-- Permanent   it will fail again: stop and tell the person what to do
    +-- Refused     a rule of ours stopped it: privacy, lock, budget, damaged file
    +-- Unknown     it left and nobody knows how it ended: never repeated silently

A fault carries a ``code`` (``room.what``, see ``records/advice.py`` for the sentences) and ``facts``: numbers, names of
files, hosts and models. It never carries text of people, because faults end up in logs.
"""

from __future__ import annotations

from collections.abc import Mapping

Fact = str | int | float


class Fault(Exception):
    """Base of every fault the app knows. Anything else that is raised is a defect."""

    def __init__(self, code: str, **facts: Fact) -> None:
        super().__init__(code, facts)
        self.code = code
        self.facts: Mapping[str, Fact] = facts

    def __str__(self) -> str:
        shown = ", ".join(f"{name}={value}" for name, value in self.facts.items())
        return f"{self.code} ({shown})" if shown else self.code


class Transient(Fault):
    """May work when tried again. ``retry_after`` is the provider's own wish, in seconds."""

    def __init__(self, code: str, *, retry_after: float | None = None, **facts: Fact) -> None:
        super().__init__(code, **facts)
        self.retry_after = retry_after


class Permanent(Fault):
    """Fails again however often it is tried."""


class Refused(Fault):
    """Stopped by a rule of ours before anything happened."""


class Unknown(Fault):
    """The request may have been carried out (and billed); only a person decides to repeat it."""
