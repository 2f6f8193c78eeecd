"""Walks the main job through the real window under a real X server, with the server's own pointer and keys, and takes pictures of it.

``python packaging/drive_window.py --xvfb`` starts Xvfb itself; without it the DISPLAY in force is used. ``--inputs`` names the folder of
mail to work on (else ``../shared/inputs`` if it is there, else the tests' own). ``--kill N`` instead kills the app N times while
somebody types and counts what was lost. Exit 1 with a sentence if something is not as it must be.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
BUNDLE = "bundle of seven unrelated words"
SCREEN = "1600x1000x24"


def main() -> int:
    """Chooses the screen, then walks."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--xvfb", action="store_true", help="start an X server of its own")
    parser.add_argument("--inputs", type=Path, help="folder with mail and tables to import")
    parser.add_argument("--pictures", type=Path, help="folder for screenshots of the X server")
    parser.add_argument("--kill", type=int, default=0, metavar="N", help="kill the app N times while somebody types")
    options = parser.parse_args()
    with x_server() if options.xvfb else contextlib.nullcontext(), tempfile.TemporaryDirectory(prefix="hybriddesk-drive-") as home:
        os.environ.update(HOME=home, XDG_RUNTIME_DIR=home, QT_QPA_PLATFORM="xcb")
        if options.kill:
            from tests.window.killing import kill_while_typing  # noqa: PLC0415  after the screen is there

            return report_kills([kill_while_typing(Path(home) / f"k{number}") for number in range(options.kill)])
        return walk(Path(home), (options.inputs or found_inputs()).resolve(), options.pictures)


def found_inputs() -> Path:
    """Real material beside the checkout, or the tests' own."""
    shared = ROOT.parent / "shared" / "inputs"
    return shared if shared.exists() else ROOT / "tests" / "window" / "material"


def walk(home: Path, inputs: Path, pictures: Path | None) -> int:
    """The main job: import, draft with both, check, review, export, bundle, second store; prints what was counted."""
    from tests.way.loopback import Loopback  # noqa: PLC0415
    from tests.window import steps  # noqa: PLC0415
    from tests.window.drive import Window, XHand, find, until  # noqa: PLC0415
    from PySide6.QtWidgets import QWidget  # noqa: PLC0415

    def shot(name: str) -> None:
        if pictures is not None:
            pictures.mkdir(parents=True, exist_ok=True)
            subprocess.run([tool("import"), "-window", "root", str(pictures / f"{name}.png")], check=True)

    started = time.monotonic()

    def say(words: str) -> None:
        print(f"{time.monotonic() - started:6.1f} s  {words}", flush=True)

    with Loopback() as server:
        window = Window(home / "first", XHand())
        window.welcome(samples=False)
        say("store made, desk opened")
        steps.add_provider(window, "loopback", server.url)
        steps.import_folder(window, inputs)
        shot("import")
        steps.start_drafting(window, "loopback")
        until(lambda: find(QWidget, "check_sheet"), "the sheet")
        shot("check")
        steps.send(window, rest=True)
        view = steps.batch_by_sheet(window)
        say(f"{view.drafted} drafted by the loopback provider, {view.waits} wait, failed {view.failed}")
        shot("drafted")
        steps.leave_import(window)
        shot("review")
        approved = steps.approve_all(window, most=20)
        say(f"{approved} approved by keyboard")
        finals, counts = steps.finals(window), steps.counts(window)
        out = home / "out"
        out.mkdir()
        for form in ("md", "eml"):
            steps.export_replies(window, form, out)
        steps.export_replies(window, "jsonl", out / "replies.jsonl")
        steps.export_bundle(window, out / "desk.age", BUNDLE)
        verified = steps.verify_bundle(window, out / "desk.age", BUNDLE)
        shot("sync")
        say(f"{len(list(out.rglob('*')))} files exported; {verified}")
        window.keys("Ctrl+L")
        window.locked()
        shot("locked")
        window.close()
        second = Window(home / "second", XHand())
        second.welcome(samples=False)
        steps.bring_in_bundle(second, out / "desk.age", BUNDLE)
        same = steps.finals(second) == finals and steps.counts(second) == counts
        second.go("home")
        shot("home")
        second.close()
        say(f"second store: {counts}, finals {len(finals)}, {'equal' if same else 'NOT EQUAL'}")
        return 0 if same else 1


def report_kills(losses: list[float]) -> int:
    """Prints how much typing each kill cost; 1 if any cost more than a second."""
    print(f"{len(losses)} kills, seconds of typing lost: worst {max(losses):.2f}, all {[round(each, 2) for each in losses]}")
    return int(max(losses) > 1.0)


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
