"""The main job through the window as a process of its own, to be killed: import, draft through a provider, decide, bundle.

Prints a line for whatever the window has acknowledged (``drafted N``, ``decided ID STATE``, ``bundle``). Started again on the same
folder it goes on as a person would, with Home's "Go on"; what is unknown it leaves, because nobody agreed to send it again.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from tests.window import steps
from tests.window.drive import Window, find, until

PROVIDER = "loopback"


def say(*words: object) -> None:
    """A line that is out when this returns."""
    os.write(1, (" ".join(map(str, words)) + "\n").encode())


def job(window: Window, inputs: Path, bundle: Path) -> None:
    """All that is left of the job, whatever state the last kill left."""
    workspace = window.shell.context.workspace
    counts = window.ask(workspace.items.counts)
    if not counts:
        steps.import_folder(window, inputs)
        say("read")
        steps.start_drafting(window, PROVIDER)
        draft(window)
        steps.leave_import(window)
    elif window.ask(lambda: workspace.items.waiting(1)):
        window.go("home")
        window.click("need_draft")
        draft(window)
    window.go("review")
    window.settled()
    steps.approve_all(window, told=lambda review: say("decided", review, window.ask(lambda: workspace.reviews.get(review).state)))
    steps.export_bundle(window, bundle, "bundle of seven unrelated words")
    say("bundle")


def draft(window: Window) -> None:
    """Lets the batch out, and says how far it is."""
    from hybriddesk.desk.importing.batch import Drafts

    batch = window.shell.registry.findChild(Drafts)
    batch.changed.connect(lambda: say("drafted", batch.view.done))
    until(lambda: batch.view.total, "the begin of the batch")
    until(lambda: batch.view.state != "drafting" or find(steps.QWidget, "sheet_send"), "the sheet or the end")
    if batch.view.state == "drafting":
        steps.send(window, rest=find(steps.QWidget, "sheet_rest") is not None)  # a single one has no rest
    steps.batch_by_sheet(window)


if __name__ == "__main__":
    home, inputs = Path(sys.argv[1]), Path(sys.argv[2])
    opened = Window(home / "store")
    opened.unlock()
    say("opened")
    job(opened, inputs, home / f"desk-{os.getpid()}.age")
    say("finished")
    opened.close()
