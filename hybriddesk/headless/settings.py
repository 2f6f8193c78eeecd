"""The setting command: the same table the window shows."""

from __future__ import annotations

import argparse

import msgspec

from hybriddesk.headless.session import DoorFactory, emit, opened
from hybriddesk.records.errors import Refused
from hybriddesk.records.settings import SETTINGS
from hybriddesk.workflow.checking import turned_up
from hybriddesk.workspace import Workspace


async def setting(options: argparse.Namespace, door_of: DoorFactory) -> int:
    """list, set."""
    async with opened(options, door_of) as workspace:
        if options.act == "list":
            for one in SETTINGS:
                emit({"name": one.name, "value": workspace.settings.get(one.name), "default": one.default, "sentence": one.sentence})
            return 0
        value = _value(options.name, options.value)
        if not options.yes and turned_up(options.name, workspace.settings.get(options.name), value):
            raise Refused("review.costs", **_costs(workspace, value))
        workspace.gating.set(options.name, value)
        emit({"name": options.name, "value": workspace.settings.get(options.name)})
    return 0


def _costs(workspace: Workspace, value: object) -> dict[str, str | int]:
    """What the refusal names, so that nobody switches it on without knowing."""
    checking = workspace.checking
    costs = checking.costs(samples=value) if isinstance(value, int) else checking.costs(judge=str(value))
    return {
        "requests": costs.requests, "each": _usd(costs.each_usd), "a_day": f"{costs.a_day:.1f}", "total": _usd(costs.total_usd),
    }


def _usd(amount: float | None) -> str:
    return "an unknown amount" if amount is None else f"{amount:.4f} USD"


def _value(name: str, text: str) -> object:
    try:
        return msgspec.json.decode(text)
    except msgspec.DecodeError:
        raise Refused("settings.invalid", name=name) from None
