"""The doctor looks where the store would be, named or not."""

from pathlib import Path

import pytest

from hybriddesk.__main__ import main


def test_without_a_folder_it_looks_at_the_platforms_own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """No --data-dir and no store yet: each check is named and the end is 4, not a defect."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert main(["doctor"]) == 4
    said = capfd.readouterr()
    assert '"check":"store","ok":false' in said.out
    assert "Traceback" not in said.err
