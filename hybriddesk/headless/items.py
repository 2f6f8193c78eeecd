"""The item commands: what was imported, and what a person decides about requests whose outcome nobody knows."""

from __future__ import annotations

import argparse

from hybriddesk.headless.drafting import draft_waiting, known_provider, said_of
from hybriddesk.headless.session import DoorFactory, emit, opened
from hybriddesk.records.errors import Refused
from hybriddesk.records.work import Item, ItemState
from hybriddesk.workflow.waiting import leave, wait_again
from hybriddesk.workspace import Workspace

DECIDED_FROM: dict[str, frozenset[ItemState]] = {"again": frozenset({"unknown", "failed"}), "leave": frozenset({"unknown"})}
"""Act -> the states it may start from. An item that is drafted or waits already is nobody's to decide here."""


async def item(options: argparse.Namespace, door_of: DoorFactory) -> int:
    """list, again, leave, draft."""
    async with opened(options, door_of) as workspace:
        match options.act:
            case "list":
                for wanted in workspace.items.in_state(options.state):
                    emit(_shown(workspace.items.get(wanted)))
            case "draft":
                known_provider(options, workspace)
                return await draft_waiting(options, workspace, workspace.items.waiting())
            case "lookup":
                await _look_up(workspace)
            case _:
                if options.act == "again":
                    await _look_up(workspace, options.id)
                _decide(options, workspace)
    return 0


async def _look_up(workspace: Workspace, conversation: str | None = None) -> None:
    """Says what the providers know of unknown requests, before anybody decides about them."""
    for one in await workspace.charging.look_up(conversation):
        row = {"request": one.line.request_id, "run": one.line.run, "item": one.line.conversation, "provider": one.line.provider}
        charge = one.charge
        emit({**row, "charge": charge.state if charge else "cannot_tell", "cost": charge.cost_usd if charge else None, **said_of(one.code or None, {"provider": one.line.provider, "host": one.line.host})})


def _decide(options: argparse.Namespace, workspace: Workspace) -> None:
    """Raises ``Refused('item.unknown'|'item.not_open')``; then nothing was changed."""
    if workspace.items.get(options.id).state not in DECIDED_FROM[options.act]:
        raise Refused("item.not_open")
    (wait_again if options.act == "again" else leave)(workspace.items, options.id)
    workspace.audit.add(f"item.{options.act}", options.id)
    emit(_shown(workspace.items.get(options.id)))


def _shown(one: Item) -> dict[str, object]:
    return {"id": one.id, "state": one.state, "source": one.source, "key": one.key, "workflow": one.workflow, "subject": one.subject,
            **said_of(one.fault_code, {})}
