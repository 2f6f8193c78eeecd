"""Summaries by selection."""

from hybriddesk.knowledge.summary import summarise

LONG = """Dear Sir or Madam,

I bought a desk lamp from you on 3 March. The weather was lovely that day. The lamp arrived broken, the glass of the lamp was in pieces.
I called your service twice. The lamp arrived broken and the glass was in pieces. My cat was asleep. Could you please send me a new lamp
before 20 March? I paid 49.90 EUR for the lamp.

Kind regards
PERSON_7QXK"""


def test_a_summary_holds_what_is_asked_and_nothing_new():
    """The chosen sentences stand in the text, in its order, with the request among them and no greeting."""
    points = summarise(LONG, 3)
    flat = " ".join(LONG.split())
    assert len(points) == 3
    assert all(point in flat for point in points)
    assert sorted(points, key=flat.index) == list(points)
    assert any("new lamp" in point for point in points)
    assert not any("Dear" in point or "regards" in point or "cat" in point for point in points)


def test_repeats_are_passed_over():
    """Two sentences that say the same are not both chosen."""
    assert sum("in pieces" in point for point in summarise(LONG, 4)) == 1


def test_a_short_text_comes_back_whole():
    """Nothing is dropped from what is short already, except greeting and closing."""
    assert summarise("Hallo,\n\nbitte rufen Sie mich an. Danke sehr.\n\nViele Grüße", 4) == ("bitte rufen Sie mich an.", "Danke sehr.")
    assert summarise("", 4) == ()


def test_a_text_of_one_sentence_repeated_gives_one_point():
    """A text that only repeats itself has one point, however many are allowed."""
    assert len(summarise("The lamp arrived broken today. " * 9, 4)) == 1
