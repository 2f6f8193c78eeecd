from __future__ import annotations

import pytest

from hybriddesk.desk.theme.contrast import breaches, luminance, pairs, ratio
from hybriddesk.desk.theme.tokens import TOKENS


@pytest.mark.parametrize("mode", sorted(TOKENS))
def test_every_pair_is_readable(mode):
    """Text reaches 4.5:1 and input borders and focus rings 3:1 in every theme."""
    assert breaches(TOKENS[mode]) == ()


def test_the_check_finds_a_weak_pair():
    """Grey on grey is named, so the check can fail."""
    from dataclasses import replace

    weak = replace(TOKENS["light"], text3="#AAAAAA")
    assert {pair.front for pair in breaches(weak)} == {"text3"}


def test_ratio_follows_wcag():
    """Black on white is 21:1, a colour on itself 1:1, #777777 on white just misses 4.5:1."""
    assert ratio("#000000", "#FFFFFF") == pytest.approx(21)
    assert ratio("#123456", "#123456") == 1
    assert ratio("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)
    assert luminance("#FFFFFF") == pytest.approx(1)


def test_many_pairs_are_looked_at():
    """The check covers text on every ground, chips, buttons and edges."""
    assert len(list(pairs(TOKENS["dark"]))) > 50
