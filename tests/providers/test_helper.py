"""The built-in helper as a sender."""

import json

import anyio
import pytest

from hybriddesk.knowledge.summary import summarise
from hybriddesk.providers import helper_table
from hybriddesk.providers.helper import DECLINE, MODEL, HelperSender
from hybriddesk.records.advice import advice
from hybriddesk.records.errors import Permanent
from hybriddesk.records.resources import resource
from hybriddesk.records.way import Accepted, Draft, Finished, Message, Route, Scrubbed, TextDelta
from hybriddesk.records.work import PastFinal

SYSTEM = Message("system", "Rules.\n\nClosing line: Warm regards, Support")
REFUND = "Subject: Refund for order 1042\nFrom: PERSON_7QXK <EMAIL_AB2D>\n\nHello,\n\nI want my money back, I paid CHF 189.00.\n\nRegards\nPERSON_7QXK"
STRANGE = "Would the oak shelf carry a small aquarium, and does it come in walnut too?"
ROUTE = Route("helper", "helper", MODEL, "this computer", local=True)


class Finals:
    """Approved replies that a test puts in; remembers what was asked."""

    def __init__(self, *past):
        self.past = past
        self.asked = []

    def search(self, query, limit):
        self.asked.append((query, limit))
        return self.past[:limit]


def sender(*past):
    return HelperSender(Finals(*past), summarise=summarise)


def prepared(helper, *texts, workflow="reply"):
    messages = (SYSTEM, *(Message("user" if n % 2 == 0 else "assistant", text) for n, text in enumerate(texts)))
    draft = Draft("c", "r", workflow, messages)
    return helper.prepare(Scrubbed(draft, messages, ((),) * len(messages), (), (), ()), ROUTE)


def answered(*texts, workflow="reply", helper=None):
    helper = helper or sender()

    async def gather():
        return [event async for event in helper.send(prepared(helper, *texts, workflow=workflow))]

    events = anyio.run(gather)
    assert isinstance(events[0], Accepted)
    assert isinstance(events[-1], Finished)
    assert all(isinstance(event, TextDelta) for event in events[1:-1])
    reply = events[-1].reply
    assert "".join(event.text for event in events[1:-1]) == reply.text
    return reply


def note(reply, name):
    return dict(reply.notes)[name]


def test_the_request_shows_all_that_the_helper_reads():
    """The prepared body holds the scrubbed messages and nothing else, costs nothing and names no host."""
    outgoing = prepared(sender(), REFUND)
    assert json.loads(outgoing.body) == {
        "model": MODEL,
        "messages": [{"role": "system", "content": SYSTEM.text}, {"role": "user", "content": REFUND}],
    }
    assert (outgoing.url, outgoing.headers, outgoing.estimate.cost_usd) == ("helper:", (), 0.0)


def test_it_offers_one_model():
    """The person can choose helper/1 like any other model."""
    assert anyio.run(sender().models) == (MODEL,)


def test_a_reply_uses_the_messages_own_facts():
    """The template is filled with the sender's token, the order and the sum of the message, and closed as the prompt says."""
    reply = answered(REFUND)
    assert reply.text.startswith("Dear PERSON_7QXK,\n\nThank you for your message about order 1042.")
    assert "refund of CHF 189.00" in reply.text
    assert reply.text.endswith("Warm regards, Support")
    assert "[" not in reply.text
    assert note(reply, "source") == "template:refund"
    assert float(note(reply, "confidence")) >= DECLINE
    assert (reply.finish, reply.served_model, reply.usage.cost_usd) == ("stop", MODEL, 0.0)


def test_a_german_message_gets_a_german_reply():
    """The answer is in the message's language, with the German greeting and closing."""
    reply = answered("Betreff: Rechnung\nVon: PERSON_7QXK\n\nHallo, könnten Sie mir bitte eine Kopie der Rechnung 2026-0387 vom 14. März schicken?")
    assert reply.text.startswith("Guten Tag PERSON_7QXK,\n\nvielen Dank")
    assert "Rechnung 2026-0387 vom 14. März" in reply.text
    assert note(reply, "source") == "template:invoice_copy"


def test_what_is_missing_is_a_slot_and_costs_confidence():
    """An unknown name is [name?], never a guess, and the helper is less sure."""
    reply = answered("I want my money back. Please refund the amount I paid by card for order 1042.")
    assert "Dear [name?]," in reply.text
    full = answered("From: PERSON_7QXK\n\nI want my money back. Please refund the amount I paid by card for order 1042.")
    assert float(note(reply, "confidence")) < float(note(full, "confidence"))


def test_it_declines_instead_of_guessing():
    """A message it knows nothing about gets no text and a finish that says so."""
    reply = answered(STRANGE)
    assert (reply.text, reply.finish, note(reply, "source")) == ("", "declined", "none")
    assert float(note(reply, "confidence")) < DECLINE


def test_other_languages_are_declined():
    """A French message that happens to hold a known word gets no English reply."""
    reply = answered("Bonjour, je souhaite un refund pour la commande 1042, parce que le colis est arrivé cassé hier matin.")
    assert reply.finish == "declined"


def test_a_task_for_a_writer_is_no_message_to_answer():
    """ "Write a cover letter ..." is not answered with "thank you for your application"."""
    assert answered("Write a cover letter for the position of team leader at a bank in Lahore, please.").finish == "declined"


def test_one_word_in_a_long_text_is_not_enough():
    """The longer a text, the more must speak for an intent."""
    filler = "The report describes how the market for wooden shelves grew in the north and what the people there think of it. " * 12
    assert answered(f"{filler} A refund was mentioned.").finish == "declined"


def test_the_persons_own_reply_comes_first():
    """A good match is used, its person slot filled with the sender; the source names the review it came from."""
    past = PastFinal("rev1", "My shelf question", "Dear {PERSON},\n\nThe oak shelf carries up to 80 kg.\n\nYours", 0.9)
    reply = answered(f"From: PERSON_7QXK\n\n{STRANGE}", helper=sender(past))
    assert reply.text.startswith("Dear PERSON_7QXK,\n\nThe oak shelf")
    assert note(reply, "source") == "final:rev1"
    assert float(note(reply, "confidence")) > 0.8


def test_the_finals_index_is_asked_with_quoted_words_only():
    """The query is words of the message, quoted, joined by OR, without tokens."""
    finals = Finals()
    answered(REFUND, helper=HelperSender(finals, summarise=summarise))
    ((query, _limit),) = finals.asked
    assert '"money"' in query
    assert set(query.replace('"', " ").split()) & {"person_7qxk", "7qxk", "1042"} == set()


def test_a_message_without_words_is_not_searched_for():
    """Nothing to look for asks nothing of the index, and the helper declines."""
    finals = Finals()
    assert answered("1042?", helper=HelperSender(finals, summarise=summarise)).finish == "declined"
    assert finals.asked == []


def test_without_a_store_only_templates_are_used():
    """The helper works before there is any final."""
    assert note(answered(REFUND, helper=HelperSender(None, summarise=summarise)), "source") == "template:refund"


@pytest.mark.parametrize("past", [
    PastFinal("weak", "shelf", "Dear {PERSON}, the shelf is fine.", 0.4),
    PastFinal("german", "Regal", "Guten Tag {PERSON}, das Regal ist für Sie die beste Wahl und wir senden es Ihnen zu.", 0.9),
    PastFinal("foreign", "shelf", "Dear PERSON_ZZZZ, the shelf you asked for is here.", 0.9),
])
def test_finals_that_do_not_fit_are_left_out(past):
    """A weak match, another language, or a final that holds a stranger's token is not used."""
    assert answered(f"From: PERSON_7QXK\n\n{STRANGE}", helper=sender(past)).finish == "declined"


def test_a_final_about_something_else_is_not_used():
    """However many words two requests share, a reply about another subject is left out."""
    past = PastFinal("rev1", "Where is my order? I am still waiting, it has not arrived.", "Dear {PERSON}, it is on its way.", 0.9)
    assert note(answered(REFUND, helper=sender(past)), "source") == "template:refund"


def test_nothing_of_one_client_reaches_another():
    """Numbers of the earlier request are swapped for this one's order or opened as slots; kinds with two values stay open."""
    past = PastFinal("rev1", "Where is my order 88123 with customer 55501?", "Dear {PERSON}, order 88123 of customer 55501 is at {ADDRESS}, call {PHONE}.", 0.95)
    reply = answered("From: PERSON_7QXK\n\nWhere is my order 1042? I live at ADDRESS_AAAA, or ADDRESS_BBBB. PHONE_CCCC", helper=sender(past))
    assert reply.text == "Dear PERSON_7QXK, order 1042 of customer [detail?] is at [address?], call PHONE_CCCC."


def test_an_old_order_number_without_a_new_one_is_opened():
    """If this message names no order, the earlier one's number does not stay in."""
    past = PastFinal("rev1", "Where is my order 88123?", "Dear {PERSON}, order 88123 left today.", 0.95)
    reply = answered("From: PERSON_7QXK\n\nWhere is my parcel? I am still waiting.", helper=sender(past))
    assert "88123" not in reply.text
    assert "order [order number?] left today" in reply.text


def test_a_second_person_is_never_guessed():
    """The one greeted is the sender; another person in the earlier reply stays an open slot."""
    past = PastFinal("rev1", "Who will carry my shelf?", "Dear {PERSON}, your contact is {PERSON}.", 0.95)
    assert answered(f"From: PERSON_7QXK\n\n{STRANGE}", helper=sender(past)).text == "Dear PERSON_7QXK, your contact is [name?]."


def test_sums_and_dates_of_the_earlier_client_become_this_ones():
    """Money and dates are carried over from the message at hand, never from the earlier one; fixed figures of the person's stay."""
    past = PastFinal("rev1", "Refund for order 881 please, CHF 189.00 paid on 3 March.",
                     "Dear {PERSON}, we refund CHF 189.00 for order 881 of 3 March within 14 days.", 0.95)
    reply = answered("From: PERSON_7QXK\n\nRefund for order 1042 please, I paid 45 EUR.", helper=sender(past))
    assert reply.text == "Dear PERSON_7QXK, we refund 45 EUR for order 1042 of [date?] within 14 days."


def test_another_draft_heeds_the_wish():
    """A later message of the person steers what the reply is about."""
    ambiguous = "From: PERSON_7QXK\n\nMy lamp from order 1042."
    assert answered(ambiguous).finish == "declined"
    assert note(answered(ambiguous, "old draft", "It arrived damaged and broken in the parcel."), "source") == "template:damaged"


def test_a_summary_is_the_texts_own_sentences():
    """Points are copied, headed in the text's language; an empty text is declined."""
    text = "Wir haben das Regal bestellt. Es kam ohne Schrauben an. Bitte senden Sie uns die Schrauben bis Freitag."
    reply = answered(text, workflow="summary")
    assert reply.text.startswith("Die wichtigsten Punkte")
    assert "- Bitte senden Sie uns die Schrauben bis Freitag." in reply.text
    assert answered("", workflow="summary").finish == "declined"


def test_sorting_names_the_intent():
    """The label of a message, or none."""
    assert answered(REFUND, workflow="sort").text == "refund"
    assert answered(STRANGE, workflow="sort").finish == "declined"
    assert answered("zzz", workflow="sort").finish == "declined"


@pytest.mark.parametrize(("said", "part"), [
    ("What can you do?", "I am not a language model"),
    ("Hallo, wer sind Sie?", "Ich bin kein Sprachmodell"),
    ("Write a poem about cats", "not a language model"),
    ("Summarise: My lamp broke. I want a new one.", "- I want a new one."),
    ("Sort: I want my money back, please refund me the amount I paid.", "This looks like: refund"),
    ("Sort: purple elephants", "I cannot tell"),
    ("Reply to:", "Please paste the text"),
    (f"Reply to this message:\n{REFUND}", "Dear PERSON_7QXK,"),
    ("Reply to: Would your oak shelf carry an aquarium?", "will not guess"),
    (REFUND, "Dear PERSON_7QXK,"),
])
def test_in_a_chat_it_does_what_it_can_and_says_what_it_cannot(said, part):
    """Drafts, summaries and labels on request; for everything else it says plainly what it is."""
    assert part in answered(said, workflow="chat").text


def test_an_instruction_alone_means_the_message_before():
    """ "Summarise" after a pasted text works on that text."""
    reply = answered("My lamp broke. I want a new one.", "earlier answer", "Please summarise", workflow="chat")
    assert "- My lamp broke." in reply.text
    assert answered(workflow="chat").finish == "stop"


def test_a_damaged_table_is_named(tmp_path, monkeypatch):
    """A file that is missing or unreadable is a fault with the file's name and a sentence."""
    def elsewhere(name):
        assert name
        return tmp_path / "intents.yaml"

    monkeypatch.setattr(helper_table, "resource", elsewhere)
    helper_table.intents.cache_clear()
    for content in (None, "schema: 1\nintents: [{name: 3}]"):
        if content:
            (tmp_path / "intents.yaml").write_text(content)
        with pytest.raises(Permanent) as caught:
            helper_table.intents()
        assert caught.value.code == "helper.damaged"
        assert advice(caught.value.code, caught.value.facts).what == "The built-in helper cannot read its file data/helper/intents.yaml."


def test_every_sample_message_is_read_and_most_wait_for_a_person():
    """Of the twelve shipped messages at least ten get a draft and at least one is declined."""
    lines = resource("samples/messages.jsonl").read_text(encoding="utf-8").splitlines()
    replies = [answered("Subject: {subject}\nFrom: {sender}\n\n{body}".format(**json.loads(line))) for line in lines]
    assert len(replies) == 12
    assert sum(reply.finish == "stop" for reply in replies) >= 10
    assert any(reply.finish == "declined" for reply in replies)
    assert sum(float(note(reply, "confidence")) < 0.72 for reply in replies) >= 8
