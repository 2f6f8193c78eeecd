"""The distance while typing is the distance."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hybriddesk.review.live import LiveDistance
from hybriddesk.review.words import word_distance

LINES = st.lists(st.text("ab cé́.-'’\u2028\r", max_size=8), max_size=8).map("\n".join)


@settings(max_examples=400)
@given(LINES, LINES)
def test_the_live_figure_is_the_figure(draft: str, final: str) -> None:
    """For any two texts both ways of counting agree."""
    assert LiveDistance(draft).to(final) == pytest.approx(word_distance(draft, final))


@given(LINES, LINES, LINES, LINES)
def test_equal_ends_change_nothing(head: str, one: str, other: str, tail: str) -> None:
    """Texts that share their ends agree too."""
    draft, final = f"{head}\n{one}\n{tail}", f"{head}\n{other}\n{tail}"
    assert LiveDistance(draft).to(final) == pytest.approx(word_distance(draft, final))


def test_only_changed_lines_are_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """One key press in a long text tokenises one line of it."""
    draft = "\n".join(f"line {number} of a long letter" for number in range(5000))
    live, read = LiveDistance(draft), []
    from hybriddesk.review import live as room

    whole = room.tokens
    monkeypatch.setattr(room, "tokens", lambda text: read.append(len(text)) or whole(text))
    assert 0 < live.to(draft.replace("line 2500 of", "line 2500 off")) < 0.001
    assert max(read) < 60


def test_empty_texts_are_equal() -> None:
    """Nothing against nothing is no change; nothing against something is all of it."""
    assert LiveDistance("").to("") == 0.0
    assert LiveDistance("").to("a") == 1.0
