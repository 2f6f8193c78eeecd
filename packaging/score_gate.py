"""Measures the gate's promise on labelled sets: with at most a share ``alpha`` of bad answers allowed among what passes, how much passes, and
how often the promise is broken.

    python packaging/score_gate.py --data FOLDER [--labels 500] [--alpha 0.1] [--resamples 200] [--sets drafts,maths,chat]

Each resample splits the prompts anew in half, decides ``labels`` answers of one half in a random order as a person would, and draws the line
in two ways: on what the judge said at the time of each decision, and on what the judge in force says of decisions it had not seen (what the
desk does). The line is then held against up to 2,000 answers of the other half. "Possible" is the most that any line of this order lets pass.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

sys.path[:0] = [str(Path(__file__).resolve().parent.parent), str(Path(__file__).resolve().parent)]

from score_judgement import SETS, Row, rows  # noqa: E402  the path is set above

from hybriddesk.review.gating import limit_for_risk  # noqa: E402
from hybriddesk.review.learner import EVERY, Learner  # noqa: E402
from hybriddesk.review.learning import Judged  # noqa: E402

TESTED = 2_000
EASY = {"drafts": frozenset({"en-de", "et-en", "ru-en", "ro-en", "en-zh"})}
"""The kinds of work whose share of bad answers is like a desk's; the other two are mostly bad, and no gate would be opened for them."""


@dataclass
class Held:
    """What came of each resample: the share that passed, and whether too much of it was bad."""

    passed: list[float] = field(default_factory=list)
    broken: list[bool] = field(default_factory=list)

    def note(self, limit: float | None, p: np.ndarray, bad: np.ndarray, alpha: float) -> None:
        """One line; None lets nothing pass."""
        through = p <= (-1.0 if limit is None else limit)
        self.passed.append(float(through.mean()))
        self.broken.append(bool(through.any() and bad[through].mean() > alpha))


def replayed(past: Sequence[Row]) -> tuple[Learner, list[float]]:
    """The judge after these decisions, and what it said of each at its time."""
    learner, said = Learner(), []
    for start in range(0, len(past), EVERY):
        part = past[start : start + EVERY]
        for one in part:
            learner.see(one.workflow, one.values)
            said.append(learner.p_bad(one.workflow, one.values))
        learner.learn(Judged(one.workflow, one.values, one.bad) for one in part)
    learner.settle()
    return learner, said


def measure(found: list[Row], labels: int, alpha: float, resamples: int) -> None:
    """Prints a line for each way to draw the line."""
    ways, possible = {"said at the time": Held(), "judge in force": Held()}, []
    prompts = sorted({row.prompt for row in found})
    for seed in range(resamples):
        chance = random.Random(seed)
        ours = set(chance.sample(prompts, len(prompts) // 2))
        past, tested = [row for row in found if row.prompt in ours], [row for row in found if row.prompt not in ours]
        past, tested = chance.sample(past, labels), chance.sample(tested, min(TESTED, len(tested)))
        learner, said = replayed(past)
        p, bad = np.array([learner.p_bad(row.workflow, row.values) for row in tested]), np.array([row.bad for row in tested])
        ways["said at the time"].note(limit_for_risk(said, [row.bad for row in past], alpha), p, bad, alpha)
        ways["judge in force"].note(limit_for_risk(*zip(*learner.apart, strict=True), alpha), p, bad, alpha)
        risk = np.cumsum(bad[np.argsort(p, kind="stable")]) / np.arange(1, len(bad) + 1)
        possible.append(float(np.flatnonzero(risk <= alpha).max(initial=-1) + 1) / len(bad))
    for name, held in ways.items():
        print(f"  {name:<18} passes {np.mean(held.passed):.3f}  nothing passes in {np.mean([not one for one in held.passed]):.2f}  "
              f"promise broken in {np.mean(held.broken):.3f} of {resamples}", flush=True)
    print(f"  {'possible':<18} passes {np.mean(possible):.3f}", flush=True)


def main() -> None:
    """Prints the figures of every set."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--labels", type=int, default=500)
    parser.add_argument("--alpha", type=float, default=0.1)
    parser.add_argument("--resamples", type=int, default=200)
    parser.add_argument("--sets", default="drafts,maths,chat")
    options = parser.parse_args()
    for name, label, words in SETS:
        if name in options.sets.split(","):
            found = [row for row in rows(options.data, name, label, groups=True) if row.workflow in EASY.get(name, {row.workflow})]
            print(f"{name}: {words} ({np.mean([row.bad for row in found]):.3f} bad of {len(found)}), at most {options.alpha:.2f} bad, {options.labels} decisions")
            measure(found, options.labels, options.alpha, options.resamples)


if __name__ == "__main__":
    main()
