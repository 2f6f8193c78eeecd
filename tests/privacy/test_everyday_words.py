"""What is kept between texts: everyday words and signs, never a name or a number."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from hybriddesk.privacy.tagger import everyday
from hybriddesk.privacy.tagger.everyday import Everyday
from hybriddesk.privacy.tagger.network import Floats


def made(asked: list[list[str]]) -> Callable[[list[str]], Floats]:
    def rows(words: list[str]) -> Floats:
        asked.append(words)
        return np.array([[len(word), ord(word[0])] for word in words], np.float32)

    return rows


def test_names_and_numbers_are_asked_for_each_time_and_everyday_words_once() -> None:
    kept, asked = Everyday(2), list[list[str]]()
    words = ["house", "Quenby", ",", "2041", "house"]
    first = kept.rows(words, made(asked))
    again = kept.rows(words, made(asked))
    assert first.tolist() == again.tolist() == [[5, 104], [6, 81], [1, 44], [4, 50], [5, 104]]
    assert asked == [words, ["Quenby", "2041"]]
    assert kept.rows(["house", ","], made(asked)).tolist() == [[5, 104], [1, 44]]
    assert len(asked) == 2


def test_it_grows_to_its_bound_and_no_further(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(everyday, "MOST", 1)
    kept, asked = Everyday(2), list[list[str]]()
    kept.rows(["house", "garden"], made(asked))
    assert kept.rows(["house", "garden"], made(asked)).tolist() == [[5, 104], [6, 103]]
    assert asked[1] == ["garden"]
