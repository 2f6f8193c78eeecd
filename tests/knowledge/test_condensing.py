"""What a summary may not lose, and how a conversation is condensed."""

from __future__ import annotations

from hybriddesk.knowledge.condensing import KEPT, Said, condensed, whole
from hybriddesk.knowledge.facts import Fact, around, facts, lost

TALK = "We decided to ship order AB-4711 on 12 March 2026. Anna Keller pays €1,200.50. It was nice weather. Rivers run to the sea."


def values(text, names=()):
    return [(fact.kind, fact.value) for fact in facts(text, names)]


def said(who, text, names=()):
    return Said(who, text, facts(text, names))


def test_names_numbers_and_decisions_are_facts():
    """Codes by their shape, numbers with their sign, names as the finder gave them, decisions as whole sentences."""
    assert values(TALK, ["Anna Keller", "Anna Keller", " "]) == [
        ("decision", "We decided to ship order AB-4711 on 12 March 2026."), ("name", "AB-4711"), ("name", "March"), ("number", "12"), ("number", "2026"),
        ("name", "Anna Keller"), ("number", "€1,200.50"),
    ]


def test_decisions_are_found_in_four_languages():
    """English, German, French and Spanish."""
    for text in ("Let's go with the blue one.", "Wir haben uns für Blau entschieden.", "Nous avons décidé de partir.", "Hemos decidido esperar."):
        assert ("decision", text) in values(text)
    assert values("The sea is calm today and so is the wind.") == []


def test_german_nouns_are_no_names():
    """Where most words inside sentences have a capital, capitals say nothing."""
    assert values("Das Wetter war schön, der Himmel über dem Hafen und die Sonne auf dem Wasser.") == []


def test_a_number_must_stand_as_itself():
    """12 is not kept by 128, nor by A12; a name may stand inside a word."""
    number, name = Fact("number", "12", "12 pieces"), Fact("name", "Keller", "Keller said")
    assert lost([number], "128 and a12") == (number,)
    assert lost([number, name], "12 pieces at KELLERs") == ()


def test_of_a_long_sentence_the_words_around_the_fact_are_kept():
    """Cut at words and marked; glued text stays glued."""
    long = " ".join(f"word{chr(97 + n % 26)}" for n in range(80))
    text = f"{long} (€99) {long}"
    kept = around(text, "€99")
    assert kept.startswith("… ")
    assert kept.endswith(" …")
    assert "(€99)" in kept
    assert len(kept.split()) < 30
    assert around(f"Begin 7 {long}", "7").startswith("Begin 7 ")
    assert around(f"{long} 7", "7").endswith(" 7")
    (decision,) = (fact for fact in facts(f"{long} and so we decided this at last {long}.") if fact.kind == "decision")
    assert "we decided this" in decision.value
    assert len(decision.value.split()) < 40


def test_a_condensed_conversation_keeps_every_fact_in_order():
    """Who said it stands before it; talk without facts goes; a repeated sentence is told once."""
    filler = "And so the talk went on about this and that, the wind and the rain, for a good while longer than anybody had thought it would."
    talk = [said("Person", TALK, ["Anna Keller"]), *(said("Assistant" if n % 2 else "Person", f"{filler} {filler}") for n in range(8)),
            said("Assistant", "The parcel 4712 left. We decided to ship order AB-4711 on 12 March 2026.")]
    made = condensed(talk, 3)
    assert not made.added
    assert made.text.startswith("Person: We decided to ship order AB-4711 on 12 March 2026. Anna Keller pays €1,200.50.")
    assert "Assistant: The parcel 4712 left." in made.text
    assert made.text.count("AB-4711") == 1
    assert lost([fact for one in talk for fact in one.facts], made.text) == ()
    assert len(made.text) < sum(len(one.text) for one in talk) / 3


def test_what_a_models_summary_lost_is_put_back_word_for_word():
    """One line for two facts of one sentence; a whole summary is left alone."""
    of = facts(TALK, ["Anna Keller"])
    made = whole("Anna Keller will get her order.", of)
    assert made.text.splitlines() == [
        "Anna Keller will get her order.", KEPT, "- We decided to ship order AB-4711 on 12 March 2026.", "- Anna Keller pays €1,200.50.",
    ]
    assert made.added == 6
    assert lost(of, made.text) == ()
    assert whole(TALK, of).text == TALK
    assert whole("", of).text.startswith(KEPT)
    assert whole("x", [Fact("name", "Keller", "said without it")]).text.endswith("- Keller")
