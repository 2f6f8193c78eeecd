"""Which cue words of the judge carry weight, and on which sets: each word is taken out alone, and the AUROC with no decisions compared.

    python packaging/ablate_cues.py --data FOLDER [--least N]

Prints one line for each word that occurs: how many texts it stands in, the share of bad ones there beside that of all, and by how many
thousandths the AUROC falls without it, per set. A word that helps on one set alone was learned from that set, not from the language.
"""

from __future__ import annotations

import argparse
import gzip
import json
import math
import re
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

sys.path[:0] = [str(Path(__file__).resolve().parent.parent), str(Path(__file__).resolve().parent)]

from score_judgement import SETS, auroc  # noqa: E402  the path is set above

from hybriddesk.review import asked, shape  # noqa: E402
from hybriddesk.review.learner import Learner  # noqa: E402
from hybriddesk.review.scripts import kind_of_work  # noqa: E402
from hybriddesk.review.seen import Seen  # noqa: E402
from hybriddesk.review.traits import TRAITS, traits  # noqa: E402

FEATURES: dict[str, tuple[re.Pattern[str], str]] = {
    "open": (asked._OPEN, "prompt"), "closed": (asked._CLOSED, "prompt"), "reach": (asked._OUT_OF_REACH, "prompt"),  # noqa: SLF001
    "itself": (shape._OF_ITSELF, "output"),  # noqa: SLF001
}


@dataclass
class Set:
    """The answers of one set with one label. ``odds`` are the log-odds without decisions, ``scale`` (mean, deviation) per answer and feature."""

    name: str
    texts: dict[str, list[str]]
    bad: np.ndarray
    odds: np.ndarray
    scale: dict[str, tuple[np.ndarray, np.ndarray]]
    auroc: float


def alternatives(pattern: re.Pattern[str]) -> list[str]:
    """The words of a pattern: what its outermost bars part."""
    body = re.sub(r"\n\s*", "", pattern.pattern)
    body = body[body.index("(?:") + 3 : body.rindex(")")] if body.count("(?:") else body
    found, depth, word = list[str](), 0, ""
    for sign in body:
        depth += {"(": 1, ")": -1}.get(sign, 0)
        if sign == "|" and depth == 0:
            found.append(word)
            word = ""
        else:
            word += sign
    return [one.strip() for one in (*found, word) if one.strip()]


def read(folder: Path, name: str, label: str, *, most: int) -> Set:
    """One set, judged without decisions."""
    with gzip.open(folder / f"{name}_dev.jsonl.gz", "rt", encoding="utf-8") as lines:
        rows = [row for row in map(json.loads, lines) if row.get(label) is not None][:most]
    learner, measured = Learner(), []
    for row in rows:
        kind = kind_of_work(row["prompt"], row["output"])
        values = traits(Seen(row["output"], row["prompt"], kind, logprobs=tuple(row["logprobs"] or ()), samples=tuple(row["samples"] or ())))
        learner.see(kind, values)
        measured.append((kind, values))
    odds = np.array([learner.weights.log_odds(kind, learner.scaling.z(kind, values)) for kind, values in measured])
    bad = np.array([int(row[label]) for row in rows])
    scale = {}
    for feature in FEATURES:
        stats = [learner.scaling.of(kind, feature) for kind, _ in measured]
        scale[feature] = np.array([mean for mean, _ in stats]), np.array([spread for _, spread in stats])
    texts = {part: [row[part][:4_000] for row in rows] for part in ("prompt", "output")}
    return Set(f"{name}/{label}", texts, bad, odds, scale, auroc(odds, bad))


def without(one: Set, feature: str, kept: Callable[[str], int], full: np.ndarray) -> float:
    """The AUROC where the feature counts only what is kept."""
    part = FEATURES[feature][1]
    counts = np.array([kept(text) for text in one.texts[part]])
    mean, spread = one.scale[feature]
    z = [np.clip((np.log1p(values) - mean) / spread, -4, 4) for values in (full, counts)]
    return auroc(one.odds + TRAITS[feature].weight * (z[1] - z[0]), one.bad)


def main() -> int:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--least", type=int, default=1, help="texts a word must stand in to be listed")
    parser.add_argument("--most", type=int, default=4_000, help="answers of a set")
    options = parser.parse_args()
    sets = [read(options.data, name, label, most=options.most) for name, label, _ in SETS]
    print("AUROC without decisions: " + "  ".join(f"{one.name} {one.auroc:.4f} (bad {one.bad.mean():.2f})" for one in sets))
    for feature, (pattern, part) in FEATURES.items():
        fulls = [np.array([len(pattern.findall(text)) for text in one.texts[part]]) for one in sets]
        gone = [without(one, feature, lambda _text: 0, full) for one, full in zip(sets, fulls, strict=True)]
        print(f"\n{feature} (weight {TRAITS[feature].weight:+.2f}): without it " + "  ".join(f"{one.name} {1_000 * (value - one.auroc):+.1f}" for one, value in zip(sets, gone, strict=True)))
        for word in alternatives(pattern):
            alone = re.compile(rf"\b(?:{word})\b", re.IGNORECASE | re.VERBOSE) if "://" not in word else re.compile(word, re.IGNORECASE)
            said = []
            for one, full in zip(sets, fulls, strict=True):
                hits = np.array([len(alone.findall(text)) for text in one.texts[part]])
                held = hits > 0
                if held.sum() < options.least:
                    said.append(f"{'-':>22}")
                    continue
                minus = dict(zip(one.texts[part], np.maximum(full - hits, 0), strict=True))
                fell = without(one, feature, minus.__getitem__, full) - one.auroc
                lift = math.log((one.bad[held].mean() + 0.01) / (one.bad.mean() + 0.01))
                said.append(f"{held.sum():>6} {lift:+6.2f} {1_000 * fell:+7.2f} ")
            if any(text.strip() != "-" for text in said):
                print(f"  {word:<28}" + "|".join(said))
    return 0


if __name__ == "__main__":
    sys.exit(main())
