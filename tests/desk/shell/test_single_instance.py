from __future__ import annotations

from hybriddesk.desk.shell.single_instance import SingleInstance


def test_the_second_start_calls_the_first(qtbot, tmp_path):
    """Two starts on one folder: the second is told so and the first is asked to show itself."""
    one, two = SingleInstance(tmp_path), SingleInstance(tmp_path)
    assert one.first()
    with qtbot.waitSignal(one.asked):
        assert not two.first()
    one.close()


def test_two_folders_are_two_desks(qtbot, tmp_path):
    """Another store is another desk."""
    one, two = SingleInstance(tmp_path / "a"), SingleInstance(tmp_path / "b")
    assert one.first()
    assert two.first()
    one.close()
    two.close()


def test_after_the_first_left_the_next_is_first(qtbot, tmp_path):
    """A closed desk does not bar the way."""
    one = SingleInstance(tmp_path)
    assert one.first()
    one.close()
    two = SingleInstance(tmp_path)
    assert two.first()
    two.close()
