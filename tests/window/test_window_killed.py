"""kill -9 of the whole desk in the middle of the main job; ``packaging/drive_window.py --kill-job 100`` does it a hundred times."""

import random

from tests.window.job_killing import kill_the_job


def test_a_killed_desk_loses_nothing_and_sends_nothing_twice(tmp_path):
    """After every kill the store opens, each acknowledged decision is there, and no letter was sent twice."""
    found = kill_the_job(tmp_path / "home", 4, random.Random(3))
    assert found.faults == []
    assert found.kills == 4 or found.finished
