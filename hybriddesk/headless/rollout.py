"""The rollout command: the sequential test on outcomes that somebody else collected. Needs no store."""

from __future__ import annotations

import argparse
import json
from typing import Literal

import msgspec

from hybriddesk.catalog.canary import Outcome, Rollout
from hybriddesk.headless.session import DoorFactory, emit, standard_input
from hybriddesk.records.errors import Refused


class _Line(msgspec.Struct):
    arm: Literal["stable", "canary"]
    ok: bool
    latency_s: float | None = None
    tokens: float | None = None


async def rollout(options: argparse.Namespace, _door_of: DoorFactory) -> int:
    """check: one verdict out per outcome in, streamed. Raises ``Refused('input.bad_line')``."""
    watched = Rollout(options.share)
    for number, raw in enumerate(standard_input(), 1):
        if raw.strip():
            try:
                line = msgspec.convert(json.loads(raw), _Line)
            except (ValueError, RecursionError, msgspec.ValidationError) as error:
                raise Refused("input.bad_line", line=number) from error
            step = watched.add(Outcome(line.arm, line.ok, line.latency_s, line.tokens))
            emit({"n": step.n, "verdict": step.verdict, "reason": step.reason})
    return 0
