"""Every test of the place has a desk of its own on a fresh store."""

import pytest
from review_desk import Desk


@pytest.fixture
def desk(qtbot, tmp_path):
    made = Desk(qtbot, tmp_path)
    yield made
    made.close()


@pytest.fixture
def empty_desk(qtbot, tmp_path):
    made = Desk(qtbot, tmp_path, drafts=0)
    yield made
    made.close()
