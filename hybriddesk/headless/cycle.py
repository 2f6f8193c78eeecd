"""The cycle command: the agenda of the review, decisions on the board, and whether they helped, as JSON lines."""

from __future__ import annotations

import argparse
from dataclasses import asdict

from hybriddesk.headless.session import DoorFactory, emit, opened, say
from hybriddesk.records.advice import advice
from hybriddesk.records.cycle import Check, Entry, Plan
from hybriddesk.workflow.cycling import Board, Cycling
from hybriddesk.workspace import Workspace


async def cycle(options: argparse.Namespace, door_of: DoorFactory) -> int:
    """agenda, decide, act, list, check, close, drop, held."""
    async with opened(options, door_of) as workspace:
        cycling = workspace.cycling
        match options.act:
            case "agenda":
                _agenda(options, await cycling.board())
            case "decide":
                emit(_entry(await _decide(options, cycling)))
            case "list":
                for one in cycling.entries():
                    if options.stage in {None, one.stage}:
                        emit(_entry(one))
            case "check":
                await _check(options, workspace)
            case "held":
                board = await cycling.board()
                emit(asdict(cycling.hold(len(board.prepared.topics))))
            case _:
                emit(_entry({"act": cycling.act, "close": cycling.close, "drop": cycling.drop}[options.act](options.id)))
    return 0


def _agenda(options: argparse.Namespace, board: Board) -> None:
    for one in board.prepared.topics:
        said = advice(one.code, one.facts)
        emit({
            "topic": one.key, "code": one.code, "workflow": one.workflow, "words": said.what, "do": said.do, "figure": one.figure,
            "weight": round(one.weight, 4), "taken": one.key in board.taken, "facts": dict(one.facts),
        })
    for wanted in sorted(board.to_check):
        emit({"check": wanted, "words": "Its time to be checked has come."})
    found = board.prepared
    topics = "1 topic" if len(found.topics) == 1 else f"{len(found.topics)} topics"
    say(options, f"{topics} from {found.answers} answers and {found.decided} decisions; {len(board.to_check)} to check.")


async def _decide(options: argparse.Namespace, cycling: Cycling) -> Entry:
    """The plan is looked at first, so that a refused one leaves no card behind."""
    plan = Plan(options.action, options.owner or cycling.person, options.figure, options.workflow, options.days, options.items)
    return await cycling.decide_new(plan, card=options.id, topic=options.topic, done=not options.planned)


async def _check(options: argparse.Namespace, workspace: Workspace) -> None:
    cycling = workspace.cycling
    wanted = [options.id] if options.id else sorted((await cycling.board()).to_check)
    for one in wanted:
        card, found, ripe = await cycling.check(one)
        emit({**_entry(card), "check": _shown(found), "due": ripe})
    if not wanted:
        say(options, "Nothing is due to be checked.")


def _entry(one: Entry) -> dict[str, object]:
    said = advice(one.code, one.facts)
    plan = asdict(one.plan) if one.plan else dict.fromkeys(("action", "owner", "figure", "workflow", "days", "items"))
    return {
        "id": one.id, "stage": one.stage, "topic": one.topic, "words": one.note if one.code == "cycle.own" and one.note else said.what, "note": one.note,
        **plan, "created_ms": one.created_ms, "decided_ms": one.decided_ms, "acted_ms": one.acted_ms, "closed_ms": one.closed_ms,
        "check": _shown(one.check) if one.check else None,
    }


def _shown(found: Check) -> dict[str, object]:
    return {
        "outcome": found.outcome, "before": asdict(found.before), "after": asdict(found.after), "difference": found.difference,
        "low": found.low, "high": found.high, "at_ms": found.at_ms,
    }
