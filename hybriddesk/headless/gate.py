"""The gate command: how the line is drawn, what it costs, and another way to draw it."""

from __future__ import annotations

import argparse
from dataclasses import replace

from hybriddesk.headless.session import DoorFactory, emit, opened
from hybriddesk.records.errors import Refused
from hybriddesk.records.settings import checked
from hybriddesk.review.gate_price import GateChoice, Price
from hybriddesk.review.gating import Estimate
from hybriddesk.workflow.gating import Gating


async def gate(options: argparse.Namespace, door_of: DoorFactory) -> int:
    """show, set."""
    async with opened(options, door_of) as workspace:
        gating = workspace.gating
        choice = gating.choice() if options.act == "show" else _chosen(options, gating.choice())
        if options.act == "set" and not options.dry_run:
            gating.choose(choice)
        emit(_told(gating, choice))
    return 0


def _chosen(options: argparse.Namespace, stands: GateChoice) -> GateChoice:
    """What was given changes, the rest stays. Raises ``Refused('gate.nothing_chosen'|'settings.invalid')``."""
    wanted: dict[str, object] = {}
    if options.risk is not None:
        wanted |= {"mode": "risk", "risk": options.risk}
    if options.capacity is not None:
        wanted |= {"mode": "capacity", "per_day": options.capacity}
    if options.share is not None:
        wanted |= {"mode": "capacity", "per_day": 0, "capacity_percent": options.share}
    if options.threshold is not None:
        wanted |= {"mode": "threshold", "threshold": options.threshold}
    if options.random_checks is not None:
        wanted["audit_share"] = options.random_checks
    if not wanted:
        raise Refused("gate.nothing_chosen")
    return replace(stands, **{name: checked(f"review.{name}", value) for name, value in wanted.items()})  # type: ignore[arg-type]  # by the settings' kinds


def _told(gating: Gating, choice: GateChoice) -> dict[str, object]:
    """``price`` is null while there are too few judged answers; ``own_line`` says that the way chosen needs more decisions."""
    line, own = gating.line(choice)
    return {
        "mode": choice.mode, "threshold": choice.threshold, "capacity_percent": choice.capacity_percent, "per_day": choice.per_day,
        "risk": choice.risk, "random_checks": choice.audit_share, "line": round(line, 4), "own_line": own,
        "price": _price(gating.price(choice)), "measured_misses": _estimate(gating.misses()),
    }


def _price(found: Price | None) -> dict[str, object] | None:
    """A day."""
    if found is None:
        return None
    return {
        "reviews": round(found.reviews, 2), "random_checks": round(found.checks, 2), "passing": round(found.passing, 2),
        "missed": _estimate(found.missed), "measured": found.measured,
    }


def _estimate(found: Estimate | None) -> dict[str, object] | None:
    return None if found is None else {"value": round(found.value, 4), "low": round(found.low, 4), "high": round(found.high, 4), "count": found.count}
