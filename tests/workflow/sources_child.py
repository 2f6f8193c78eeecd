"""A process that works on the sources of a store until it is killed; each line it prints acknowledges what is done.

    python sources_child.py STORE FROM      adds sources FROM, FROM+1, ...; now and then builds a version, switches to it and drops the old one
"""

from __future__ import annotations

import itertools
import sys
from pathlib import Path

from hybriddesk.vault.knowledge import live_version
from hybriddesk.workspace import Workspace
from tests.way.desk_store import in_store

EVERY = 3


def text(number: int) -> str:
    """What source ``number`` says: many pieces, and in the last of them a word of its own, no part of another one."""
    return "\n\n".join([*("It may be returned within thirty days of its purchase. " * 12 for _ in range(40)), f"Model k{number:05} hums."])


async def work(desk: Workspace) -> None:
    for number in itertools.count(int(sys.argv[2])):
        await desk.knowing.add_text(f"{number:04}", text(number))
        if number % EVERY == 0:
            before = live_version(desk.db)
            await desk.knowing.switch(await desk.knowing.build(300 + number, 0))
            await desk.knowing.drop(before)
        sys.stdout.write(f"{number}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    in_store(Path(sys.argv[1]), work)
