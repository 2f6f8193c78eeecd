"""A real store, the real shell and its settings place, as the window puts them together."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtWidgets import QWidget

from hybriddesk.__main__ import StoreDoor
from hybriddesk.desk.commands.registry import Command
from hybriddesk.desk.engine.engine import Engine
from hybriddesk.desk.shell.shell import Shell
from hybriddesk.desk.theme.theme import Theme
from hybriddesk.vault.provider_book import provider_rows
from hybriddesk.vault.settings_table import settings_rows
from tests.way.desk_store import PASSPHRASE


@pytest.fixture(scope="session")
def theme(qapp):
    made = Theme(qapp)
    made.apply("light", 100)
    return made


@pytest.fixture
def desk(qtbot, theme, tmp_path: Path) -> Iterator[SimpleNamespace]:
    """``shell``, ``place``, ``door``, ``page(name)``, ``find(name)``, ``wait(condition)`` and what happened to ``locked``."""
    engine = Engine()
    door = StoreDoor(tmp_path / "data", engine.post_changed)
    engine.at_stop(door.lock)
    engine.start()
    job = engine.job(lambda: door.create(PASSPHRASE))
    with qtbot.waitSignal(job.done, timeout=20_000) as made:
        job.start()
    locked: list[bool] = []
    shell = Shell(engine, theme, door, made.args[0][0], lock=lambda: locked.append(True), search=lambda: None)
    shell.registry.add((
        Command("desk.lock", "Lock now", lambda: locked.append(True), keys=("Ctrl+L",)),
        Command("desk.find", "Find in your texts", lambda: None, keys=("Ctrl+F",)),
    ), shell)
    qtbot.addWidget(shell)
    shell.resize(1440, 900)
    shell.show()
    shell.go_to("settings")

    def find(name: str, kind: type[QWidget] = QWidget) -> QWidget:
        found = list(shell.findChildren(kind, name))
        assert found, name
        return found[-1]

    def page(name: str):
        shell.place("settings").show_page(name)
        shown = shell.place("settings").page(name)
        shown.finish()
        return shown

    def wait(condition) -> None:
        qtbot.waitUntil(condition, timeout=10_000)

    yield SimpleNamespace(
        shell=shell, place=shell.place("settings"), door=door, engine=engine, workspace=shell.context.workspace, find=find, wait=wait, page=page,
        locked=locked, stored=lambda name: settings_rows(shell.reader)[name],
        providers=lambda: {config.name: config for config in provider_rows(shell.reader)},
    )
    shell.leaving()
    shell.reader.close()
    engine.stop()
    theme.apply("light", 100)
