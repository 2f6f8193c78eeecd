"""Turns as a tree, and rows as heights."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hybriddesk.desk.conversations.heights import Heights
from hybriddesk.desk.conversations.tree import Tree
from hybriddesk.records.work import Turn


def turn(name, parent=None, role="user"):
    return Turn(name, "c", parent, role, name, "", "complete", None, "helper", "helper/1", None, 0)


FORKED = (turn("u1"), turn("a1", "u1", "assistant"), turn("a2", "u1", "assistant"), turn("u2", "a1"), turn("a3", "u2", "assistant"))


def names(path):
    return [one.id for one in path]


def test_the_newest_branch_is_shown():
    """Whoever comes back sees the words that were said last."""
    assert names(Tree(FORKED).path()) == ["u1", "a1", "u2", "a3"]


def test_stepping_to_a_sibling_shows_its_branch_and_counts_what_is_hidden():
    """The other answer is one step away, and the place says what the step hides."""
    tree = Tree(FORKED, ("a2",))
    assert names(tree.path()) == ["u1", "a2"]
    assert tree.siblings("a2") == ("a1", "a2")
    assert tree.beside("a2", -1) == "a1"
    assert tree.beside("a2", 1) == "a2"
    assert tree.hidden(tree.path()) == 3


def test_circles_and_lost_parents_do_not_hide_anything_for_ever():
    """A damaged parent makes a turn a first one; reading never runs in circles."""
    tree = Tree((turn("a", "b"), turn("b", "a"), turn("c", "c"), turn("d", "gone")))
    assert names(tree.path())
    assert set(tree.siblings("a")) == {"a", "c", "d"}
    assert "b" in tree
    with pytest.raises(KeyError):
        tree.turn("gone")


@given(st.lists(st.integers(0, 500), min_size=1, max_size=40), st.data())
def test_heights_always_add_up(heights, data):
    """After any change the rows stand without gaps, and a point is found in the row it lies in."""
    column = Heights(heights)
    row = data.draw(st.integers(0, len(heights) - 1))
    heights[row] = data.draw(st.integers(1, 500))
    column.change(row, heights[row])
    assert column.total == sum(heights)
    assert [column.top(at) for at in range(len(heights) + 1)] == [sum(heights[:at]) for at in range(len(heights) + 1)]
    assert column.at(column.top(row)) == row
    assert column.at(-5) == next(at for at in range(len(heights)) if column.top(at + 1) > 0 or at == len(heights) - 1) or heights[0] == 0
    column.append(7)
    column.cut(1)
    assert column.total == heights[0]


def test_one_changed_turn_is_taken_up_without_the_others():
    """A tree told of turns one by one equals the tree made from all; what cannot be put in place asks for a new tree."""
    turns = [turn("1"), turn("2", "1"), turn("3", "2"), turn("4", "1"), turn("5", "4")]
    tree = Tree(turns[:2])
    assert all(tree.put(one) for one in turns[2:])
    assert tree.path() == Tree(turns).path() == (turns[0], turns[3], turns[4])
    assert tree.siblings("4") == ("2", "4")
    changed = replace(turns[4], text="whole")
    assert tree.put(changed)
    assert tree.path()[-1].text == "whole"
    assert not tree.put(replace(turns[4], parent="2"))
    assert not tree.put(replace(turn("6", "5"), created_ms=-1))


def test_the_line_to_a_turn_runs_along_its_parents():
    """Whatever branch is in sight; the newest turn is the one made last."""
    turns = [turn("1"), turn("2", "1"), turn("3", "1")]
    tree = Tree(turns)
    assert tree.line("2") == (turns[0], turns[1])
    assert tree.newest() == "3"
    assert Tree().newest() == ""
