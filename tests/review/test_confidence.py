"""Confidence and its reasons."""

import pytest
from review_making import restored

from hybriddesk.records.advice import advice
from hybriddesk.review.confidence import score
from hybriddesk.review.history import LengthHistory
from hybriddesk.review.seen import seen
from hybriddesk.review.signals import measure

SOURCE = "Hello, my order 1042 arrived broken on 3 March. I paid CHF 189.00. Please write to anna@example.com. Thank you for your help."
GOOD = "Dear Anna, thank you for your message about order 1042. We are sorry that it is broken and will look into it for you."


def scored(text=GOOD, *, source=SOURCE, history=None, match=None, threshold=0.75, **made):
    return score(restored(text, **made), history=history, match=match, source=source, threshold=threshold)


def codes(result):
    return [reason.code for reason in result.reasons]


def marked(result, code):
    text = result.restored.text
    return [text[start:end] for reason in result.reasons if reason.code == code for start, end in reason.spans]


def test_a_draft_without_any_sign_has_the_base_rate():
    """With nothing found the confidence is near the prior's, and one plain reason says so."""
    result = scored()
    assert result.confidence == pytest.approx(0.8, abs=0.06)
    assert codes(result) == ["review.nothing_found"]
    assert not result.must_review


def test_below_the_threshold_a_reason_says_so_last():
    """The person's own limit is named with both figures, rounded so that they never look equal."""
    result = scored("Dear Anna, it will probably arrive. Perhaps tomorrow, maybe. I think so.", threshold=0.9)
    assert codes(result)[-1] == "review.below_threshold"
    assert result.reasons[-1].facts["limit"] == 90
    assert result.reasons[-1].facts["percent"] < 90


@pytest.mark.parametrize(("made", "code"), [
    ({"text": "  \n"}, "review.empty"),
    ({"finish": "length"}, "review.cut_off"),
    ({"finish": "content_filter"}, "review.filtered"),
    ({"text": "", "finish": "declined"}, "review.declined"),
    ({"finish": "tool_calls"}, "review.tool_call"),
    ({"text": "I'm sorry, but I cannot help with that."}, "review.refusal"),
    ({"text": "Dear [name?], thank you."}, "review.open_slots"),
    ({"text": "Dear PERSON_7QXK, thank you.", "unresolved": ("PERSON_7QXK",)}, "review.unknown_placeholder"),
    ({"text": "The password is SECRET_2ABC.", "kept": ("SECRET_2ABC",)}, "review.secret_kept"),
    ({"workflow": "translate", "missing": ("PERSON_7QXK",)}, "review.lost_placeholder"),
    ({"text": "That makes 12 + 30 = 43 in all."}, "review.wrong_sum"),
    ({"text": "See you on Monday, 3 March 2026."}, "review.wrong_date"),
    ({"text": "Vielen Dank für Ihre Nachricht, wir prüfen das und melden uns bei Ihnen mit der Antwort."}, "review.wrong_language"),
    ({"text": "Write to claims@example.net or see https://example.net/x."}, "review.new_contact"),
])
def test_rules_that_always_ask_a_person(made, code):
    """Each rule sends the draft to a person, comes first among the reasons, lowers the confidence and has its sentence."""
    result = scored(**made)
    assert result.must_review
    assert codes(result)[0] == code
    assert result.confidence < scored().confidence
    assert advice(code, result.reasons[0].facts).what


@pytest.mark.parametrize(("made", "code", "words"), [
    ({"text": "I think it is possible that it broke."}, "review.hedged", ["I think", "it is possible that"]),
    ({"text": "We refund 250.00 francs for order 1042 by 2027-01-05."}, "review.not_in_source", ["250.00", "2027-01-05"]),
    ({"text": "Hello PERSON_7QXK and PERSON_7QXK.", "unresolved": ("PERSON_7QXK",)}, "review.unknown_placeholder", ["PERSON_7QXK"] * 2),
    ({"text": "Dear [name?], [Ihre Firma] XXXX."}, "review.open_slots", ["[name?]", "[Ihre Firma]", "XXXX"]),
])
def test_reasons_point_at_the_words(made, code, words):
    """A reason's spans are the very words in the restored text."""
    assert marked(scored(**made), code) == words


def test_unused_placeholders_are_normal_in_a_reply():
    """A reply need not name the customer's phone number; only texts that are to be carried over must keep every value."""
    assert not scored(missing=("PHONE_7QXK",)).must_review
    assert scored(workflow="rewrite", missing=("PHONE_7QXK",)).must_review


def test_certain_tokens_raise_and_unsure_tokens_lower_the_confidence():
    """Log-probabilities move the confidence both ways and name a reason only when the model was unsure."""
    sure, unsure = scored(logprobs=(-0.02,) * 40), scored(logprobs=(-0.1, -2.9, -1.2, -0.8) * 10)
    assert unsure.confidence < scored().confidence < sure.confidence
    assert "review.model_unsure" in codes(unsure)
    assert "review.model_unsure" not in codes(sure)


def test_the_helpers_own_certainty_counts():
    """What the helper says of itself moves the confidence; a note that is no number is left out."""
    sure, unsure = scored(notes=(("confidence", "0.95"),)), scored(notes=(("confidence", "0.50"),))
    assert unsure.confidence < sure.confidence
    assert codes(unsure)[0] == "review.helper_unsure"
    assert scored(notes=(("confidence", "high"),)).confidence == scored().confidence


def test_a_declined_draft_is_not_also_called_empty():
    """One reason for one fact."""
    assert "review.empty" not in codes(scored("", finish="declined", notes=(("confidence", "0.20"),)))


def test_similar_finals_raise_and_strange_requests_lower_the_confidence():
    """A good retrieval match helps; a poor one is a reason; none looked for changes nothing."""
    assert scored(match=0.05).confidence < scored().confidence < scored(match=0.95).confidence
    assert "review.few_similar" in codes(scored(match=0.05))
    assert "review.few_similar" not in codes(scored(match=0.95))


def test_length_is_held_against_the_workflows_own_history():
    """Much longer or shorter than accepted texts is a reason; with too few of them nothing is said."""
    history = LengthHistory((100, 120, 110, 105, 115, 108, 112, 118, 0))
    assert "review.longer_than_usual" in codes(scored("word " * 200, history=history))
    assert "review.shorter_than_usual" in codes(scored("Ok.", history=history))
    assert codes(scored(history=history)) == ["review.nothing_found"]
    assert codes(scored("Ok.", history=LengthHistory((100,) * 3))) == ["review.nothing_found"]
    assert LengthHistory().usual() == 0
    assert history.usual() == pytest.approx(111, abs=2)
    assert history.offset(0) is None


def test_repetition_lowers_the_confidence():
    """Text that runs in circles is marked."""
    text = "We will send you the parcel as soon as we can. "
    result = scored(text * 4)
    assert "review.repeated" in codes(result)
    assert result.confidence < scored(text).confidence


def test_free_conversation_may_bring_its_own_facts():
    """Numbers and links that are not in the question are no fault in a chat, nor where there is no source."""
    assert codes(scored("The tower is 330 m high, see https://example.org.", workflow="chat")) == ["review.nothing_found"]
    assert codes(scored("The tower is 330 m high.", source=" ")) == ["review.nothing_found"]


def test_a_translation_is_in_another_language():
    """The language rule does not stand in a translation's way."""
    german = "Vielen Dank für Ihre Nachricht, wir prüfen das und melden uns bei Ihnen mit der Antwort."
    assert not scored(german, workflow="translate").must_review


def test_signals_are_clipped():
    """A check's figure stays within four standard deviations."""
    found = measure(seen(restored("I think " * 30), None, None, SOURCE))
    assert {signal.name for signal in found} >= {"hedge", "rep4"}
    assert all(-4 <= signal.z <= 4 for signal in found)


def test_the_traits_go_on_with_the_score():
    """What the judge went by is kept with the draft, so that a decision can teach it."""
    assert scored("I think so.").traits["hedge"] == 1.0
