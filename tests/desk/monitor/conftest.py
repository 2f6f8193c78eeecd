"""Every test has an opened desk of its own on a fresh store."""

from __future__ import annotations

import pytest

from tests.desk.monitor.opened_monitor import opened_monitor


@pytest.fixture
def desk(qtbot, theme, tmp_path):
    with opened_monitor(qtbot, theme, tmp_path) as made:
        yield made
