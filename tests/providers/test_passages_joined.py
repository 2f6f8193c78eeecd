"""Passages of the person's own sources leave with every adapter, once, scrubbed, and never as a second turn of the same side."""

import json
from itertools import pairwise

import anyio
import pytest

from hybriddesk.catalog.estimate import prompt_tokens
from hybriddesk.knowledge.summary import summarise
from hybriddesk.providers.helper import HelperSender
from hybriddesk.providers.local_model import LocalModel
from hybriddesk.providers.senders import ADAPTERS
from hybriddesk.providers.turns import joined
from hybriddesk.records.asked import asked, own_words, passages_in
from hybriddesk.records.way import Draft, Estimate, Finished, Message, Route, Scrubbed
from tests.providers.test_adapters import built, prepared

BLOCK = "From your sources\n\n[1] Returns\nPERSON_7QXK takes returns for 30 days."
PROMPT = (
    Message("system", "Be brief."), Message("user", "Hi"), Message("assistant", "Hello"), Message("user", BLOCK, part="passages"),
    Message("user", "How long do I have?"),
)
HTTP = sorted(one.name for one in ADAPTERS if one.name not in {"helper", "local"})


def turns(body):
    found = json.loads(body)
    rows = found.get("messages") or found.get("input") or found.get("contents")
    return [(row["role"], row.get("content") or "".join(part["text"] for part in row.get("parts", ()))) for row in rows]


def kept(sender):
    messages = PROMPT
    return sender.prepare(Scrubbed(Draft("c", "r", "chat", messages), messages, ((),) * len(messages), (), (), ()), Route("p", "x", "m", "h", True))


def helper():
    return HelperSender(summarise=summarise)


def local():
    return LocalModel("mine", "/nowhere", lambda body, messages, _model: Estimate(len(body), prompt_tokens(messages), None), None)


def checked(body):
    said = turns(body)
    assert all(one[0] != other[0] for one, other in pairwise(said)), said
    assert said[-1] == ("user", f"{BLOCK}\n\nHow long do I have?")
    assert body.decode().count("takes returns for 30 days") == 1


@pytest.mark.parametrize("adapter", HTTP)
def test_no_adapter_sends_two_turns_of_the_person_in_a_row(adapter):
    checked(prepared(built(adapter, "http://127.0.0.1:9"), messages=PROMPT).body)


@pytest.mark.parametrize("made", [helper, local])
def test_nor_do_the_models_on_this_computer(made):
    checked(kept(made()).body)


def test_passages_alone_and_between_other_turns_stay_what_they_are():
    alone = (Message("user", BLOCK, part="passages"),)
    assert joined(alone) == alone
    before = (Message("user", BLOCK, part="passages"), Message("assistant", "Yes."))
    assert joined(before) == before
    assert joined((Message("user", "a"), Message("user", "b"))) == (Message("user", "a"), Message("user", "b"))


def test_what_was_asked_is_told_apart_from_the_material():
    assert asked(PROMPT) == "Hi\n\nHow long do I have?"
    assert asked(PROMPT, "\n") == "Hi\nHow long do I have?"
    assert passages_in(PROMPT) == BLOCK
    assert passages_in(own_words(PROMPT)) == ""


def test_the_helper_reads_the_request_alone_and_says_that_it_left_the_passages():
    async def answer(messages):
        outgoing = helper().prepare(Scrubbed(Draft("c", "r", "chat", messages), messages, ((),) * len(messages), (), (), ()), Route("helper", "helper", "helper/1", "", True))
        return [event async for event in helper().send(outgoing)][-1]

    with_block = anyio.run(answer, (Message("user", "Refund: I want my money back " * 9, part="passages"), Message("user", "What can you do?")))
    without = anyio.run(answer, (Message("user", "What can you do?"),))
    assert isinstance(with_block, Finished)
    assert with_block.reply.text == without.reply.text
    assert ("passages", "unread") in with_block.reply.notes
    assert ("passages", "unread") not in without.reply.notes
