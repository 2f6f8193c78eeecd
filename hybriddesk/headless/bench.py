"""The bench command: measures, and prints each figure beside a baseline of the same run."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from hybriddesk.headless.benches import BENCHES
from hybriddesk.headless.session import DoorFactory, emit
from hybriddesk.records.errors import Refused
from hybriddesk.records.measure import Bench, Figure


async def bench(options: argparse.Namespace, _door_of: DoorFactory) -> int:
    """``list``, or one by name; what needs a window is handed in by the composition root as ``options.window_benches``."""
    every: tuple[Bench, ...] = (*getattr(options, "window_benches", ()), *BENCHES)
    if options.name == "list":
        for one in every:
            emit({"bench": one.name, "what": one.sentence})
        return 0
    measure = named(every, options.name).load()
    rows = []
    for figure in measure(1.0):
        rows.append(figure)
        emit(as_row(options.name, figure))
    if not (options.json or options.quiet):
        sys.stderr.write(as_table(rows))
    return 0


def named(every: Sequence[Bench], name: str) -> Bench:
    """Raises ``Refused('bench.unknown')``."""
    for one in every:
        if one.name == name:
            return one
    raise Refused("bench.unknown", name=name, names=", ".join(one.name for one in every))


def as_row(name: str, figure: Figure) -> dict[str, object]:
    """The JSON line of a figure."""
    return {
        "bench": name, "figure": figure.name, "value": _short(figure.value), "unit": figure.unit, "baseline": _short(figure.baseline),
        "ratio": _short(figure.ratio), "target": figure.target, "rule": figure.rule if figure.target is not None else None, "met": figure.met,
        **({"note": figure.note} if figure.note else {}),
    }


def as_table(figures: Sequence[Figure]) -> str:
    """The same for people: aligned columns, one line a figure."""
    cells = [("figure", "value", "unit", "baseline", "ratio", "target", "met", "")]
    cells += [
        (one.name, f"{one.value:.4g}", one.unit, _shown(one.baseline), _shown(one.ratio), _target(one), {None: "", True: "yes", False: "NO"}[one.met], one.note)
        for one in figures
    ]
    widths = [max(len(row[column]) for row in cells) for column in range(len(cells[0]))]
    return "".join("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() + "\n" for row in cells)


def _target(figure: Figure) -> str:
    return "" if figure.target is None else f"{figure.rule} {figure.target:g}"


def _shown(value: float | None) -> str:
    return "" if value is None else f"{value:.4g}"


def _short(value: float | None) -> float | None:
    return None if value is None else float(f"{value:.5g}")
