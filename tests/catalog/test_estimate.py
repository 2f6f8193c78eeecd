"""Token and price estimates before anything is sent."""

from __future__ import annotations

import pytest

from hybriddesk.catalog.estimate import MARGIN, PER_MESSAGE, TYPICAL_ANSWER, estimate, prompt_tokens, tokens
from hybriddesk.catalog.prices import price
from hybriddesk.records.way import Message


@pytest.mark.parametrize(("text", "expected"), [
    ("", 0), ("a" * 400, 100), ("7" * 100, 95), ("." * 100, 60), ("д" * 100, 49), ("ب" * 100, 70), ("क" * 100, 92), ("天" * 100, 115),
    ("한" * 100, 115), ("é" * 10, 32), ("a b c d", 1), ("a\n\n    b", 1), ("😀" * 10, 12), ("ไ" * 10, 10), ("\ud800", 1),
])
def test_each_script_has_its_weight(text, expected):
    """Tokens per character by script; single spaces are free, runs and line ends count once each."""
    assert tokens(text) == expected


def test_ordinary_english_is_near_four_letters_a_token():
    """A plain sentence of 76 characters counts about 17 tokens, as the usual tokenizers say."""
    assert 15 <= tokens("Hello, thank you for your message. We will look into it and come back to you") <= 19


def test_a_prompt_has_frames_and_a_margin():
    """Each message costs a little more than its text, and the sum errs on the high side."""
    messages = (Message("system", "a" * 400), Message("user", "a" * 400))
    assert prompt_tokens(messages) == pytest.approx(MARGIN * (200 + 2 * PER_MESSAGE), abs=1)


def test_the_price_counts_prompt_and_a_usual_answer():
    """With a known price the estimate is what a usual call costs; without one it says nothing."""
    messages = (Message("user", "a" * 4000),)
    found = estimate(b"12345", messages, "gpt-4o-mini")
    assert found.body_bytes == 5
    assert found.prompt_tokens == prompt_tokens(messages)
    assert found.cost_usd == pytest.approx(price("gpt-4o-mini").cost(found.prompt_tokens, TYPICAL_ANSWER))
    assert estimate(b"", messages, "nobody/knows-this").cost_usd is None


def test_a_long_text_is_counted_by_its_signs_alone():
    """The figure grows with the text and nothing else: ten times the text, ten times the tokens."""
    text = "Ünïcode and ASCII, 12 words; "
    assert tokens(text * 1000) == pytest.approx(10 * tokens(text * 100), rel=0.01)
