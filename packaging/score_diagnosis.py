"""Measures how often a bad answer is traced to the right cause, on hand-made cases: JSON lines of tests/knowledge/diagnoses.jsonl.

    python packaging/score_diagnosis.py [FILE] [--half first|second] [--wrong]

The first half was there while the rules were written, the second half was written after that; only the second one says how good they are.
Prints the confusion by cause, accuracy by cause and by side (found or not, sources, model, unclear), and with --wrong each case that was missed.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from hybriddesk.knowledge.diagnosing import Answer, diagnosed
from hybriddesk.records.diagnoses import CAUSES, SIDES, Diagnosis
from hybriddesk.records.knowledge import HeldBack, Passage

CASES = Path(__file__).resolve().parent.parent / "tests/knowledge/diagnoses.jsonl"


def answer(case: dict) -> Answer:  # type: ignore[type-arg]
    """A case as the diagnosis takes it."""
    def passages(texts: list[str]) -> tuple[Passage, ...]:
        return tuple(Passage(f"s{at}", "", 0, len(text), 0.5, text) for at, text in enumerate(texts))

    held = tuple(HeldBack(passage, code) for passage, (_, code) in zip(passages([text for text, _ in case["held"]]), case["held"], strict=True))
    return Answer(
        case["request"], case["draft"], case["final"], case["reason"], passages(case["given"]), held, passages(case["index"]), tuple(case["earlier"]),
    )


def main() -> None:
    """Reads, traces, prints."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", nargs="?", type=Path, default=CASES)
    parser.add_argument("--half", choices=("first", "second"), default=None)
    parser.add_argument("--wrong", action="store_true")
    options = parser.parse_args()
    cases = [json.loads(line) for line in options.file.read_text("utf-8").splitlines() if line]
    cases = [one for one in cases if options.half in {None, one["half"]}]
    found = [(one, diagnosed(answer(one))) for one in cases]
    _print(found)
    if options.wrong:
        for one, made in found:
            if one["cause"] != made.cause:
                print(f"{one['id']} {one['language']} {one['cause']} -> {made.cause} {made.strength} also {made.also}")


def _print(found: list[tuple[dict, Diagnosis]]) -> None:  # type: ignore[type-arg]
    counts = Counter((one["cause"], made.cause) for one, made in found)
    print("true \\ found".ljust(12), *(cause[:9].rjust(10) for cause in CAUSES))
    for true in CAUSES:
        print(true.ljust(12), *(str(counts[true, cause] or ".").rjust(10) for cause in CAUSES))
    right, sides = sum(one["cause"] == made.cause for one, made in found), sum(SIDES[one["cause"]] == made.side for one, made in found)
    told = [(one, made) for one, made in found if made.cause != "unclear"]
    sure = sum(one["cause"] == made.cause for one, made in told)
    print(f"{len(found)} cases: cause {right / len(found):.3f} ({right}), side {sides / len(found):.3f} ({sides}); "
          f"where a cause was named {sure / max(1, len(told)):.3f} ({sure} of {len(told)})")


if __name__ == "__main__":
    main()
