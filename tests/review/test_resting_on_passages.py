"""An answer that rests on passages of the person's own sources: what they bear out is known, what they brought need not come back."""

from dataclasses import replace

import pytest

from hybriddesk.records.way import Draft, Estimate, MapEntry, Message, Outgoing, Reply, Restored, Route, Scrubbed, Usage
from hybriddesk.review.assessing import Assessor
from hybriddesk.review.judging import question
from hybriddesk.review.seen import Seen, seen
from hybriddesk.review.shape import shape

PASSAGE = "[1] Returns\nGoods come back within 45 days. See https://shop.example/returns."
ASKED = "How long do I have?"


def codes(one):
    return {signal.reason.code for signal in Assessor().measure(one) if signal.reason}


@pytest.mark.parametrize("workflow", ["chat", "reply"])
def test_what_a_passage_bears_out_is_no_invention(workflow):
    rests = Seen("You have 45 days [1], see https://shop.example/returns.", ASKED, workflow, context=PASSAGE, instructs=workflow == "chat")
    assert not codes(rests) & {"review.not_in_source", "review.new_contact", "review.citation"}
    assert {"review.not_in_source", "review.citation"} <= codes(replace(rests, text="You have 60 days [2]."))


def test_a_reply_without_passages_is_measured_as_before():
    assert "review.not_in_source" in codes(Seen("You have 45 days.", ASKED, "reply", instructs=False))
    assert shape(ASKED, "You have 45 days.") == shape(ASKED, "You have 45 days.", "")


def test_numbers_of_the_passages_are_no_news_to_the_judge():
    assert shape(ASKED, "You have 45 days.")["num_new"] == 1.0
    assert shape(ASKED, "You have 45 days.", PASSAGE)["num_new"] == 0.0


def test_the_judge_model_reads_the_passages_as_material():
    assert question("Where?", "Here.") == question("Where?", "Here.", "")
    assert question("Where?", "Here.", PASSAGE)[1].text == (
        f"REQUEST\nWhere?\n\nMATERIAL THE DRAFT MAY REST ON\n{PASSAGE}\n\nDRAFT\nHere.\n\nYour number and your sentence:"
    )


def test_a_value_that_only_a_passage_brought_is_not_missed():
    """The request's own values must come back in a translation; those of the material need not."""
    clear = (Message("user", "Ask Maria.", part="passages"), Message("user", "Hello Anna"))
    left = (Message("user", "Ask PERSON_MMMM.", part="passages"), Message("user", "Hello PERSON_AAAA"))
    entries = (MapEntry("PERSON_MMMM", "PERSON", "Maria"), MapEntry("PERSON_AAAA", "PERSON", "Anna"))
    scrubbed = Scrubbed(Draft("c", "r", "translate", clear), left, ((), ()), (), entries, entries)
    outgoing = Outgoing(scrubbed, Route("p", "openai", "m", "h", local=False), "POST", "u", (), b"", "0", Estimate(0, 0, None))
    reply = Reply(outgoing, "Bonjour", "stop", "m", Usage())
    found = seen(Restored(reply, "Bonjour", (), ("PERSON_MMMM", "PERSON_AAAA"), ()), None, None, "Hello Anna", context=PASSAGE)
    assert found.missing == ("PERSON_AAAA",)
    assert found.context == PASSAGE
