"""The setting command: the same table the window shows."""

from __future__ import annotations

import argparse

import msgspec

from hybriddesk.headless.session import DoorFactory, emit, opened
from hybriddesk.records.errors import Refused
from hybriddesk.records.settings import SETTINGS


async def setting(options: argparse.Namespace, door_of: DoorFactory) -> int:
    """list, set."""
    async with opened(options, door_of) as workspace:
        if options.act == "list":
            for one in SETTINGS:
                emit({"name": one.name, "value": workspace.settings.get(one.name), "default": one.default, "sentence": one.sentence})
            return 0
        workspace.settings.set(options.name, _value(options.name, options.value))
        emit({"name": options.name, "value": workspace.settings.get(options.name)})
    return 0


def _value(name: str, text: str) -> object:
    try:
        return msgspec.json.decode(text)
    except msgspec.DecodeError:
        raise Refused("settings.invalid", name=name) from None
