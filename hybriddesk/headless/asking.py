"""The ask command: one turn of a conversation, as events."""

from __future__ import annotations

import argparse

from hybriddesk.headless.asked import params_of
from hybriddesk.headless.consenting import asker
from hybriddesk.headless.faults import failed_event
from hybriddesk.headless.session import DoorFactory, emit, file_text, opened
from hybriddesk.headless.talking import told
from hybriddesk.records.context import Reading
from hybriddesk.records.errors import Fault
from hybriddesk.records.way import Outgoing, Params, Scored
from hybriddesk.workflow.path import Hear
from hybriddesk.workflow.senders import Target
from hybriddesk.workspace import Workspace


async def ask(options: argparse.Namespace, door_of: DoorFactory) -> int:
    """Streams the answer as events; the last one is ``done`` or ``failed``."""
    prompt = file_text("-")
    system = file_text(options.system) if options.system else ""
    params = params_of(options)
    async with opened(options, door_of) as workspace:
        return await _turn(options, workspace, prompt, system, params)


async def _turn(options: argparse.Namespace, workspace: Workspace, prompt: str, system: str, params: Params) -> int:
    workspace.providing.config(options.provider)  # refused before anything is changed
    talk, target, partial = workspace.conversing, Target(options.provider, options.model), list[str]()
    if options.conversation == "new":
        thread = (await talk.new(target)).id
    else:
        thread = options.conversation
        workspace.conversations.set_model(thread, options.provider, options.model)
    scored: list[tuple[Scored, str | None]] = []

    def filed(one: Scored) -> None:
        scored.append((one, talk.queue_if_needed(one, prompt)))

    try:
        turn = await talk.say(thread, prompt, asker(options), system=system, filed=filed, params=params,
                              hear=_hearing(thread, partial), drop=options.drop_oldest, sources=not options.no_sources)
    except Fault as fault:
        emit(failed_event(fault, "".join(partial)))
        raise
    one, queued = scored[0]
    reply = one.restored.reply
    used, route = reply.usage, reply.outgoing.route
    emit({
        "event": "done", "run": turn.run, "conversation": thread, "answer": turn.text, "confidence": round(one.confidence, 4),
        "queued": queued is not None, "review": queued, "usage": {"prompt_tokens": used.prompt_tokens, "completion_tokens": used.completion_tokens,
                  "cached_tokens": used.cached_tokens, "reasoning_tokens": used.reasoning_tokens},
        "cost": used.cost_usd, "attempts": reply.attempts, "provider": route.provider, "model": route.model, "served_model": reply.served_model,
        "finish": reply.finish, "request_id": reply.request_id,
        "tool_calls": [{"id": call.id, "name": call.name, "arguments": call.arguments} for call in reply.tool_calls],
    })
    return 0


def rested(outgoing: Outgoing) -> dict[str, int]:
    """How many passages of the person's own sources go along, and how many were held back."""
    found = outgoing.scrubbed.draft.gathered
    return {"passages": len(found.given) if found else 0, "held": len(found.held) if found else 0}


def _hearing(thread: str, partial: list[str]) -> Hear:
    """Everything on the way as events; the text so far is collected in ``partial``."""

    def sent(outgoing: Outgoing) -> None:
        emit({"event": "sent", "sha256": outgoing.sha256, "host": outgoing.route.host, "model": outgoing.route.model,
              "bytes": len(outgoing.body), "replaced": len(outgoing.scrubbed.replacements), **rested(outgoing), "conversation": thread})

    def heard(text: str, _raw: str) -> None:
        if text:
            partial.append(text)
            emit({"event": "text", "delta": text})

    def fell_back(provider: str, model: str, code: str) -> None:
        emit({"event": "fallback", "provider": provider, "model": model, "because": code})

    def waited(attempt: int, seconds: float, code: str) -> None:
        emit({"event": "wait", "attempt": attempt, "seconds": round(seconds, 3), "because": code})

    def again(code: str) -> None:
        partial.clear()
        emit({"event": "again", "because": code})

    def fits(reading: Reading) -> None:
        if reading.step is not None:
            emit({"event": "context", **told(reading)})

    return Hear(sent, heard, waited, fell_back, again, fits)
