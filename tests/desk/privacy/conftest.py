"""Every test has an opened desk of its own on a fresh store."""

from __future__ import annotations

import pytest

from tests.desk.privacy.opened_place import opened_place


@pytest.fixture
def desk(qtbot, theme, tmp_path):
    with opened_place(qtbot, theme, tmp_path) as made:
        yield made
