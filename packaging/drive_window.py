"""Walks the main job through the real window under a real X server, with the server's own pointer and keys, and takes pictures of it.

``python packaging/drive_window.py --xvfb`` starts Xvfb itself; without it the DISPLAY in force is used. ``--inputs`` names the folder of
mail to work on (else ``../shared/inputs`` if it is there, else the tests' own). ``--kill N`` instead kills the app N times while
somebody types and counts what was lost; ``--kill-job N`` kills it N times at random moments of the whole job (import, drafts through a
provider, decisions, bundle) and looks at what the store and the provider have. Exit 1 with a sentence if something is not as it must be.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.window.drive import Window

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
BUNDLE = "bundle of seven unrelated words"
SCREEN = "1600x1000x24"
Figures = tuple[dict[str, tuple[str, str, str]], dict[str, int]]
"""Approved entries, and entries by state."""


def main() -> int:
    """Chooses the screen, then walks."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--xvfb", action="store_true", help="start an X server of its own")
    parser.add_argument("--inputs", type=Path, help="folder with mail and tables to import")
    parser.add_argument("--pictures", type=Path, help="folder for screenshots of the X server")
    parser.add_argument("--kill", type=int, default=0, metavar="N", help="kill the app N times while somebody types")
    parser.add_argument("--kill-job", type=int, default=0, metavar="N", help="kill the app N times in the middle of the main job")
    parser.add_argument("--seed", type=int, default=1, help="of the random moments (default 1)")
    options = parser.parse_args()
    if options.kill_job:
        return report_job_kills(options.kill_job, options.seed)
    with x_server() if options.xvfb else contextlib.nullcontext(), tempfile.TemporaryDirectory(prefix="hybriddesk-drive-") as home:
        os.environ.update(HOME=home, XDG_RUNTIME_DIR=home, QT_QPA_PLATFORM="xcb")
        if options.kill:
            from tests.window.killing import kill_while_typing  # noqa: PLC0415  after the screen is there

            return report_kills([kill_while_typing(Path(home) / f"k{number}") for number in range(options.kill)])
        return Walk(Path(home), (options.inputs or found_inputs()).resolve(), options.pictures).go()


def found_inputs() -> Path:
    """Real material beside the checkout, or the tests' own."""
    shared = ROOT.parent / "shared" / "inputs"
    return shared if shared.exists() else ROOT / "tests" / "window" / "material"


class Walk:
    """The main job, step by step; prints what was counted and takes screenshots."""

    def __init__(self, home: Path, inputs: Path, pictures: Path | None) -> None:
        self.home, self.inputs, self.pictures = home, inputs, pictures
        self.started = time.monotonic()
        self.bundle = home / "out" / "desk.age"
        self.bundle.parent.mkdir()

    def go(self) -> int:
        """All of it; 0 if the second store equals the first."""
        from tests.way.loopback import Loopback  # noqa: PLC0415  after the screen is there

        with Loopback() as server:
            before = self.first(server.url)
        after = self.second()
        self.say("second store: " + ("equal" if after == before else f"NOT EQUAL: {before[1]} {after[1]}"))
        return int(after != before)

    def first(self, url: str) -> Figures:
        """Import, draft through a provider, review, export, bundle, lock."""
        from tests.window import steps  # noqa: PLC0415
        from tests.window.drive import Window, XHand, usable  # noqa: PLC0415

        window = Window(self.home / "first", XHand())
        window.welcome(samples=False)
        self.say("store made, desk opened")
        steps.add_provider(window, "loopback", url)
        steps.import_folder(window, self.inputs)
        self.shot("import")
        steps.start_drafting(window, "loopback")
        usable("check_sheet")
        self.shot("check")
        steps.send(window, rest=True)
        view = steps.batch_by_sheet(window)
        self.say(f"{view.drafted} drafted by the provider, {view.waits} wait, failed {view.failed}")
        self.shot("drafted")
        steps.leave_import(window)
        self.shot("review")
        self.say(f"{steps.approve_all(window, most=20)} approved by keyboard")
        figures = steps.finals(window), steps.counts(window)
        self.carry(window)
        window.keys("Ctrl+L")
        window.locked()
        self.shot("locked")
        window.close()
        return figures

    def carry(self, window: Window) -> None:
        """Out as files and as a bundle, and verified."""
        from tests.window import steps  # noqa: PLC0415

        out = self.bundle.parent
        for form in ("md", "eml"):
            steps.export_replies(window, form, out)
        steps.export_replies(window, "jsonl", out / "replies.jsonl")
        steps.export_bundle(window, self.bundle, BUNDLE)
        verified = steps.verify_bundle(window, self.bundle, BUNDLE)
        self.shot("sync")
        self.say(f"{sum(path.is_file() for path in out.rglob('*'))} files exported; {verified}")

    def second(self) -> Figures:
        """Another store, and the bundle in it."""
        from tests.window import steps  # noqa: PLC0415
        from tests.window.drive import Window, XHand  # noqa: PLC0415

        window = Window(self.home / "second", XHand())
        window.welcome(samples=False)
        steps.bring_in_bundle(window, self.bundle, BUNDLE)
        figures = steps.finals(window), steps.counts(window)
        self.say(f"{figures[1]}, {len(figures[0])} finals")
        window.go("home")
        self.shot("home")
        window.close()
        return figures

    def say(self, words: str) -> None:
        """A line with the time since the start."""
        print(f"{time.monotonic() - self.started:6.1f} s  {words}", flush=True)

    def shot(self, name: str) -> None:
        """What the X server shows."""
        if self.pictures is not None:
            self.pictures.mkdir(parents=True, exist_ok=True)
            from PySide6.QtGui import QGuiApplication  # noqa: PLC0415  after the screen is there

            QGuiApplication.primaryScreen().grabWindow(0).save(str(self.pictures / f"{name}.png"))


def report_kills(losses: list[float]) -> int:
    """Prints how much typing each kill cost; 1 if any cost more than a second."""
    print(f"{len(losses)} kills, seconds of typing lost: worst {max(losses):.2f}, all {[round(each, 2) for each in losses]}")
    return int(max(losses) > 1.0)


def report_job_kills(kills: int, seed: int) -> int:
    """Kills jobs until there were so many kills, and prints what was lost or sent twice; 1 if anything was. Needs no screen."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from tests.window.job_killing import kill_the_job  # noqa: PLC0415  Qt comes with it

    chance, done, decided, unknown, stores = random.Random(seed), 0, 0, 0, 0
    while done < kills:
        with tempfile.TemporaryDirectory(prefix="hybriddesk-kill-") as home:
            found = kill_the_job(Path(home) / "home", kills - done, chance)
        done, decided, unknown, stores = done + found.kills, decided + found.decided, unknown + found.unknown, stores + 1
        if found.faults:
            print(f"after {done} kills: " + "; ".join(found.faults))
            return 1
    print(f"{done} runs killed on {stores} stores: all {decided} acknowledged decisions kept, every store opened, nothing sent twice, "
          f"{unknown} requests left as unknown for a person to decide")
    return 0


@contextlib.contextmanager
def x_server() -> Iterator[None]:
    """An X server on a free number, in force while it lives."""
    read, write = os.pipe()
    server = subprocess.Popen(
        [tool("Xvfb"), "-displayfd", str(write), "-screen", "0", SCREEN, "-nolisten", "tcp"], pass_fds=[write], stderr=subprocess.DEVNULL,
    )
    os.close(write)
    try:
        with os.fdopen(read) as pipe:
            os.environ["DISPLAY"] = f":{pipe.readline().strip()}"
        yield
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait()


def tool(name: str) -> str:
    """The full path of a program, or a sentence."""
    found = shutil.which(name)
    if found is None:
        sys.exit(f"{name} is needed for this and is not installed.")
    return found


if __name__ == "__main__":
    sys.exit(main())
