"""Consent on a terminal: the request is summed up on standard error and a yes is asked for, or given by --yes."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import anyio.to_thread

from hybriddesk.records.advice import advice
from hybriddesk.records.consent import Ask, Consent
from hybriddesk.records.way import Outgoing
from hybriddesk.workflow.retrieving import NOT_READY

TERMINAL = Path("/dev/tty")


def asker(options: argparse.Namespace) -> Ask:
    """How this call agrees to requests. Without --yes and without a terminal nothing is agreed to."""

    async def ask(outgoing: Outgoing, waiting: int) -> Consent:
        if options.yes:
            return Consent("send", rest_of_batch=True)
        return await anyio.to_thread.run_sync(_ask_terminal, outgoing, waiting)

    return ask


def _ask_terminal(outgoing: Outgoing, waiting: int) -> Consent:
    route, estimate = outgoing.route, outgoing.estimate
    cost = f"${estimate.cost_usd:.4f}" if estimate.cost_usd is not None else "price not known"
    sys.stderr.write(
        f"\nTo {route.host}, model {route.model}: {estimate.body_bytes} bytes, about {estimate.prompt_tokens} tokens, {cost}.\n"
        f"Replaced: {', '.join(sorted(r.token for r in outgoing.scrubbed.replacements)) or 'nothing'}\n"
        f"{_rests_on(outgoing)}",
    )
    sys.stderr.write(outgoing.body.decode("utf-8", "backslashreplace") + "\n")
    try:
        with TERMINAL.open("r+", encoding="utf-8") as terminal:
            more = f" (a = this and the {waiting} others of the batch)" if waiting else ""
            terminal.write(f"Send these bytes? y/N{more} ")
            terminal.flush()
            answer = terminal.readline().strip().lower()
    except OSError:
        sys.stderr.write("No terminal to ask on; --yes agrees beforehand.\n")
        return Consent("cancel")
    return Consent("send", rest_of_batch=answer == "a") if answer in {"y", "yes", "a"} else Consent("cancel")


def _rests_on(outgoing: Outgoing) -> str:
    """The passages of the person's own sources that go along, and those that do not with the reason; empty where none were asked."""
    found = outgoing.scrubbed.draft.gathered
    if found is None:
        return ""
    if found.fault:
        why = "are still being taken in" if found.fault == NOT_READY else "could not be searched"
        return f"From your sources: nothing, they {why}.\n"
    given = ", ".join(f"[{number}] {one.name}" for number, one in enumerate(found.given, 1)) or "nothing"
    held = "".join(f"Held back: {one.passage.name}. {advice(one.code).what}\n" for one in found.held)
    return f"From your sources: {given}\n{held}"
