"""Plants every fault a provider can have at a server on this machine and prints how a prompt that meets it ends. Exit 1 if one misses.

    python packaging/show_faults.py [--silence 5] [--only WORD]

Each row is a whole prompt on the app's own path over real sockets, with the app's own waits. ``--silence`` is the person's setting
"Give up a silent provider after", whose default is 30 seconds and whose least is 5; only rows that hang take longer with it.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from hybriddesk.providers.transport import tls_context
from hybriddesk.workspace import Workspace
from tests.way.desk_store import in_store
from tests.way.fault_cases import CASES, GOOD, Case
from tests.way.fault_run import MOST_MB, Met, meet, megabytes, misses

COLUMNS = ("fault", "class", "code", "seen s", "ended s", "MB", "text kept", "requests", "as it must")
SHOWN = 22
"""Characters of a kept text that are printed."""
TOTAL = 30
"""Seconds of the longest answer, the least the settings allow: one row never ends by itself."""


def main() -> int:
    """Prints a row a fault as soon as it ended."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--silence", type=int, default=5, help="seconds")
    options.add_argument("--only", default="", help="rows with this word in their name")
    given = options.parse_args()
    wanted = [case for case in CASES if given.only in case.name]
    widths = (max(len(case.name) for case in CASES), 9, 22, 6, 7, 5, 24, 8, 0)
    missed: list[str] = []

    def show(*cells: object) -> None:
        print("  ".join(str(cell).ljust(width) for cell, width in zip(cells, widths, strict=True)).rstrip(), flush=True)

    async def work(workspace: Workspace) -> None:
        tls_context()
        workspace.settings.set("provider.silence_seconds", given.silence)
        workspace.settings.set("provider.total_seconds", TOTAL)
        await meet(workspace, Case("warm", lambda: (GOOD,)), 0, 0.0)
        rest = megabytes("VmRSS")
        for number, case in enumerate(wanted, 1):
            met = await meet(workspace, case, number, rest)
            wrong = misses(case, met)
            missed.extend(wrong)
            show(case.name, *cells_of(met), "; ".join(wrong) or "yes")

    show(*COLUMNS)
    with tempfile.TemporaryDirectory(prefix="hybriddesk-faults-") as folder:
        in_store(Path(folder) / "store", work)
    print(f"\n{len(wanted)} faults, {len(missed)} misses; memory counts above rest, its limit is {MOST_MB} MB")
    return 1 if missed else 0


def cells_of(met: Met) -> Iterator[str]:
    """The columns between the name and the verdict."""
    yield met.kind or "answer"
    yield met.code
    yield f"{met.seen_s:.2f}"
    yield f"{met.ended_s:.2f}"
    yield f"{met.grown_mb:.1f}"
    yield (met.text if len(met.text) <= SHOWN else f"{len(met.text)} characters") or "none came"
    yield str(met.requests)


if __name__ == "__main__":
    sys.exit(main())
