"""The main job as a process of its own, to be killed: import, draft through a provider, decide, export, bundle.

Prints one line per acknowledged act (``imported N``, ``decided ID STATE``, ``bundle PATH``) after the store has it. Started again on
the same folder it goes on with what waits; it never sends an ``unknown`` item again, because nobody agreed to that.
"""

from __future__ import annotations

import sys
from pathlib import Path

from hybriddesk.records.work import SourceItem
from hybriddesk.sync.bundling import export_bundle
from hybriddesk.workflow.senders import Target
from hybriddesk.workspace import Workspace
from tests.way.desk_store import add_provider, in_store, yes

ITEMS = 40


def say(*words: object) -> None:
    sys.stdout.write(" ".join(map(str, words)) + "\n")
    sys.stdout.flush()


async def job(workspace: Workspace, folder: Path, url: str) -> None:
    if not workspace.providing.book.all():
        add_provider(workspace, url)
    if not workspace.items.counts():
        found = [SourceItem("job", str(n), "mail", f"Case {n}", f"Please call me about case {n}: bob{n}@example.org", "") for n in range(ITEMS)]
        say("imported", len(workspace.drafting.file_import("job", "reply", found).new))
    for round_ in range(ITEMS):
        waiting = workspace.items.waiting(1)
        if waiting:
            await workspace.drafting.draft(waiting, Target("cloud"), yes)
        await decide_all(workspace)
        if round_ % 8 == 7:
            target = folder / f"b{round_}.age"
            export_bundle(workspace.db, target, "bundle of four words")
            say("bundle", target.name)
    say("finished")


async def decide_all(workspace: Workspace) -> None:
    for number, review_id in enumerate(list(workspace.reviews.ids("all", "oldest"))):
        review = workspace.reviews.get(review_id)
        if review.decided_ms is None:
            await workspace.reviewing.open(review_id)
            await workspace.reviewing.autosave(review_id, review.draft + " Thanks.")
            text = review.draft if number % 2 else review.draft + " Thanks a lot."
            decided = await workspace.reviewing.approve(review_id, text, 1.0)
            say("decided", decided.id, decided.state)


if __name__ == "__main__":
    data, url = Path(sys.argv[1]), sys.argv[2]
    in_store(data / "store", lambda workspace: job(workspace, data, url))
