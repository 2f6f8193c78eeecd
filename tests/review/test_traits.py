"""What is measured on an answer before anything is judged."""

import math

import pytest

from hybriddesk.review.asked import asked, compliance, count_wanted, limit_wanted
from hybriddesk.review.certainty import certainty, longest_run, raw
from hybriddesk.review.citations import unfounded
from hybriddesk.review.consistency import agreed, conclusion, consistency
from hybriddesk.review.numerals import numbers, words
from hybriddesk.review.phrases import calculations, wrong_sums
from hybriddesk.review.reckoning import reckoning
from hybriddesk.review.scripts import kind_of_work, script
from hybriddesk.review.seen import Seen
from hybriddesk.review.shape import shape
from hybriddesk.review.signals import measure
from hybriddesk.review.structure import broken_structure
from hybriddesk.review.traits import TRAITS, fired, traits


@pytest.mark.parametrize(("text", "found"), [
    ("1,234 and 1,5 and 2.50", [1234.0, 1.5, 2.5]), ("version 1.2.3", []), ("", []), ("١٢", [12.0]), ("9" * 400, [math.inf]),
])
def test_numbers_are_read_as_people_write_them(text, found):
    """Thousands, decimal commas and other scripts are read; what only looks like a number is left out."""
    assert numbers(text) == found


@pytest.mark.parametrize("text", ["1,234,5 + 1 = 12346", "1234,567.8 + 1 = 1234568.8", "1,234,567.5 + 1 = 1234568.5", "1,5 + 1 = 2.5", "1,234 + 1 = 1235"])
def test_numbers_grouped_in_any_way_can_be_summed(text):
    """Marks in odd places part groups of digits; nothing a person may write ends in a crash."""
    assert wrong_sums(text) == []
    assert len(calculations(text)) == 1


def test_words_forget_case_and_split_ideographs():
    """A Chinese sign counts as a word, so that lengths compare."""
    assert words("Hello, don’t 你好") == ["hello", "don’t", "你", "好"]


def test_token_probabilities_become_traits():
    """Sure and unsure tokens differ in every trait; without log-probabilities there is none."""
    sure = certainty(Seen("one two", "", logprobs=(-0.01, -0.02, -0.01)))
    unsure = certainty(Seen("one two", "", logprobs=(-2.0, -3.0, -0.01)))
    assert unsure["lp_mean"] < sure["lp_mean"]
    assert unsure["lp_run"] == pytest.approx(math.log1p(2))
    assert unsure["lp_lowfrac"] == pytest.approx(2 / 3)
    assert certainty(Seen("one", "")) == {}
    assert longest_run([]) == 0


def test_raw_scores_are_no_probabilities():
    """Scores above nothing, or half of them far below, have a scale of their own; a rounding error or one lost token is no such thing."""
    assert set(certainty(Seen("one two", "", logprobs=(12.5, 11.0)))) == {"raw_mean", "pieces"}
    assert raw((-9.0, -8.0, -0.1))
    assert not raw((1e-7, -0.2))
    assert not raw((-0.1, -0.2, -9_999.0))
    assert not [signal for signal in measure(Seen("one two", "", logprobs=(12.5, 11.0))) if signal.name.startswith("lp_")]


def test_a_model_without_a_sure_token_is_told_from_one_with():
    """The surest quarter counts, down to a floor under which every model is sure."""
    tops = [certainty(Seen("a b c d", "", logprobs=values))["lp_top"] for values in ((-0.5,) * 4, (-0.1,) * 4, (-1e-6, -2.0, -2.0, -2.0), (0.0,) * 4)]
    assert tops == sorted(tops)
    assert tops[2] == pytest.approx(tops[3], abs=0.01)


@pytest.mark.parametrize(("text", "found"), [
    ("no sum", None),
    ("6 * 2 = 12", {"fraction": 0, "negative": 0, "idle": 0, "dead": 0}),
    ("6 / 4 = 1.5", {"fraction": 1, "negative": 0, "idle": 1, "dead": 0}),
    ("2 - 6 = -4\n6 + 2 = 8\n8 * 2 = 16", {"fraction": 0, "negative": 1, "idle": 0, "dead": 0.5}),
    ("6 * 2 = <<6*2=12>>12", {"fraction": 0, "negative": 0, "idle": 0, "dead": 0}),
    ("1,234,5 + 6 = 12,34,5 + 2", {}), ("1,234,5 + 6 = 1,234,7", {"fraction": 0, "negative": 0, "idle": 1, "dead": 0}),
])
def test_calculations_are_followed(text, found):
    """A fraction of whole things, a result below nothing, numbers nobody used and results that lead nowhere."""
    told = reckoning("6 boxes of 2", calculations(text), text)
    assert {name: value if name != "idle" else round(math.expm1(value)) for name, value in told.items()} == (found or {})


def test_a_number_that_was_worked_out_needs_no_source():
    """What a calculation comes to is no invented figure; another number of two digits is."""
    assert shape("6 boxes of 12", "6 * 12 = 72, so 72")["figures"] == 0
    assert shape("6 boxes of 12", "About 95, in 1987.")["figures"] == pytest.approx(math.log(3))


def test_samples_that_agree_and_samples_that_differ():
    """Agreement is measured on words, on the answer's own numbers and on what it comes to."""
    same = consistency(Seen("It is 12 in all together.", "add 5 and 7", samples=("So it is 12.", "That is 12.", " ")))
    other = consistency(Seen("It is 35 in all together.", "add 5 and 7", samples=("So it is 12.", "That is 12.")))
    assert (same["c_last"], same["c_none"], same["c_rival"], same["c_agree"]) == (1.0, 0.0, 0.0, 1.0)
    assert (other["c_last"], other["c_none"], other["c_rival"]) == (0.0, 1.0, 1.0)
    assert same["c_num"] == 1.0
    assert other["c_num"] == 0.0
    assert consistency(Seen("x", "", samples=("",))) == {}


def test_an_empty_answer_agrees_with_nothing():
    """Words and numbers that are not there are no trait; the lengths still differ."""
    found = consistency(Seen("", "", samples=("a", "a b")))
    assert found["c_f1"] == 0.0
    assert "c_word" not in found
    assert "c_recall" not in found
    assert consistency(Seen("a", "", samples=("?",)))["c_f1"] == 0.0
    assert consistency(Seen("?", "", samples=("!",)))["c_f1"] == 1.0
    assert "c_agree" not in consistency(Seen("a", "", samples=("a",)))


def test_a_text_comes_to_its_last_number_or_last_line():
    """Two answers agree when their conclusions do, however they got there."""
    assert conclusion("3 + 4 = 7") == 7.0
    assert conclusion("Well.\nYes, it is\n") == "yes it is"
    assert conclusion(" ") == ""
    assert agreed("so 7", ["7", "eight 8", "it is 7"]) == 2


def test_requests_differ_in_what_they_ask():
    """Open, closed and unreachable requests are told apart; pointing at something missing counts more in a short request."""
    assert asked("Write a poem about spring")["open"] > 0
    assert asked("Calculate the interest")["closed"] > 0
    assert asked("What is the weather today?")["reach"] > 0
    assert asked("Summarise the following article.")["points"] == 1.0
    assert asked("Summarise the following article. " + "It was a long day. " * 20)["points"] == 0.3
    assert asked("")["points"] == 0.0


@pytest.mark.parametrize(("source", "text", "count", "limit"), [
    ("List five facts", "1. a\n2. b\n3. c", (5, 3), None),
    ("Nenne drei Gründen", "- a\n- b\n- c", (3, 3), None),
    ("List five facts", "There are many.", None, None),
    ("Say it in 3 words", "one two three four", None, (3, 4)),
    ("Say it in two sentences", "One. Two. Three.", None, (2, 3)),
    ("Say it in one sentence", "No end", None, (1, 1)),
    ("List 0 things", "- a\n- b", None, None),
])
def test_counts_and_lengths_that_were_asked_for(source, text, count, limit):
    """What was asked for and what was given, where the request sets a number."""
    assert count_wanted(source, text) == count
    assert limit_wanted(source, text) == limit
    assert set(compliance(source, text)) == {name for name, found in (("count_off", count), ("limit_off", limit)) if found}


def test_the_shape_of_strange_texts_is_measured():
    """Empty, huge, right-to-left and lone-surrogate texts give plain numbers."""
    for text in ("", " ", "\ud800", "שלום 12", "😀" * 1000, "a " * 100_000, "((((", "1" * 5000):
        found = traits(Seen(text, text))
        assert all(math.isfinite(value) for value in found.values())
        assert set(found) <= set(TRAITS)
    assert shape("", "")["copied"] == 0.0


def test_scripts_and_languages_name_a_kind_of_work():
    """Where nobody named the work, answers of one pair of languages or scripts belong together."""
    assert script("Привет") == "cyrillic"
    assert script("123") == "none"
    assert kind_of_work("Привет", "Thank you for the message that you have sent to us") == "cyrillic>en"


@pytest.mark.parametrize(("text", "words_marked"), [
    ("As [1] says.", []), ("As [7] says.", ["[7]"]),
    ("It says “the parcel was never sent out at all”.", ["“the parcel was never sent out at all”"]),
    ("It says “The parcel left on Monday, the third”.", []), ("It is “so-called perfectly normal”.", []),
    ("See https://example.org/x.", ["https://example.org/x."]),
])
def test_citations_must_stand_in_the_passages(text, words_marked):
    """Marks, quotations and links that the passages do not hold are marked; a term in quotation marks is none."""
    context = "[1] The parcel left on Monday the third.\n[2] Nothing else."
    assert [text[start:end] for start, end in unfounded(text, context)] == words_marked
    assert unfounded(text, " ") == []


@pytest.mark.parametrize(("source", "text", "fault"), [
    ("Answer in JSON", '{"a": 1}', None), ("Answer in JSON", '```json\n{"a": 1}\n```', None), ("What is JSON?", "A format.", None),
    ("Answer in JSON", " ", None), ("Answer in JSON", "{a: 1}", ((), 1)), ("Answer in JSON", "[" * 100_000, ((), 0)),
    ('Answer in JSON like {"name": "", "age": 0}', '[{"x": {"name": 1}}]', (("age",), 0)),
    ('Answer in JSON like {"name": ""}', "3", (("name",), 0)),
])
def test_json_that_was_asked_for_is_read(source, text, fault):
    """Broken JSON is marked where reading failed; keys the request shows must be there, at any depth."""
    assert broken_structure(source, text) == fault


@pytest.mark.parametrize(("seen", "code"), [
    (Seen("It is 9.", "q", samples=("7", "7")), "review.samples_differ"),
    (Seen("No.", "q", samples=("Yes.", "Yes.")), "review.samples_differ"),
    (Seen("1. a\n2. b", "List five facts"), "review.count_off"),
    (Seen("word " * 30, "Say it in 10 words"), "review.limit_off"),
    (Seen("It rains.", "What is the weather today?"), "review.out_of_reach"),
    (Seen("As [7] says.", "q", context="[1] x"), "review.citation"),
    (Seen("no", "Answer in JSON"), "review.not_json"),
    (Seen("{}", 'Answer in JSON like {"name": 1}'), "review.missing_keys"),
    (Seen("This is a whole sentence. " * 8 + "And then it", "q"), "review.breaks_off"),
    (Seen("```python\nx = 1", "q"), "review.breaks_off"),
    (Seen("It costs 99 francs.", "q", context="[1] It costs 10 francs."), "review.not_in_source"),
])
def test_evidence_beside_the_text_gives_reasons(seen, code):
    """Samples, demands, passages and form each have their reason, with spans inside the text."""
    reasons = {signal.reason.code: signal.reason for signal in measure(seen) if signal.reason}
    assert code in reasons
    assert all(0 <= start < end <= len(seen.text) for start, end in reasons[code].spans)


def test_what_is_in_order_gives_no_reason():
    """Agreeing samples, kept counts, slack lengths and closed texts are silent."""
    for seen in (
        Seen("It is 7.", "q", samples=("7", "7")), Seen("1. a\n2. b", "List two facts"), Seen("word " * 11, "Say it in 10 words"),
        Seen("This is a whole sentence. " * 8, "q"), Seen("", "q", samples=("7",)), Seen("Hallo, was ist das und ist es für mich", "translate this: the and of to is"),
    ):
        assert [signal.reason.code for signal in measure(seen) if signal.reason and signal.reason.code not in {"review.empty", "review.repeated"}] == []


def test_signals_become_traits_and_name_broken_rules():
    """A check's own figure is kept beside the traits; the rules an answer broke are read back from them."""
    seen = Seen("I'm sorry, but I cannot help with that. Write to x@example.net [name?].", "q", "reply")
    values = traits(seen, measure(seen))
    assert fired(values) == {"refuse", "slots", "contacts"}
    assert traits(Seen("", "q"), measure(Seen("", "q"))) == {"empty": 4.0}
