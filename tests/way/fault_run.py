"""One planted fault met by a whole prompt: the real store, the real path, real sockets; and what is wrong with how it ended."""

from __future__ import annotations

import gc
import ssl
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic, sleep

import anyio
import anyio.to_thread
import trustme

from hybriddesk.records.advice import advice
from hybriddesk.records.errors import Fault
from hybriddesk.workflow.path import Hear
from hybriddesk.workflow.senders import Target
from hybriddesk.workspace import Workspace
from tests.way.desk_store import add_provider, yes
from tests.way.fault_cases import Case
from tests.way.loopback import Loopback

MOST_MB = 150
_RESET = Path("/proc/self/clear_refs")


@dataclass(frozen=True, slots=True)
class Met:
    """How one fault ended. ``seen_s``: until a person saw anything of it (words, a wait, the end); ``ended_s``: until the end.
    ``grown_mb``: the most memory above rest. ``lines``: requests the ledger knows. ``waits``: seconds before each further attempt."""

    kind: str
    code: str
    text: str = field(repr=False)
    state: str
    logged: tuple[str, ...]
    requests: int
    lines: int
    attempts: int
    waits: tuple[float, ...]
    seen_s: float
    ended_s: float
    grown_mb: float
    paths: tuple[str, ...]
    tokens: int | None
    cost_usd: float | None


def megabytes(name: str) -> float:
    """``VmRSS`` (now) or ``VmHWM`` (the most since the last ``forget_peak``)."""
    line = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith(f"{name}:"))
    return int(line.split()[1]) / 1024


def forget_peak() -> None:
    """The peak begins anew at what is held now."""
    _RESET.write_text("5")


async def meet(workspace: Workspace, case: Case, number: int, rest_mb: float) -> Met:
    """One chat turn against a loopback of its own. ``rest_mb``: what the process held at rest."""
    name = f"fault-{number}"
    with ExitStack() as stack:
        server = stack.enter_context(Loopback(case.answers(), tls=_untrusted() if case.refused else None))
        add_provider(workspace, server.url, name, ask="never")
        thread = await workspace.conversing.new(Target(name))
        seen: list[float] = []
        waits: list[float] = []

        def told(*what: object) -> None:
            if not seen and any(what):
                seen.append(monotonic() - started)

        def wait(attempt: int, seconds: float, code: str) -> None:
            waits.append(seconds)
            told(attempt, seconds, code)

        gc.collect()
        forget_peak()
        started, caught = monotonic(), None
        try:
            await workspace.conversing.say(thread.id, "Hello Anna Keller", yes, hear=Hear(text=told, wait=wait))
        except Fault as fault:
            caught = fault
        ended = monotonic() - started
        run = workspace.runs.recent(1)[0]
        lines = len(workspace.ledger.lines(run.id))
        await _all_read(server, 0 if case.refused else lines)
        kept = [turn.text for turn in workspace.conversations.turns(thread.id) if turn.role == "assistant"]
        return Met(
            kind=type(caught).__name__ if caught else "", code=caught.code if caught else "", text=kept[-1] if kept else "", state=run.state,
            logged=tuple(one.code for one in workspace.error_log.errors.all() if one.provider == name),
            requests=len(server.requests), lines=lines, attempts=run.attempts, waits=tuple(waits),
            seen_s=min([*seen, ended]), ended_s=ended, grown_mb=max(megabytes("VmHWM") - rest_mb, 0.0),
            paths=tuple(one.path for one in server.requests), tokens=run.completion_tokens, cost_usd=run.cost_usd,
        )


def misses(case: Case, met: Met) -> list[str]:
    """What is not as the row says; empty where all is."""
    ending = {"": "done", "Unknown": "unknown", "Refused": "cancelled"}.get(case.kind, "failed")
    told = advice(met.code) if met.code else None
    rows = (
        (met.kind, met.code) == (case.kind, case.code) or f"ended with {met.kind or 'an answer'} {met.code}",
        (met.text.startswith(case.text) if case.begins else met.text == case.text) or f"kept {met.text[:40]!r}",
        met.requests == case.requests or f"{met.requests} requests arrived",
        met.state == ending or f"the run says {met.state}",
        (case.refused or met.lines == met.requests) or f"the ledger has {met.lines} lines",
        (not case.code or case.code in met.logged) or f"the error log has {met.logged}",
        told is None or bool(told.what and told.works and told.do) or "there are no words for it",
        case.waits is None or bool(met.waits and met.waits[0] >= case.waits) or f"waited {met.waits}",
        met.grown_mb < MOST_MB or f"{met.grown_mb:.0f} MB above rest",
        all(path == "/v1/chat/completions" for path in met.paths) or f"asked {met.paths}",
    )
    return [row for row in rows if isinstance(row, str)]


async def _all_read(server: Loopback, sent: int) -> None:
    """Until the server's own threads have read what was sent: a busy machine may run them after the client gave up."""
    with anyio.move_on_after(10):
        while len(server.requests) < sent:
            await anyio.to_thread.run_sync(sleep, 0.01)


def _untrusted() -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    trustme.CA().issue_cert("127.0.0.1").configure_cert(context)
    return context
