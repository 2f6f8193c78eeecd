"""Measures the confidence on labelled sets beside its baselines: JSON lines of {"prompt", "output", "logprobs", "samples", "group", "bad"}.

    python packaging/score_judgement.py --data FOLDER [--seeds N] [--past 0,50,200,1000] [--sets drafts,maths,chat] [--no-groups]

The sets are not shipped, and nothing is learned from them that ships. Prompts are split in half by hash, so that none is on both
sides; each half is tested with past decisions of the other, drawn anew per seed. Prints AUROC, area under the risk-coverage curve
(AURC, lower is better), ECE (15 equal bins) beside the floor that exact probabilities would show, Brier and the share of bad answers inside the 10/20/30 % sent to review (catch).
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import random
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from hybriddesk.review.learner import Learner
from hybriddesk.review.learning import Judged
from hybriddesk.review.scripts import kind_of_work
from hybriddesk.review.seen import Seen
from hybriddesk.review.signals import measure
from hybriddesk.review.traits import traits

SETS = (("drafts", "bad", "changed > half"), ("drafts", "bad_da", "human score < 50"), ("maths", "bad", "wrong result"), ("chat", "bad", "human label"))
NAMES = ("AUROC", "AURC", "ECE", "floor", "Brier", "c@10", "c@20", "c@30")


@dataclass(frozen=True)
class Row:
    """One labelled answer, its traits measured."""

    side: int
    prompt: str
    workflow: str
    values: dict[str, float]
    length: float
    logprob: float | None
    bad: int


def rows(folder: Path, name: str, label: str, *, groups: bool) -> list[Row]:
    """The answers of one set that have this label."""
    with gzip.open(folder / f"{name}_dev.jsonl.gz", "rt", encoding="utf-8") as lines:
        found = [json.loads(line) for line in lines]
    return [_row(one, label, groups=groups) for one in found if one.get(label) is not None]


def _row(one: dict, label: str, *, groups: bool) -> Row:  # type: ignore[type-arg]
    text, source, logprobs = one["output"], one["prompt"], tuple(one["logprobs"] or ())
    workflow = one["group"] if groups else kind_of_work(source, text)
    seen = Seen(text, source, workflow, logprobs=logprobs, samples=tuple(one["samples"] or ()))
    values = traits(seen, measure(seen))
    side = hashlib.sha256(source.encode()).digest()[0] % 2
    return Row(side, source, workflow, values, float(len(text)), sum(logprobs) / len(logprobs) if logprobs else None, int(one[label]))


def judged(tested: Sequence[Row], past: Sequence[Row]) -> list[float]:
    """P(bad) of each tested row, in order, by a judge that learned from the past decisions and sees the tested rows one by one."""
    learner = Learner()
    for one in past:
        learner.see(one.workflow, one.values)
    learner.learn(Judged(one.workflow, one.values, one.bad) for one in past)
    learner.settle()
    found = []
    for one in tested:
        learner.see(one.workflow, one.values)
        found.append(learner.p_bad(one.workflow, one.values))
    return found


def figures(p: Sequence[float], bad: Sequence[int], *, probabilities: bool = True) -> list[float]:
    """The figures of ``NAMES``; ECE, its floor and Brier are NaN for a score that is no probability."""
    scores, wrong = np.asarray(p, dtype=float), np.asarray(bad, dtype=float)
    error = [ece(scores, wrong), ece_floor(scores), float(np.mean((scores - wrong) ** 2))] if probabilities else [np.nan] * 3
    return [auroc(scores, wrong), aurc(scores, wrong), *error, *(catch(scores, wrong, share) for share in (0.1, 0.2, 0.3))]


def auroc(scores: np.ndarray, bad: np.ndarray) -> float:
    """Chance that a bad answer scores above a good one; ties count half."""
    _, place, counts = np.unique(scores, return_inverse=True, return_counts=True)
    ranks = (np.cumsum(counts) - (counts - 1) / 2)[place]
    many = bad.sum()
    return float((ranks[bad == 1].sum() - many * (many + 1) / 2) / (many * (len(bad) - many)))


def aurc(scores: np.ndarray, bad: np.ndarray) -> float:
    """Mean share of bad answers among the accepted, over every coverage."""
    accepted = bad[np.argsort(scores, kind="stable")]
    return float(np.mean(np.cumsum(accepted) / np.arange(1, len(bad) + 1)))


def ece(scores: np.ndarray, bad: np.ndarray) -> float:
    """Expected calibration error over 15 bins of equal width."""
    place = np.minimum((scores * 15).astype(int), 14)
    return float(sum(abs((scores - bad)[place == one].sum()) for one in range(15)) / len(bad))


def ece_floor(scores: np.ndarray) -> float:
    """The error that probabilities which are exactly right would show on so many answers: chance alone moves each bin's share."""
    place = np.minimum((scores * 15).astype(int), 14)
    spread = [np.sqrt(2 / np.pi * (scores * (1 - scores))[place == one].sum()) for one in range(15)]
    return float(sum(spread) / len(scores))


def catch(scores: np.ndarray, bad: np.ndarray, share: float) -> float:
    """Share of the bad answers among the ``share`` with the highest scores."""
    sent = np.argsort(-scores, kind="stable")[: round(share * len(bad))]
    return float(bad[sent].sum() / bad.sum())


def trials(found: list[Row], seeds: int, count: int) -> Iterator[tuple[list[Row], list[Row]]]:
    """(tested, past) for each half and seed."""
    for seed in range(seeds):
        for side in (0, 1):
            past, tested = [row for row in found if row.side == side], [row for row in found if row.side != side]
            random.Random(seed).shuffle(past)
            random.Random(seed + 1000).shuffle(tested)
            yield tested, past[:count]


Scorer = Callable[[list[Row], list[Row]], list[float]]


def _mean(found: list[Row], seeds: int, count: int, scorer: Scorer, *, probabilities: bool) -> str:
    all_figures = [figures(scorer(tested, past), [row.bad for row in tested], probabilities=probabilities) for tested, past in trials(found, seeds, count)]
    return "  ".join("   - " if np.isnan(value) else f"{value:.3f}" for value in np.mean(all_figures, axis=0))


def report(found: list[Row], past: Sequence[int], seeds: int) -> None:
    """Prints one line per judge."""
    baselines: dict[str, Scorer] = {
        "first come (FIFO)": lambda tested, _past: list(np.linspace(1, 0, len(tested))),
        "length only": lambda tested, _past: [row.length for row in tested],
    }
    if all(row.logprob is not None for row in found):
        baselines["log-prob only"] = lambda tested, _past: [-(row.logprob or 0.0) for row in tested]
    for name, scorer in baselines.items():
        print(f"  {name:<22} {_mean(found, 1, 0, scorer, probabilities=False)}")
    for count in past:
        print(f"  judge, {count:>5} decisions {_mean(found, seeds, count, judged, probabilities=True)}", flush=True)


def main() -> None:
    """Prints the table of every set."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--past", default="0,50,200,1000")
    parser.add_argument("--sets", default="drafts,maths,chat")
    parser.add_argument("--no-groups", action="store_true", help="leave out which workflow an answer is of")
    options = parser.parse_args()
    for name, label, words in SETS:
        if name in options.sets.split(","):
            began = time.perf_counter()
            found = rows(options.data, name, label, groups=not options.no_groups)
            each = 1000 * (time.perf_counter() - began) / len(found)
            print(f"{name}: {words} ({np.mean([row.bad for row in found]):.3f} bad of {len(found)}; {each:.2f} ms an answer to measure)")
            print(f"  {'':<22} {'  '.join(f'{one:<5}' for one in NAMES)}")
            report(found, [int(one) for one in options.past.split(",")], options.seeds)


if __name__ == "__main__":
    main()
