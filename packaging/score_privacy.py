"""Scores the scrubber on labelled sets: JSON lines of {"id", "text", "spans": [[start, end, kind], ...]}.

    python packaging/score_privacy.py --data FOLDER [--sets a,b] [--show N]

The sets are not shipped. Prints per kind: strict precision, recall and F1, and characters left in clear; per set: leak, hidden
characters that were not personal, and milliseconds per KB.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from hybriddesk.privacy import KINDS, Scrubber

GROUPS = {"ADDRESS": "PLACE", "POSTCODE": "PLACE", "LOCATION": "PLACE", "CREDIT_CARD": "CARD", "DOB": "DATE"}
IDS = {"ID", "PASSPORT", "LICENCE", "PLATE", "VIN", "MRN", "IMEI", "ACCOUNT", "CRYPTO"}
Labelled = tuple[int, int, str]


def group(kind: str) -> str:
    """The kind by which sets and rules are compared."""
    return "ID" if kind in IDS else GROUPS.get(kind, kind)


@dataclass
class Tally:
    """Counts of one set."""

    right: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    gold: Counter[str] = field(default_factory=Counter)
    chars: Counter[str] = field(default_factory=Counter)
    left: Counter[str] = field(default_factory=Counter)
    plain: int = 0
    over: int = 0

    def add(self, text: str, gold: list[Labelled], found: list[Labelled]) -> None:
        """One text's spans."""
        self.gold.update(kind for _, _, kind in gold)
        self.found.update(kind for _, _, kind in found)
        self.right.update(kind for _, _, kind in set(gold) & set(found))
        hidden = {at for start, end, _ in found for at in range(start, end)}
        personal = {at for start, end, _ in gold for at in range(start, end)}
        for start, end, kind in gold:
            letters = [at for at in range(start, end) if text[at].isalnum()]
            self.chars[kind] += len(letters)
            self.left[kind] += sum(at not in hidden for at in letters)
        ordinary = [at for at in range(len(text)) if text[at].isalnum() and at not in personal]
        self.plain += len(ordinary)
        self.over += sum(at in hidden for at in ordinary)


def share(part: float, whole: float) -> float:
    """A quotient, 0 where there is nothing."""
    return part / whole if whole else 0.0


def score(path: Path, scrubber: Scrubber) -> None:
    """Prints one set's table."""
    tally, seconds, size = Tally(), 0.0, 0
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        began = time.perf_counter()
        spans = scrubber.detect(row["text"])
        seconds += time.perf_counter() - began
        size += len(row["text"].encode())
        gold = [(start, end, group(kind)) for start, end, kind in row["spans"]]
        tally.add(row["text"], gold, [(span.start, span.end, group(span.kind)) for span in spans])
    leak, over = share(sum(tally.left.values()), sum(tally.chars.values())), share(tally.over, tally.plain)
    print(f"\n{path.stem}: leak {leak:.3f}, over {over:.4f}, {1000 * seconds / (size / 1024):.1f} ms/KB")
    for kind, count in tally.gold.most_common():
        precision, recall = share(tally.right[kind], tally.found[kind]), share(tally.right[kind], count)
        f1 = share(2 * precision * recall, precision + recall)
        print(f"  {kind:9s} n={count:<5d} P {precision:.3f}  R {recall:.3f}  F1 {f1:.3f}  leak {share(tally.left[kind], tally.chars[kind]):.3f}")


def main() -> None:
    """Scores every set of the folder, or those named."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--data", type=Path, required=True)
    options.add_argument("--sets", default="")
    options.add_argument("--org", action="store_true", help="also look for organisations")
    chosen = options.parse_args()
    scrubber = Scrubber(kinds_on=[kind.name for kind in KINDS if kind.optional] if chosen.org else ())
    for path in sorted(chosen.data.glob("*.jsonl")):
        if not chosen.sets or path.stem in chosen.sets.split(","):
            score(path, scrubber)


if __name__ == "__main__":
    main()
