"""The built-in helper quotes passages of the person's sources: word for word, cited, or not at all."""

import anyio
import pytest

from hybriddesk.knowledge.quoting import quotes
from hybriddesk.knowledge.summary import summarise
from hybriddesk.providers.helper import DECLINE, HelperSender
from hybriddesk.providers.helper_passages import passages_of
from hybriddesk.records.way import Draft, Message, Scrubbed
from hybriddesk.records.work import PastFinal
from tests.providers.test_helper import REFUND, ROUTE, STRANGE, SYSTEM, Finals, note

RETURNS = ("Shop", "Returns policy. Goods can be sent back within 45 days of delivery. Questions about returns go to PERSON_7QXK, EMAIL_AB2D.")
FAQ = ("faq.csv", "Question: Do you deliver to Austria?\nAnswer: Yes, for CHF 19 within five days.\n\nQuestion: Can I pay by invoice?\nAnswer: Only companies can pay by invoice.")
GERMAN = ("AGB", "# Rückgabe\nSie können Waren innerhalb von 30 Tagen zurücksenden.\n\n# Lieferung\nDie Lieferung dauert drei Werktage.")
ASKS = "How many days after delivery can the goods be sent back?"


def block(*passages):
    said = "\n\n".join(f"[{n}] {name}\n" + "\n".join(f"> {line}".rstrip() for line in text.split("\n")) for n, (name, text) in enumerate(passages, 1))
    return f"Passages, cited such as [1].\n\n{said}"


def answered(*texts, passages, workflow="chat", past=()):
    said = [SYSTEM, *(Message("user" if n % 2 == 0 else "assistant", text) for n, text in enumerate(texts))]
    said.insert(len(said) - 1, Message("user", block(*passages), part="passages"))
    messages = tuple(said)
    helper = HelperSender(Finals(*past), summarise=summarise, quote=quotes)
    outgoing = helper.prepare(Scrubbed(Draft("c", "r", workflow, messages), messages, ((),) * len(messages), (), (), ()), ROUTE)

    async def gather():
        return [event async for event in helper.send(outgoing)][-1].reply

    return anyio.run(gather)


def test_the_block_is_read_back_as_it_stands():
    assert passages_of(block(RETURNS, FAQ)) == (RETURNS, FAQ)


@pytest.mark.parametrize(("question", "passages", "text"), [
    (ASKS, (FAQ, RETURNS), "Goods can be sent back within 45 days of delivery. [2]"),
    ("Do we deliver to Austria?", (RETURNS, FAQ), "Yes, for CHF 19 within five days. [2]"),
    ("Wie lange dauert die Lieferung?", (GERMAN, RETURNS), "Die Lieferung dauert drei Werktage. [1]"),
])
def test_a_question_in_a_chat_is_answered_with_the_sentence(question, passages, text):
    reply = answered(question, passages=passages)
    assert (reply.text, reply.finish) == (text, "stop")
    assert DECLINE <= float(note(reply, "confidence")) <= 0.8
    assert note(reply, "source") == f"passages:{note(reply, 'passages')}"


def test_terms_of_return_are_found_below_their_heading():
    reply = answered("What are our terms of return?", passages=(RETURNS,))
    assert "Goods can be sent back within 45 days of delivery." in reply.text
    assert reply.text.endswith(" [1]")


def test_a_short_question_leans_on_the_one_before():
    assert "within 45 days" in answered(ASKS, "No.", "And how long?", passages=(RETURNS,)).text


@pytest.mark.parametrize("workflow", ["chat", "reply"])
def test_where_nothing_fits_it_declines_and_says_that_it_used_none(workflow):
    reply = answered(STRANGE if workflow == "reply" else "Which planet has the most moons?", passages=(RETURNS, FAQ), workflow=workflow)
    assert reply.finish == "declined"
    assert ("passages", "unread") in reply.notes


def test_a_template_gets_the_sentence_before_its_closing():
    reply = answered(f"{REFUND}\n\n{ASKS}", passages=(RETURNS,), workflow="reply")
    assert reply.text.startswith("Dear PERSON_7QXK,")
    assert reply.text.endswith("\n\nGoods can be sent back within 45 days of delivery. [1]\n\nWarm regards, Support")
    assert note(reply, "source") == "template:refund+passages:1"


def test_a_request_without_a_question_gets_none():
    reply = answered(REFUND, passages=(RETURNS,), workflow="reply")
    assert "[1]" not in reply.text
    assert ("passages", "unread") in reply.notes


def test_an_approved_reply_gets_what_it_does_not_say_already():
    asks = f"Hello, I want my money back for order 1042. {ASKS}"
    said = "Dear {PERSON},\n\nYour refund is on its way.\n\nKind regards\nThe team"
    one = answered(asks, passages=(RETURNS,), workflow="reply", past=(PastFinal("r", asks, said, 0.9),))
    assert one.text.endswith("on its way.\n\nGoods can be sent back within 45 days of delivery. [1]\n\nKind regards\nThe team")
    says = said.replace("Your refund", "Goods can be sent back within 45 days of delivery. Your refund")
    assert "[1]" not in answered(asks, passages=(RETURNS,), workflow="reply", past=(PastFinal("r", asks, says, 0.9),)).text


def test_without_template_it_frames_the_sentence():
    reply = answered(f"Hello, would the oak shelf carry an aquarium? {ASKS}", passages=(RETURNS, ("Oak", "The oak shelf carries an aquarium of 20 kg.")), workflow="reply")
    assert reply.text.startswith("Dear [name?],\n\n")
    assert "The oak shelf carries an aquarium of 20 kg. [2]" in reply.text
    assert reply.text.endswith("Warm regards, Support")


def test_a_letter_is_in_one_language():
    assert "[1]" not in answered(f"{REFUND}\n\nHow long is the Lieferung?", passages=(GERMAN,), workflow="reply").text
