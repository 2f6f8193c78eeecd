"""A long run of damaged provider replies through the real senders over real sockets. The suite does some hundred of the same.

    python packaging/fuzz_replies.py [--examples 10000] [--seed 1]

Each reply is a recorded one of the seven adapters (a stream, a whole body or an error) with one to four hurts: bytes flipped, cut,
put in, dropped or doubled, events swapped, values of another type, odd headers. Held: no crash, no hang, no text lost that stood
before the first hurt, only faults of records/errors with words for a person, and none to be tried again once text was shown.
"""

from __future__ import annotations

import argparse
import sys
import time
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import anyio

from tests.providers.mutations import Tally, run

STEP = 1000


def main() -> int:
    """Prints progress, then how the replies ended; a reply that broke a promise is raised with its number."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--examples", type=int, default=10_000)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--first", type=int, default=0, help="number of the first reply, to repeat one that failed")
    given = options.parse_args()
    started, tally = time.monotonic(), Tally()

    def tell(number: int) -> None:
        done = number - given.first + 1
        if done % STEP == 0:
            print(f"{done} replies, {time.monotonic() - started:.0f} s", flush=True)

    anyio.run(partial(run, range(given.first, given.first + given.examples), given.seed, tally, tell))
    for end, count in sorted(tally.ends.items(), key=lambda row: -row[1]):
        print(f"{count:7}  {end}")
    print(f"{given.examples} replies held, {tally.sure} of them with text before the first hurt, {time.monotonic() - started:.0f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
