"""What an isolation self-test looks at: requests as a provider's side took them off the socket, and what was found in them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Verdict = Literal["nothing", "visible", "admitted", "linked"]
"""``nothing`` to link by; ``visible`` but the same for everybody or no proof; ``admitted``: it links, cannot be avoided and the
app says so; ``linked``: it links and should not."""


@dataclass(frozen=True, slots=True)
class Tls:
    """One handshake as the other side saw it. ``offer`` is the list of ciphers the client named, ``resumed`` whether an earlier
    session was taken up."""

    version: str
    offer: tuple[str, ...]
    resumed: bool


@dataclass(frozen=True, slots=True)
class Seen:
    """One request as it came off the socket. ``connection`` counts sockets, ``nth`` the requests on it from 1; ``peer`` is the
    address it came from; ``at_ms`` milliseconds of a clock that only runs forward; header names as they were spelt."""

    connection: int
    nth: int
    peer: str
    at_ms: float
    tls: Tls | None
    method: str
    target: str
    headers: tuple[tuple[str, str], ...]
    body: bytes = field(repr=False)

    def header(self, name: str) -> str:
        """The first header of that name in any case; empty if there is none."""
        return next((value for key, value in self.headers if key.lower() == name), "")


@dataclass(frozen=True, slots=True)
class Sighting:
    """One request together with what only this side knows: its conversation, the ids it has here, and the values that must not
    stand in it. Sightings of a test come in the order in which they were received."""

    seen: Seen
    conversation: str
    ids: tuple[str, ...] = ()
    values: tuple[str, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class Finding:
    """One row of the report: what was looked at, what was found, and whether it links conversations.

    ``subject`` narrows ``code`` (a header's name, a field); ``facts`` fill the sentence that the desk has for the code.
    """

    code: str
    verdict: Verdict
    subject: str = ""
    facts: Mapping[str, str | int | float] = field(default_factory=dict)

    @property
    def linkable(self) -> bool:
        """Whether a provider can tell by this that two conversations come from one person."""
        return self.verdict in ("admitted", "linked")


@dataclass(frozen=True, slots=True)
class IsolationReport:
    """All findings, and how much they rest on. ``unmatched``: requests that came in and stand in no ledger line."""

    findings: tuple[Finding, ...]
    conversations: int
    requests: int
    ledger_lines: int
    unmatched: int

    @property
    def isolated(self) -> bool:
        """Whether nothing links but what is admitted."""
        return not any(finding.verdict == "linked" for finding in self.findings)
