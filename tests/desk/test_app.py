"""Starting the program as a person does."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from hybriddesk.desk.shell.places import PLACES


def _run(tmp_path, *arguments, **changes):
    env = {name: value for name, value in os.environ.items() if name not in {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}}
    command = [sys.executable, "-m", "hybriddesk", "--data-dir", str(tmp_path / "store"), *arguments]
    env |= {"PYTHONPATH": str(Path.cwd()), **changes}
    return subprocess.run(command, env=env, capture_output=True, text=True, timeout=120, check=False)


def test_without_a_screen_it_says_so_and_names_the_command_line(tmp_path):
    """Exit code 3, one sentence, and no store is made."""
    done = _run(tmp_path)
    assert done.returncode == 3
    assert "no screen" in done.stderr
    assert "hybriddesk draft reply" in done.stderr
    assert not (tmp_path / "store").exists()


def test_check_opens_every_place_once(tmp_path):
    """--check needs no screen, touches no store of the person, and names every place."""
    done = _run(tmp_path, "--check")
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.split("\n")[:-1] == [f"opened {row.id}" for row in PLACES]
    assert not (tmp_path / "store").exists()


def test_the_lock_screen_needs_no_heavy_import(tmp_path):
    """What a closed store does not need is not loaded before the first paint: start-up stays short."""
    script = (
        "import sys; import hybriddesk.__main__ as program, hybriddesk.desk.app as app; "
        "late = ('httpx', 'keyring', 'sqlcipher3', 'jinja2', 'anyio', 'numpy', 'pypdf', 'docx', 'hybriddesk.workspace', 'hybriddesk.headless.commandline'); "
        "app.run_desk = lambda *_given: print([m for m in late if m in sys.modules]); program.main(['--lock'])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=True,
                          env=os.environ | {"PYTHONPATH": str(Path.cwd())})
    assert done.stdout.strip() == "[]"
