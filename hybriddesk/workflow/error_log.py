"""The global error trigger's hand: what failed, where and in which run, into the central error log, without text of people.

Workflow, node, code, execution id, time and class go into the row; the advice belongs to the code and is added when it is read.
"""

from __future__ import annotations

import hashlib
import traceback
from collections.abc import Mapping
from pathlib import Path

from hybriddesk.privacy.scrub import Scrubber, scrub_text
from hybriddesk.records.errors import Fact, Fault, Refused
from hybriddesk.records.ids import Clock
from hybriddesk.records.troubles import Occurrence, Trouble
from hybriddesk.vault.errors import Errors

PLAIN = frozenset({"provider", "model", "host", "status", "reason", "kind", "where", "code", "state", "request", "workflow"})
"""Facts that name machines and no people; any other text is scrubbed before it is kept."""
OURS = frozenset({"privacy.residual", "resilience.long_wait"})
"""Refusals worth a row: a net caught something. Other refusals are the person's own rules at work."""


class ErrorLog:
    """Every layer ends here; one fault that passes two of them is written once."""

    def __init__(self, errors: Errors, clock: Clock, scrubber: Scrubber) -> None:
        self.errors = errors
        self._clock = clock
        self._scrubber = scrubber
        self._last: BaseException | None = None

    def trouble(self, error: BaseException, *, workflow: str, node: str, run: str = "") -> None:
        """Writes a fault or a defect. A refusal by a rule of the person is none, and neither is a cancelled task."""
        if error is self._last or (isinstance(error, Refused) and error.code not in OURS):
            return
        self._last = error
        if isinstance(error, Fault):
            kind, place = type(error).__name__.lower(), str(error.facts.get("where", ""))
            self._write(error.code, kind, error.facts, workflow=workflow, node=node, run=run, place=place)
        elif isinstance(error, Exception):
            self._write("desk.defect", "defect", {"kind": type(error).__name__}, workflow=workflow, node=node, run=run, place=place_of(error))

    def silent(self, code: str, facts: Mapping[str, Fact], *, workflow: str, run: str, node: str = "score") -> str:
        """An answer that arrived and is wrong all the same, or nothing where something should have come. Returns its fingerprint."""
        return self._write(code, "silent", facts, workflow=workflow, node=node, run=run)

    def _write(self, code: str, kind: str, facts: Mapping[str, Fact], *, workflow: str, node: str, run: str, place: str = "") -> str:
        provider, model = str(facts.get("provider", "")), str(facts.get("model", ""))
        parts = (code, kind, workflow, node, provider, model, str(facts.get("kind", "")), place)
        fingerprint = hashlib.sha256("\0".join(parts).encode("utf-8", "replace")).hexdigest()[:16]
        kept = {name: self._plain(name, value) for name, value in facts.items()}
        self.errors.add(
            Trouble(fingerprint, code, kind, workflow, node, provider, model, place), Occurrence(self._clock(), run, kept),
        )
        return fingerprint

    def _plain(self, name: str, value: Fact) -> Fact:
        if not isinstance(value, str) or name in PLAIN:
            return value
        return scrub_text(value, scrubber=self._scrubber).messages[0].text


def place_of(error: BaseException) -> str:
    """File and line of ours that a defect came from, never its message."""
    frames = traceback.extract_tb(error.__traceback__)
    own = next((frame for frame in reversed(frames) if "hybriddesk" in frame.filename), frames[-1] if frames else None)
    return f"{Path(own.filename).name}:{own.lineno}" if own else ""
