"""A long fuzz run of scrubbing and restoring: round trips, token shapes, streams. The suite does some thousand of the same.

python packaging/fuzz_privacy.py [--examples 100000] [--seed 1] [--go-on]
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.privacy.token_shapes import CHECKS


def main() -> int:
    """Prints progress and the first failing seed, or with ``--go-on`` every one; 0 when all held."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--examples", type=int, default=100_000)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--go-on", action="store_true", help="list every failing seed instead of stopping at the first")
    given = options.parse_args()
    started, failed = time.monotonic(), 0
    for number in range(given.seed, given.seed + given.examples):
        check = CHECKS[number % len(CHECKS)]
        try:
            check(random.Random(number))
        except Exception:
            print(f"seed {number}, {check.__name__}:", file=sys.stderr)
            if not given.go_on:
                raise
            failed += 1
        if number % 5000 == 0:
            print(f"{number} examples, {time.monotonic() - started:.0f} s", flush=True)
    print(f"{given.examples - failed} of {given.examples} examples held, {time.monotonic() - started:.0f} s")
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main())
