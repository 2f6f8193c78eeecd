"""The shipped price table and how models find their row."""

from __future__ import annotations

import pytest

from hybriddesk.catalog.prices import price, table


def test_the_table_says_where_it_comes_from():
    """Source, version, digest, day and the licence notice travel with the figures."""
    shipped = table()
    assert (shipped.schema, shipped.source) == (1, "litellm")
    assert len(shipped.sha256) == 64
    assert shipped.made >= "2026-01-01"
    assert "Berri AI" in shipped.notice
    assert "MIT License" in shipped.notice
    assert len(shipped.models) > 1000


def test_every_row_is_plausible():
    """No negative price, none above 1,000 dollars a million tokens, days are days."""
    for prompt, completion, context, last_day in table().models.values():
        assert 0 <= prompt <= 1000
        assert 0 <= completion <= 1000
        assert context is None or context > 0
        assert last_day is None or len(last_day) == 10


@pytest.mark.parametrize("name", ["gpt-4o-mini", "openai/gpt-4o-mini", "GPT-4o-mini", " gpt-4o-mini ", "openai/gpt-4o-mini:online"])
def test_a_model_is_found_under_its_names(name):
    """With or without its maker in front, in any case, with a router's suffix."""
    found = price(name)
    assert found.prompt_usd == pytest.approx(0.15e-6)
    assert found.completion_usd == pytest.approx(0.6e-6)
    assert found.context == 128_000
    assert found.cost(1_000_000, 1_000_000) == pytest.approx(0.75)


def test_dots_and_dashes_in_versions():
    """Routers write 4.5 where the maker writes 4-5."""
    assert price("anthropic/claude-sonnet-4.5") == price("claude-sonnet-4-5")
    assert price("claude-sonnet-4-5") is not None


def test_free_variants_cost_nothing():
    """A router's free variant is free, known or not."""
    assert price("openai/gpt-4o-mini:free").cost(1000, 1000) == 0
    assert price("openai/gpt-4o-mini:free").context == 128_000
    assert price("nobody/knows-this:free").context is None


def test_an_unknown_model_has_no_price():
    """No guess: a false figure is worse than none."""
    assert price("nobody/knows-this") is None
    assert price("") is None
