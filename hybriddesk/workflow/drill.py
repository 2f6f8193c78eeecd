"""The fire drill: every fault planted at a misbehaving provider on this machine and met by the same path a person's prompt takes."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Protocol

import anyio
import anyio.to_thread

from hybriddesk.providers.drill_loopback import WHOLE, Misbehaving, Play, answer, event, misbehaving, refuse, whole
from hybriddesk.records.consent import Consent
from hybriddesk.records.errors import Fault
from hybriddesk.records.way import Outgoing
from hybriddesk.vault.conversations import Conversations
from hybriddesk.vault.settings_table import Settings
from hybriddesk.workflow.conversing import Conversing
from hybriddesk.workflow.drill_cases import Case, Tier, cases
from hybriddesk.workflow.error_log import ErrorLog
from hybriddesk.workflow.providing import Providing
from hybriddesk.workflow.senders import Target

PATIENCE = 5
"""Seconds of silence that the drill waits; the person's own are thirty."""
SPARE = "The spare provider answered."
AT_ONCE = 12


SILENT: tuple[tuple[str, str, tuple[Play, ...]], ...] = (
    ("an empty answer under success", "review.empty", (answer(event(finish="stop")),)),
    ("an answer that loops", "silent.loop", (whole("We will look into it. " * 12),)),
    ("an answer cut at its limit", "review.cut_off", (answer(event(WHOLE), event(finish="length")),)),
    ("one answer to two prompts", "silent.stale", (whole("Your parcel has left our house and arrives on Friday."),)),
)
"""Faults under success: name, the reason code that must reach the person and the error log, and what is played."""


@dataclass(frozen=True, slots=True)
class Report:
    """How one fault ended. ``recovered``: as it must. ``seconds`` until the person saw it; ``why`` says what was wrong."""

    fault: str
    tier: Tier
    recovered: bool
    requests: int
    seconds: float
    code: str = ""
    why: str = ""


class Rig(Protocol):
    """What the drill needs of an opened store, which is never the person's own."""

    @property
    def settings(self) -> Settings: ...
    @property
    def providing(self) -> Providing: ...
    @property
    def conversing(self) -> Conversing: ...
    @property
    def conversations(self) -> Conversations: ...
    @property
    def error_log(self) -> ErrorLog: ...


async def agree(_outgoing: Outgoing, _waiting: int) -> Consent:
    """Nothing of a person is in the drill's texts, and nothing leaves this machine."""
    return Consent("send", rest_of_batch=True)


async def provider_drill(rig: Rig, tell: Callable[[Report], object] = lambda _report: None) -> tuple[Report, ...]:
    """Plants every fault, several at once, each at a provider of its own. Reports come in the order of the cases; ``tell`` hears
    each as soon as it ended.
    """
    rig.settings.set("provider.silence_seconds", PATIENCE)
    planted, found = cases(), dict[str, Report]()
    limiter = anyio.CapacityLimiter(AT_ONCE)

    async def one(number: int, case: Case) -> None:
        async with limiter:
            found[case.name] = await _plant(rig, f"drill {number}", case)
            tell(found[case.name])

    async with anyio.create_task_group() as group:
        for number, case in enumerate(planted):
            group.start_soon(one, number, case)
    after = [await _breaker(rig), *[await _silent(rig, *case) for case in SILENT]]
    for report in after:
        tell(report)
    return (*(found[case.name] for case in planted), *after)


async def _plant(rig: Rig, name: str, case: Case) -> Report:
    with ExitStack() as stack:
        server = stack.enter_context(misbehaving(case.plays))
        _add(rig, name, server)
        if case.tier == "fallback":
            spare = stack.enter_context(misbehaving((whole(SPARE),)))
            _add(rig, f"{name} spare", spare)
            rig.providing.set_fallback(name, "", [(f"{name} spare", "")])
        started = time.monotonic()
        text, code = await say(rig, name)
        seconds = time.monotonic() - started
        wanted = SPARE if case.tier == "fallback" else case.text
        faults = [
            f"the text is {text[:40]!r}" if not (text.startswith(wanted) if case.tier == "keep" else text == wanted) else "",
            f"told {code or 'nothing'}" if code != case.code else "",
            f"{server.requests} requests" if server.requests != case.requests else "",
        ]
        why = "; ".join(filter(None, faults))
        return Report(case.name, case.tier, not why, server.requests, round(seconds, 2), code, why)


async def _breaker(rig: Rig) -> Report:
    """A wrong key opens the breaker at once: the next prompt makes no request. A new key closes it, and the answer comes."""
    with misbehaving((refuse(401, "invalid_api_key"), whole())) as server:
        _add(rig, "drill breaker", server)
        started = time.monotonic()
        codes = [(await say(rig, "drill breaker"))[1] for _ in range(2)]
        held = server.requests
        rig.providing.change("drill breaker", key="sk-drill-another")
        text, code = await say(rig, "drill breaker")
        well = (codes, held, code, bool(text)) == (["provider.wrong_key", "resilience.paused"], 1, "", True)
        return Report("401, then a new key", "breaker", well, server.requests, round(time.monotonic() - started, 2), code,
                      "" if well else f"told {codes}, {held} requests while open, then {code}")


async def _silent(rig: Rig, fault: str, code: str, plays: tuple[Play, ...]) -> Report:
    """The answer is kept, and the fault stands in the error log for this provider as soon as the answer does."""
    with misbehaving(plays) as server:
        _add(rig, fault, server)
        started = time.monotonic()
        for number in range(2 if code == "silent.stale" else 1):
            await say(rig, fault, f"This is fire drill number {number}.")
        found = [one.code for one in rig.error_log.errors.all() if one.provider == fault]
        return Report(fault, "person", code in found, server.requests, round(time.monotonic() - started, 2), code,
                      "" if code in found else f"the error log has {found}")


def _add(rig: Rig, name: str, server: Misbehaving) -> None:
    rig.providing.add(name, "openai", server.url, "sk-drill", allow_loopback_http=True, default_model="drill-1", ask="never")


async def say(rig: Rig, provider: str, text: str = "This is a fire drill.") -> tuple[str, str]:
    """One chat turn: the text that is kept, and the fault's code or nothing."""
    thread = await rig.conversing.new(Target(provider))
    try:
        await rig.conversing.say(thread.id, text, agree)
    except Fault as fault:
        code = fault.code
    else:
        code = ""
    kept = [turn.text for turn in rig.conversations.turns(thread.id) if turn.role == "assistant"]
    return (kept[-1] if kept else ""), code
