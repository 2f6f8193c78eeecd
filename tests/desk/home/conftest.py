"""Every test has an opened desk of its own on a fresh store."""

from __future__ import annotations

import pytest

from tests.desk.home.opened_home import opened_home


@pytest.fixture
def desk(qtbot, theme, tmp_path):
    with opened_home(qtbot, theme, tmp_path) as made:
        yield made
