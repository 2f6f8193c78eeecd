"""What people changed, and what their acts say without words."""

import pytest

from hybriddesk.review.changes import bucket, changes
from hybriddesk.review.hints import is_rephrase, lesson


@pytest.mark.parametrize(("draft", "final", "kinds"), [
    ("Dear Anna, thanks.", "Dear Anna, thanks.", {}),
    ("It costs 12 francs.", "It costs 15 francs.", {"numbers": 1}),
    ("Dear Anna Keller", "Dear Berta Keller", {"names": 1}),
    ("We recieve it.", "We receive it.", {"spelling": 1}),
    ("Thank you.", "Thank you!", {"signs": 1}),
    ("We cannot help", "We cannot assist", {"wording": 1}),
    ("one two three", "one two three four five", {"added": 2}),
    ("one two three four", "one two", {"removed": 2}),
    ("alpha one two three", "one two three alpha", {"moved": 1}),
    ("", "", {}),
])
def test_each_kind_of_change_is_counted(draft, final, kinds):
    """Words touched, by what was done to them; a moved word counts once."""
    found = changes(draft, final)
    assert found.kinds == kinds
    assert found.hter == pytest.approx(sum(kinds.values()) / max(1, len([*final.replace(".", " .").replace("!", " !").replace(",", " ,").split()])))


def test_distances_fall_into_buckets():
    """The ends belong to the lower bucket."""
    assert [bucket(value) for value in (0, 0.05, 0.1, 0.3, 0.31, 0.5, 0.51, 1)] == [
        "none", "light", "light", "some", "much", "much", "rewritten", "rewritten"]
    assert changes("one two", "three four").bucket == "rewritten"


def test_the_same_thing_asked_again_soon_is_a_rephrase():
    """Three quarters of the words within ten minutes; not later, not other words, not before."""
    first, second = "How do I reset the password of my account", "How do I reset the password of the account"
    assert is_rephrase(first, second, 60_000)
    assert not is_rephrase(first, second, 11 * 60_000)
    assert not is_rephrase(first, second, -1)
    assert not is_rephrase(first, "What is for lunch today then", 60_000)


@pytest.mark.parametrize(("signals", "found"), [
    ([], None), ([("thumb", "down")], (1.0, 1.0)), ([("thumb", "down"), ("thumb", "up")], (0.0, 1.0)), ([("thumb", "")], None),
    ([("copy", "0.8")], (0.0, 0.5)), ([("copy", "0.3")], None), ([("copy", "all")], (0.0, 0.5)), ([("rephrase", "0.9")], (1.0, 0.3)),
    ([("copy", "1"), ("regenerate", "1")], (0.0, 0.5)), ([("thumb", "up"), ("rephrase", "0.8")], (0.0, 1.0)), ([("abandon", "1")], None),
    ([("stars", "1")], (1.0, 1.0)), ([("stars", "2")], (1.0, 1.0)), ([("stars", "3")], None), ([("stars", "4")], (0.0, 1.0)), ([("stars", "5")], (0.0, 1.0)),
    ([("stars", "1"), ("stars", "5")], (0.0, 1.0)), ([("stars", "1"), ("stars", "")], None), ([("stars", "1"), ("stars", "3"), ("copy", "1")], (0.0, 0.5)),
    ([("thumb", "up"), ("stars", "1")], (1.0, 1.0)), ([("stars", "9")], None),
])
def test_each_act_teaches_by_its_weight(signals, found):
    """Thumbs and stars count whole, three stars nothing, copying half, asking again a third, leaving nothing; the weightiest stands."""
    assert lesson(signals) == found
