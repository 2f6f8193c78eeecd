"""The command line run in this process, as `python -m hybriddesk` runs it."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from hybriddesk.__main__ import main


class Ended(SimpleNamespace):
    code: int
    lines: list
    words: str


@pytest.fixture
def passphrase(tmp_path: Path) -> Path:
    file = tmp_path / "passphrase"
    file.write_text("seven quiet rivers bend\n")
    return file


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes], tmp_path: Path, passphrase: Path) -> Callable[..., Ended]:
    """``run("ask", "--yes", stdin="...")`` -> exit code, JSON lines, words; the store is one of this test."""

    def go(*arguments: object, stdin: str | bytes = "", store: str = "store") -> Ended:
        data = stdin.encode() if isinstance(stdin, str) else stdin
        monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(data)))
        capfdbinary.readouterr()
        try:
            code = main([*map(str, arguments), "--data-dir", str(tmp_path / store), "--passphrase-file", str(passphrase)])
        except SystemExit as left:
            code = int(left.code or 0)
        out, err = capfdbinary.readouterr()
        return Ended(code=code, lines=[json.loads(line) for line in out.splitlines() if line.startswith(b"{")], words=(err + out).decode())

    return go


@pytest.fixture
def store(run: Callable[..., Ended]) -> Callable[..., Ended]:
    """The same with a store that exists."""
    assert run("init").code == 0
    return run
