"""Notices a workflow that has stopped producing: a running job without a sign of life, or one that usually would have brought something by
now. ``check`` is called every ten seconds; each silence stands in the error log once, and as long as it lasts in ``silences``.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

from hybriddesk.insight.rhythm import Rhythm, job_rhythm, rhythm
from hybriddesk.records.consent import Ask, Consent
from hybriddesk.records.errors import Fact
from hybriddesk.records.producing import Silence
from hybriddesk.records.way import Outgoing
from hybriddesk.records.work import Changed
from hybriddesk.vault.database import Database
from hybriddesk.vault.errors import trouble_rows
from hybriddesk.vault.rhythm_rows import done_times
from hybriddesk.workflow.error_log import ErrorLog

CHECK_S = 10
"""Seconds between two looks."""
BACK_MS = 28 * 86_400_000
LEARN_MS = 10 * 60_000
"""The rhythm is learnt anew at most this often."""


@dataclass(eq=False)
class Job:
    """A batch under way. While a person is asked it is not silent, however long they think."""

    workflow: str
    limit: Rhythm
    alive_ms: int
    asking: bool = False


class Producing:
    """Everything on the store's thread; ``silences`` may be read from any."""

    def __init__(self, db: Database, log: ErrorLog) -> None:
        self._db = db
        self._log = log
        self._jobs: list[Job] = []
        self._learnt_ms = -LEARN_MS
        self._times: dict[str, list[tuple[int, int]]] = {}
        self._told: dict[tuple[str, str], tuple[int, str]] = {}
        self.silences: tuple[Silence, ...] = ()

    @contextmanager
    def job(self, workflow: str) -> Iterator[Job]:
        """A batch that runs. Whoever runs it calls ``alive`` at each sign of life."""
        self._learn()
        took = [ended - started for started, ended in self._times.get(workflow, ())]
        job = Job(workflow, job_rhythm(took), self._db.clock())
        self._jobs.append(job)
        try:
            yield job
        finally:
            self._jobs.remove(job)

    def alive(self, job: Job) -> None:
        """Text came, or an item ended."""
        job.alive_ms = self._db.clock()

    def patient(self, job: Job, ask: Ask) -> Ask:
        """The same question; the job waits for a person meanwhile."""

        async def asked(outgoing: Outgoing, waiting: int) -> Consent:
            job.asking = True
            try:
                return await ask(outgoing, waiting)
            finally:
                job.asking = False
                self.alive(job)

        return asked

    def check(self) -> tuple[Silence, ...]:
        """Looks once; returns what is silent now. What begins to be is written to the error log, and windows hear of any change."""
        now = self._db.clock()
        self._learn()
        found = [*self._silent_jobs(now), *self._silent_rhythms(now)]
        states = {one.fingerprint: one.state for one in trouble_rows(self._db)} if found else {}
        told, silences = dict[tuple[str, str], tuple[int, str]](), list[Silence]()
        for since, silence in found:
            key = (silence.workflow, silence.kind)
            before = self._told.get(key)
            fingerprint = before[1] if before is not None and before[0] == since else self._write(silence)
            told[key] = (since, fingerprint)
            silences.append(replace(silence, fingerprint=fingerprint, muted=states.get(fingerprint) == "muted"))
        changed = [replace(one, seconds=0) for one in silences] != [replace(one, seconds=0) for one in self.silences]
        self._told, self.silences = told, tuple(silences)
        if changed and self._db.on_change is not None:
            self._db.on_change(Changed(frozenset({"silences"})))
        return self.silences

    def _silent_jobs(self, now: int) -> Iterator[tuple[int, Silence]]:
        for job in self._jobs:
            gone = (now - job.alive_ms) / 1000
            if not job.asking and gone > job.limit.limit_s:
                yield job.alive_ms, Silence(job.workflow, "job", round(gone), round(job.limit.usual_s))

    def _silent_rhythms(self, now: int) -> Iterator[tuple[int, Silence]]:
        busy = {job.workflow for job in self._jobs}
        for workflow, times in self._times.items():
            last = times[-1][1]
            known = rhythm([ended for _, ended in times]) if workflow not in busy else None
            if known is not None and (now - last) / 1000 > known.limit_s:
                yield last, Silence(workflow, "rhythm", round((now - last) / 1000), round(known.usual_s))

    def _learn(self) -> None:
        now = self._db.clock()
        if now - self._learnt_ms >= LEARN_MS:
            self._learnt_ms = now
            self._times = done_times(self._db, now - BACK_MS)

    def _write(self, silence: Silence) -> str:
        return self._log.silent(code_of(silence), facts_of(silence), workflow=silence.workflow, run="", node="watch")


def code_of(silence: Silence) -> str:
    """Its row in the table of advice."""
    if silence.kind == "rhythm":
        return "silent.overdue"
    return "silent.stopped" if silence.usual_s else "silent.no_sign"


def facts_of(silence: Silence) -> dict[str, Fact]:
    """What fills the sentences of that row."""
    return {"workflow": silence.workflow, "seconds": silence.seconds, "usual": silence.usual_s, "minutes": max(1, silence.seconds // 60)}
