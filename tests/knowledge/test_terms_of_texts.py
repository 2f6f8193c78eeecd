"""Words as they are compared."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hybriddesk.knowledge.terms import folded, stem, terms


@pytest.mark.parametrize("forms", [
    "refund refunds refunded refunding", "delivery deliveries deliver delivered", "Rechnung Rechnungen", "Garantie Garantien", "facture factures",
    "remboursement remboursements rembourser", "devolución devoluciones", "envío envíos", "garanzia garanzie", "spedizione spedizioni",
    "devolução devoluções", "bestelling bestellingen", "kündigen Kündigung kündigt", "warranty warranties",
])
def test_forms_of_a_word_are_one(forms):
    """Plural, genitive and conjugation, in seven languages."""
    assert len({stem(folded(form)) for form in forms.split()}) == 1, {form: stem(folded(form)) for form in forms.split()}


@pytest.mark.parametrize("pair", ["order border", "refund return", "invoice voice", "card care", "E4 E7"])
def test_other_words_stay_apart(pair):
    one, other = pair.split()
    assert stem(folded(one)) != stem(folded(other))


def test_small_words_and_placeholders_are_left_out():
    """Greetings, small words of seven languages, single letters and what stands for hidden values."""
    assert terms("Dear PERSON_7QXK, hello and thank you, {EMAIL}! Il the der van para não een é") == []
    assert terms("Invoice 4711, code E4, x") == ["invoic", "4711", "code", "e4"]


def test_text_without_spaces_is_cut_in_pairs():
    assert terms("返品方法") == ["返品", "品方", "方法"]


@given(st.text(max_size=200))
def test_any_text(text):
    """Nothing but folded letters and digits comes out: no sign that a search could take for more than a word."""
    for word in terms(text):
        assert word
        assert word.isalnum()
        assert word == folded(word)
