"""What desk tests share: a theme, a running engine, and a real store behind a real door."""

from __future__ import annotations

import argparse

import pytest

from hybriddesk.__main__ import StoreDoor
from hybriddesk.desk.engine.engine import Engine
from hybriddesk.desk.theme.theme import Theme

PASSPHRASE = "copper ladder seven rivers"


@pytest.fixture
def theme(qapp):
    made = Theme(qapp)
    made.apply("light", 100)
    return made


@pytest.fixture
def engine(qapp):
    made = Engine()
    made.start()
    yield made
    made.stop()


@pytest.fixture
def options():
    return argparse.Namespace(lock=False, page=None, safe_mode=False, data_dir=None, check=False, command=None)


@pytest.fixture
def door(engine, tmp_path):
    made = StoreDoor(tmp_path / "store", engine.post_changed)
    engine.at_stop(made.lock)
    return made
