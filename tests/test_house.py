"""The tests' own guard, and the house rules."""

from __future__ import annotations

import socket
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.mark.parametrize("address", [("192.0.2.1", 9), ("example.invalid", 9)])
def test_no_test_can_leave_this_machine(address: tuple[str, int]) -> None:
    """A connection to anywhere but loopback fails before a packet leaves."""
    with socket.socket() as sock, pytest.raises(AssertionError, match="tried to reach"):
        sock.connect(address)


def test_the_house_rules_catch_what_they_are_for(tmp_path: Path) -> None:
    """Each breach planted in a copy of the checker's folder is named."""
    house = tmp_path / "packaging"
    house.mkdir()
    (house / "house.py").write_text((ROOT / "packaging" / "house.py").read_text())
    code = tmp_path / "hybriddesk"
    (code / "records" / "advice_rows").mkdir(parents=True)
    for name in ("__init__.py", "records/__init__.py", "records/advice_rows/__init__.py"):
        (code / name).write_text("")
    (code / "records" / "advice.py").write_text((ROOT / "hybriddesk" / "records" / "advice.py").read_text())
    (code / "bad.py").write_text("\n".join([
        "# TO" + "DO later", "try:", "    Scrub" + "bed()", "except Exception:", "    dialog.exec()", "Refused('no.such_code')", "q = 'SELECT 1'", *["x = 1"] * 300,
    ]))
    ended = subprocess.run([sys.executable, str(house / "house.py")], capture_output=True, text=True, check=False, cwd=tmp_path, env={"PATH": ""})
    assert ended.returncode == 1
    for words in ("unfinished marks", "broad except", "only privacy builds", "nests an event loop", "SQL stands in the vault", "no sentence", "more than 300 lines"):
        assert words in ended.stdout, ended.stdout + ended.stderr
