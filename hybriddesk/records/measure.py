"""What a benchmark says: a figure, the baseline measured in the same run, and whether the target is met.

Absolute figures drift from machine to machine, so a target is a ratio to the baseline wherever one makes sense.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

Rule = Literal["value <=", "ratio <=", "ratio >="]


@dataclass(frozen=True, slots=True)
class Figure:
    """``value`` and ``baseline`` share ``unit``. ``rule`` says what ``target`` bounds; without a target the figure only informs.
    ``note`` names what a person would look for next."""

    name: str
    value: float
    unit: str
    baseline: float | None = None
    target: float | None = None
    rule: Rule = "value <="
    note: str = ""

    @property
    def ratio(self) -> float | None:
        """The figure as a multiple of its baseline."""
        return self.value / self.baseline if self.baseline else None

    @property
    def met(self) -> bool | None:
        """Whether the target is met; None where there is none."""
        bounded = self.value if self.rule == "value <=" else self.ratio
        if self.target is None or bounded is None:
            return None
        return bounded >= self.target if self.rule == "ratio >=" else bounded <= self.target


Measure = Callable[[float], Iterable[Figure]]
"""``scale`` 1.0 is the size a target speaks of; a test measures a hundredth of it."""


@dataclass(frozen=True, slots=True)
class Bench:
    """One benchmark. ``load`` imports it, so that a list of them costs nothing."""

    name: str
    sentence: str
    load: Callable[[], Measure]
