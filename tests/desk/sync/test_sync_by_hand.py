"""A bundle opened without this program: the age tool and tar, as its words promise."""

from __future__ import annotations

import json
import os
import pty
import shutil
import subprocess

import pytest

PASSPHRASE = "seven quiet rivers bend"


@pytest.mark.skipif(not (shutil.which("age") and shutil.which("tar")), reason="the age tool and tar are not installed")
def test_a_bundle_from_the_window_opens_with_age_and_tar(desk, tmp_path):
    """Export in the window, then ``age -d FILE | tar x``: every row counted in the window is a line of a table's files."""
    desk.samples()
    card = desk.open("sync").export
    card.choose_path(tmp_path / "b.age")
    for field in (card.passphrase.first, card.passphrase.second):
        field.setText(PASSPHRASE)
    card.passphrase.judge()
    card.button.click()
    desk.wait(lambda: not card.running.busy)
    assert card.result.title.text() == "Exported: b.age"
    plain = tmp_path / "plain.tar"
    decrypt(tmp_path / "b.age", plain)
    inside = tmp_path / "inside"
    inside.mkdir()
    subprocess.run(["tar", "xf", str(plain), "-C", str(inside)], check=True)
    found = {folder.name: sum(lines(part) for part in folder.glob("*.ndjson")) for folder in inside.iterdir() if folder.is_dir()}
    assert found == {name: count for name, count in card._made.rows.items() if count}
    assert found["reviews"] == 12
    assert json.loads((inside / "header.json").read_text())["format"] == 1


def lines(part):
    """Lines that are JSON."""
    return len([json.loads(line) for line in part.read_text().splitlines()])


def decrypt(bundle, target):
    """The tool reads a passphrase from a terminal only."""
    shown, terminal = pty.openpty()
    command = ["age", "-d", "-o", str(target), str(bundle)]
    with subprocess.Popen(command, stdin=terminal, stdout=terminal, stderr=terminal, start_new_session=True) as age:
        os.close(terminal)
        os.read(shown, 100)
        os.write(shown, f"{PASSPHRASE}\n".encode())
        assert age.wait(60) == 0
    os.close(shown)
