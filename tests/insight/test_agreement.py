"""Agreement and reversal, with intervals."""

import random

import pytest

from hybriddesk.insight.agreement import Reversal, kappa, krippendorff, reversal_rates, wilson


def test_wilsons_interval():
    """Tabled values; nothing from no rows; ends stay inside 0..1."""
    found = wilson(5, 50)
    assert (found.value, round(found.low, 3), round(found.high, 3)) == (0.1, 0.043, 0.214)
    assert wilson(0, 0) is None
    assert wilson(0, 10).low == 0.0
    assert wilson(10, 10).high == 1.0


def test_reversals_are_told_apart():
    """Automatic and human decisions have rates of their own, per version."""
    rows = [Reversal("gate", "reply@1", undone) for undone in (True, False, False, False)] + [Reversal("person", "reply@1", undone=False)]
    rates = reversal_rates(rows)
    assert rates["gate", "reply@1"].value == 0.25
    assert rates["person", "reply@1"].value == 0.0
    assert reversal_rates([]) == {}


def test_kappa_by_hand():
    """Cohen's own kind of table: 20 yes-yes, 15 no-no, 5 and 10 apart give 0.4."""
    pairs = [("y", "y")] * 20 + [("y", "n")] * 5 + [("n", "y")] * 10 + [("n", "n")] * 15
    found = kappa(pairs)
    assert found.value == pytest.approx(0.4)
    assert found.low < 0.4 < found.high
    assert kappa(pairs[:29]) is None
    assert kappa([("y", "y")] * 40) is None


def test_krippendorffs_alpha():
    """Agreement is one, chance is about zero, its interval holds it; single labels and uniform ones say nothing."""
    chance = random.Random(2)
    assert krippendorff([("a", "a"), ("b", "b", "b"), ("a",)] * 20).value == 1.0
    noise = krippendorff([(chance.choice("ab"), chance.choice("ab")) for _ in range(400)])
    assert noise.low < 0.0 < noise.high
    assert abs(noise.value) < 0.12
    assert krippendorff([("a", "b")] * 29) is None
    assert krippendorff([("a", "a")] * 40) is None


def test_alpha_where_one_item_holds_all_variety():
    """Leaving the only odd item out leaves nothing to judge by; the figure stands all the same."""
    found = krippendorff([("a", "a")] * 40 + [("a", "b")])
    assert found.value == pytest.approx(0.0, abs=0.03)


def test_alpha_agrees_with_the_published_example():
    """Krippendorff's two observers of ten units with two labels: alpha 0.095, here four times over, where the bound of chance is wider."""
    one, other = "0100000000", "1110010010"
    found = krippendorff(list(zip(one, other, strict=True)) * 4)
    assert found.value == pytest.approx(0.0595, abs=0.001)
