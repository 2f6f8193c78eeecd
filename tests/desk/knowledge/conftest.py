"""Every test has an opened desk of its own on a fresh store."""

from __future__ import annotations

import pytest

from tests.desk.knowledge.opened_knowledge import opened_knowledge


@pytest.fixture
def desk(qtbot, theme, tmp_path):
    with opened_knowledge(qtbot, theme, tmp_path) as made:
        yield made
