"""A long conversation against a model with a small window, over real sockets: what leaves, what is kept, who is asked."""

from __future__ import annotations

from pathlib import Path

import pytest

from hybriddesk.knowledge.condensing import KEPT
from hybriddesk.records.consent import Consent
from hybriddesk.records.errors import Refused
from hybriddesk.workflow.context_reading import INTRO
from hybriddesk.workflow.path import Hear
from hybriddesk.workflow.senders import Target
from hybriddesk.workspace import Workspace
from tests.way.desk_store import add_provider, asked, in_store, never, yes
from tests.way.loopback import Loopback, status, stream

TALK = (
    "The weather by the sea was calm and the wind came slowly from the west. Nobody could say how long it would last, and so the talk"
    " went on about boats and nets, and about people who had gone out early and had come back late with little in their hands."
)
FACT = "We decided to send parcel QX-77 to Anna Keller for €1,250."


def small(workspace: Workspace, url: str, window: int = 1000, **options: object) -> None:
    add_provider(workspace, url, ask="never", **options)
    workspace.settings.set("context.unknown_window", window)
    workspace.settings.set("context.reserve_tokens", 50)


async def turns(workspace: Workspace, count: int, *, first: str = FACT, ask=never, thread: str = "", text: str = TALK):
    """So many exchanges; the readings before each request."""
    thread = thread or (await workspace.conversing.new(Target("cloud"))).id
    heard = []
    for number in range(count):
        await workspace.conversing.say(thread, first if number == 0 and first else f"{text} {number}", ask, hear=Hear(context=heard.append))
    return thread, heard


def body(request) -> list[dict[str, str]]:
    return request.json()["messages"]


def test_levels_come_one_after_the_other_and_no_fact_is_lost(tmp_path: Path) -> None:
    """At 70 % older messages are summarised, at 85 % the summary grows with each turn, at 95 % the model begins from a checkpoint; the
    order number, the sum, the name and the decision of the first message reach the model each time, and every message stays."""
    with Loopback([stream(TALK)]) as server:
        async def work(workspace: Workspace) -> None:
            small(workspace, server.url)
            thread, heard = await turns(workspace, 14)
            steps = workspace.conversing.compacting.steps.of(thread)
            kinds = [step.kind for step in steps]
            assert kinds[:3] == ["summary", "rolling", "restart"] or kinds[:4] == ["summary", "rolling", "rolling", "restart"]
            assert all(step.maker == "helper" and step.after < step.before for step in steps)
            for reading in heard:
                if reading.step is not None:
                    system = reading.messages[0]
                    assert system.role == "system"
                    assert system.text.startswith(INTRO)
                    assert "QX-77" in system.text
                    assert "€1,250" in system.text
                    assert "Anna Keller" in system.text
                    assert FACT in system.text
                assert reading.parts.share < 0.95
                assert reading.messages[-1].role == "user"
            assert heard[0].step is None
            kept = workspace.conversations.turns(thread)
            assert len(kept) == 28
            assert kept[0].text == FACT

        in_store(tmp_path, work)
        last = body(server.requests[-1])
    assert last[0]["role"] == "system"
    assert "Anna Keller" not in str(last)
    assert "PERSON_" in last[0]["content"]
    assert [one["role"] for one in last[1:]] == ["user", "assistant"] * ((len(last) - 2) // 2) + ["user"]


def test_the_preview_shows_the_summary_that_leaves(tmp_path: Path) -> None:
    """What the person agrees to holds the summary, byte for byte what arrives."""
    with Loopback([stream(TALK)]) as server:
        async def work(workspace: Workspace) -> None:
            small(workspace, server.url)
            thread, _ = await turns(workspace, 6)
            workspace.providing.book.set_ask("cloud", "always")
            ask, shown = asked(Consent("send"))
            await turns(workspace, 1, ask=ask, thread=thread, first="")
            assert INTRO.encode() in shown[0].body
            assert shown[0].body == server.requests[-1].body

        in_store(tmp_path, work)


def test_a_larger_window_brings_the_messages_back(tmp_path: Path) -> None:
    """Summaries are used only where they are needed: with another model all of it leaves again."""
    with Loopback([stream(TALK)]) as server:
        async def work(workspace: Workspace) -> None:
            small(workspace, server.url)
            thread, _ = await turns(workspace, 6)
            workspace.settings.set("context.unknown_window", 50_000)
            _, heard = await turns(workspace, 1, thread=thread, first="")
            assert heard[0].step is None
            assert len(heard[0].messages) == 13

        in_store(tmp_path, work)


def test_an_unknown_window_condenses_nothing(tmp_path: Path) -> None:
    """Nobody knows how much the model reads, so nothing is left out; the helper has no window at all."""
    with Loopback([stream(TALK)]) as server:
        async def work(workspace: Workspace) -> None:
            small(workspace, server.url, 0)
            thread, heard = await turns(workspace, 8)
            assert heard[-1].parts.window is None
            assert heard[-1].parts.share is None
            assert len(heard[-1].messages) == 15
            assert workspace.conversing.compacting.window(Target("helper")) is None
            workspace.settings.set("context.unknown_window", 4000)
            workspace.providing.add("another helper", "helper", "", None)
            assert workspace.conversing.compacting.window(Target("another helper")) is None
            assert workspace.conversing.compacting.window(Target("gone", "gpt-4o-mini")) == 128_000
            assert not workspace.conversing.compacting.steps.of(thread)

        in_store(tmp_path, work)


def test_the_model_summarises_where_the_person_wants_it_and_lost_facts_come_back(tmp_path: Path) -> None:
    """The request for the summary walks the whole path: scrubbed, in the ledger; what the model left out is put back word for word."""
    with Loopback([stream("They talked about the sea and an order.")]) as server:
        async def work(workspace: Workspace) -> None:
            small(workspace, server.url)
            workspace.settings.set("context.summary_by", "model")
            thread, _ = await turns(workspace, 14)
            step = next(step for step in workspace.conversing.compacting.steps.of(thread) if step.kind != "failed")
            assert step.maker == "cloud"
            assert step.added > 0
            assert step.text.startswith("They talked about the sea")
            assert KEPT in step.text
            assert FACT in step.text
            assert any(run.workflow == "context" for run in map(workspace.runs.get, {line.run for line in workspace.ledger.lines()}))

        in_store(tmp_path, work)
        raw = b"".join(request.raw for request in server.requests)
    assert b"Anna Keller" not in raw


def test_a_model_that_cannot_summarise_is_given_a_rest(tmp_path: Path) -> None:
    """This computer summarises in its place; after three failures it is not asked again for a while."""
    def answer(wire, request):
        summary = "Summarise the conversation" in str(request.json()["messages"][0]["content"])
        (status(400, "bad") if summary else stream(TALK))(wire, request)

    with Loopback([answer]) as server:
        async def work(workspace: Workspace) -> None:
            small(workspace, server.url)
            workspace.settings.set("context.summary_by", "model")
            thread, _ = await turns(workspace, 16)
            steps = workspace.conversing.compacting.steps.of(thread)
            assert [step.maker for step in steps if step.kind == "failed"] == ["cloud"] * 3
            assert sum(step.maker == "helper" for step in steps) > 3
            assert workspace.conversing.compacting.paused(workspace.conversing.compacting.frame(thread, Target("cloud")), "cloud") > 0

        in_store(tmp_path, work)


@pytest.mark.parametrize("answer", ["cancel", "use_helper"])
def test_a_summary_that_the_person_does_not_let_go_is_no_failure(tmp_path: Path, answer: str) -> None:
    """Cancel or "use local helper" in the preview of the summary: this computer summarises, and the message itself is asked about as always."""
    with Loopback([stream(TALK)]) as server:
        async def work(workspace: Workspace) -> None:
            small(workspace, server.url)
            workspace.settings.set("context.summary_by", "model")
            thread, _ = await turns(workspace, 3)
            workspace.providing.book.set_ask("cloud", "always")

            async def ask(outgoing, waiting):
                return Consent(answer if outgoing.scrubbed.draft.workflow == "context" else "send")

            await turns(workspace, 4, ask=ask, thread=thread, first="")
            assert {(step.kind, step.maker) for step in workspace.conversing.compacting.steps.of(thread)} >= {("summary", "helper")}
            assert not any(step.kind == "failed" for step in workspace.conversing.compacting.steps.of(thread))

        in_store(tmp_path, work)


FIGURES = " ".join(f"A{n}-{n * 7919} = {n * 104_729}," for n in range(40))
"""Nothing but facts: no summary can be shorter."""


def test_oldest_messages_are_left_out_only_on_the_persons_word(tmp_path: Path) -> None:
    """A conversation of figures alone cannot be summarised: the summary is refused, the person is told how many messages would go, and
    only their word leaves them out. After three failures no more are tried for a while."""
    with Loopback([stream("ok")]) as server:
        async def work(workspace: Workspace) -> None:
            small(workspace, server.url, 3000)
            compacting, refused = workspace.conversing.compacting, None
            thread = (await workspace.conversing.new(Target("cloud"))).id
            for number in range(12):
                try:
                    await workspace.conversing.say(thread, FIGURES.replace("A", f"B{number}"), never)
                except Refused as fault:
                    refused = fault
                    break
            assert refused is not None
            assert refused.code == "context.would_drop"
            assert refused.facts["count"] > 0
            before, last = len(server.requests), workspace.conversations.turns(thread)[-1]
            assert last.role == "user"
            heard = []
            await workspace.conversing.again(last.id, never, hear=Hear(context=heard.append), drop=True)
            assert len(server.requests) == before + 1
            assert heard[0].step.kind == "dropped"
            assert heard[0].step.maker == "person"
            assert heard[0].covered == refused.facts["count"]
            assert heard[0].parts.share < 0.95
            failed = [step for step in compacting.steps.of(thread) if step.kind == "failed"]
            assert {step.code for step in failed} == {"context.no_gain"}
            assert any(one.code == "context.no_gain" for one in workspace.error_log.errors.all())
            if len(failed) >= 3:
                assert heard[0].paused_ms > 0

        in_store(tmp_path, work)


def test_a_message_alone_is_sent_as_it_is(tmp_path: Path) -> None:
    """One message longer than the window has nothing before it to condense: the provider says what it thinks of it."""
    with Loopback([stream("ok")]) as server:
        async def work(workspace: Workspace) -> None:
            small(workspace, server.url, 300)
            thread, heard = await turns(workspace, 1, first=TALK * 12)
            assert heard[0].level == "restart"
            assert heard[0].step is None
            assert not workspace.conversing.compacting.steps.of(thread)

        in_store(tmp_path, work)


@pytest.mark.parametrize("words", ["   "])
def test_an_empty_summary_counts_as_none(tmp_path: Path, words: str) -> None:
    """A model that answers the request for a summary with nothing is not believed."""
    def answer(wire, request):
        summary = "Summarise the conversation" in str(request.json()["messages"][0]["content"])
        stream(words if summary else TALK)(wire, request)

    with Loopback([answer]) as server:
        async def work(workspace: Workspace) -> None:
            small(workspace, server.url)
            workspace.settings.set("context.summary_by", "model")
            thread, _ = await turns(workspace, 6, ask=yes)
            assert [step.code for step in workspace.conversing.compacting.steps.of(thread) if step.kind == "failed"][:1] == ["context.no_summary"]

        in_store(tmp_path, work)


def test_room_is_left_for_passages(tmp_path: Path) -> None:
    """Before a question as much is kept free as may go along, of a small window at most a quarter; not where none are asked."""
    with Loopback([stream("Yes.")]) as server:
        async def work(workspace: Workspace) -> None:
            small(workspace, server.url, 4000)
            thread, before = await turns(workspace, 1)
            assert before[0].parts.knowledge == 0
            await workspace.knowing.add_text("Returns", "Goods can be sent back within 45 days of delivery.")
            _, now = await turns(workspace, 1, thread=thread, first="Hello there")
            assert now[0].parts.knowledge == 1000
            workspace.conversing.use_sources(thread, on=False)
            _, off = await turns(workspace, 1, thread=thread, first="Hello again")
            assert off[0].parts.knowledge == 0

        in_store(tmp_path, work)


def test_one_question_without_sources_needs_no_room(tmp_path: Path) -> None:
    with Loopback([stream("Yes.")]) as server:
        async def work(workspace: Workspace) -> None:
            small(workspace, server.url, 4000)
            await workspace.knowing.add_text("Returns", "Goods can be sent back within 45 days of delivery.")
            thread = (await workspace.conversing.new(Target("cloud"))).id
            heard = []
            await workspace.conversing.say(thread, "Hello", never, hear=Hear(context=heard.append), sources=False)
            assert heard[0].parts.knowledge == 0

        in_store(tmp_path, work)
