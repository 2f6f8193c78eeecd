"""One conversation in one file: another machine goes on with it, this one does not, and nothing else travels."""

from __future__ import annotations

from pathlib import Path

import pytest

from hybriddesk.records.errors import Fault, Permanent, Refused
from hybriddesk.records.work import SourceItem
from hybriddesk.sync import age
from hybriddesk.vault.handovers import Handovers
from hybriddesk.vault.standing import standing
from hybriddesk.workflow.senders import Target
from hybriddesk.workspace import Workspace
from tests.way.desk_store import add_provider, in_store, never
from tests.way.loopback import Loopback, cut, stream
from tests.way.test_context import FACT, TALK, small, turns

WORDS = "five green boats at noon"


@pytest.fixture(autouse=True)
def quick_seal(monkeypatch):
    """The seal's key derivation, weak and quick: what it costs is tested where it lives."""
    init = age.Sealer.__init__
    monkeypatch.setattr(age.Sealer, "__init__", lambda self, raw, passphrase, **_: init(self, raw, passphrase, log_n=4))


def plain(path: Path) -> bytes:
    with path.open("rb") as file:
        return b"".join(age.chunks(file, age.unlock(file, WORDS)))


async def refused(workspace: Workspace, thread: str, file: Path) -> None:
    """Everything that would go on with it here."""
    for go_on in (lambda: workspace.conversing.say(thread, "More?", never),
                  lambda: workspace.conversing.again(workspace.conversations.turns(thread)[-1].id, never),
                  lambda: workspace.bundling.hand_over(thread, file, WORDS)):
        with pytest.raises(Refused, match=r"conversation\.moved"):
            await go_on()


def test_a_broken_off_conversation_goes_on_elsewhere_with_its_checkpoint(tmp_path: Path) -> None:
    """Messages, the half answer, the summaries and the tokens travel; the other machine asks again and the real values come back; here
    nothing goes on unasked; back again it is free here."""
    file, back = tmp_path / "one.age", tmp_path / "back.age"
    found: dict[str, object] = {}
    with Loopback([*[stream(TALK)] * 11, cut("Half an an"), stream("Whole at last.")]) as server:
        async def here(workspace: Workspace) -> None:
            small(workspace, server.url)
            other = (await workspace.conversing.new(Target("helper"), "planted other title")).id
            thread, _ = await turns(workspace, 11)
            with pytest.raises(Fault, match=r"provider\.cut"):
                await workspace.conversing.say(thread, "And what does Anna Keller owe?", never)
            made = await workspace.bundling.hand_over(thread, file, WORDS)
            assert made.conversation == thread
            assert (made.rows["conversations"], made.rows["providers"], made.rows["settings"], made.rows["audit"]) == (1, 0, 0, 0)
            assert made.rows["compactions"] > 0
            found.update(thread=thread, other=other, turns=len(workspace.conversations.turns(thread)), steps=workspace.conversing.compacting.steps.of(thread))
            requests = len(server.requests)
            await refused(workspace, thread, file)
            assert len(server.requests) == requests
            assert len(workspace.conversations.turns(thread)) == found["turns"]
            assert workspace.db.query("SELECT act FROM audit ORDER BY seq DESC LIMIT 1") == [("conversation.handed_over",)]
            assert workspace.audit.verify().ok

        async def there(workspace: Workspace) -> None:
            small(workspace, server.url)
            done = await workspace.bundling.take_over(file, WORDS)
            thread = done.conversation
            assert thread == found["thread"]
            assert workspace.conversing.compacting.steps.of(thread) == found["steps"]
            kept = workspace.conversations.turns(thread)
            assert len(kept) == found["turns"]
            assert (kept[-1].text, kept[-1].state) == ("Half an an", "unknown")
            answer = await workspace.conversing.again(kept[-1].id, never)
            assert answer.text == "Whole at last."
            assert Handovers(workspace.db).of(thread).direction == "in"
            assert (await workspace.bundling.take_over(file, WORDS)).new == 0
            await workspace.bundling.hand_over(thread, back, WORDS)
            with pytest.raises(Refused, match=r"conversation\.unknown"):
                workspace.conversations.get(str(found["other"]))

        async def home(workspace: Workspace) -> None:
            done = await workspace.bundling.bring_in(back, WORDS)
            assert done.conversation == found["thread"]
            assert workspace.conversations.turns(str(found["thread"]))[-1].text == "Whole at last."
            await workspace.conversing.say(str(found["thread"]), "Thank you", never)

        in_store(tmp_path / "first", here)
        in_store(tmp_path / "second", there)
        in_store(tmp_path / "first", home)
    assert FACT.encode() not in file.read_bytes()
    assert FACT.encode() in plain(file)
    assert b"planted other title" not in plain(file)
    assert b"sk-planted" not in plain(file)
    assert b"Anna Keller" not in b"".join(request.raw for request in server.requests)


def test_a_waiting_item_is_drafted_once_elsewhere(tmp_path: Path) -> None:
    """The item's own file carries it; here it waits no more, and naming it changes nothing; kept here it waits again."""
    file, names = tmp_path / "item.age", list[str]()

    async def here(workspace: Workspace) -> None:
        filed = workspace.drafting.file_import("m", "reply", [SourceItem("m", n, "text", "", f"Please confirm order {n} of today.") for n in "12"])
        names.extend(filed.new)
        made = await workspace.bundling.hand_over(names[0], file, WORDS)
        assert (made.rows["items"], made.rows["imports"]) == (1, 1)
        assert workspace.items.waiting() == (names[1],)
        assert standing(workspace.db).waiting == 1
        (one,) = await workspace.drafting.draft([names[0]], Target("helper"), never)
        assert one.code == "conversation.moved"
        assert workspace.items.get(names[0]).state == "new"

    async def there(workspace: Workspace) -> None:
        await workspace.bundling.take_over(file, WORDS)
        (one,) = await workspace.drafting.draft(workspace.items.waiting(), Target("helper"), never)
        assert one.item == names[0]
        assert one.review

    async def kept(workspace: Workspace) -> None:
        Handovers(workspace.db).keep(names[0])
        assert workspace.items.waiting() == tuple(names)

    in_store(tmp_path / "first", here)
    in_store(tmp_path / "second", there)
    in_store(tmp_path / "first", kept)


def test_what_cannot_be_handed_over_is_said(tmp_path: Path) -> None:
    """Unknown ones, ones under way, folders that take no file, files that are whole stores or not ours: each refused, nothing marked."""
    async def work(workspace: Workspace) -> None:
        with pytest.raises(Refused, match=r"conversation\.unknown"):
            await workspace.bundling.hand_over("nobody", tmp_path / "a.age", WORDS)
        thread = (await workspace.conversing.new(Target("helper"))).id
        with pytest.raises(Permanent, match=r"sync\.cannot_write"):
            await workspace.bundling.hand_over(thread, tmp_path, WORDS)
        assert Handovers(workspace.db).of(thread) is None
        await workspace.bundling.export(tmp_path / "whole.age", WORDS)
        with pytest.raises(Refused, match=r"sync\.not_a_handover"):
            await workspace.bundling.take_over(tmp_path / "whole.age", WORDS)
        made = await workspace.bundling.hand_over(thread, tmp_path / "a.age", WORDS)
        assert made.rows["conversations"] == 1
        with pytest.raises(Refused, match=r"sync\.wrong_passphrase"):
            await workspace.bundling.take_over(tmp_path / "a.age", "not the words at all")
        preview = await workspace.bundling.bring_in(tmp_path / "a.age", WORDS, dry_run=True)
        assert preview.conversation == ""
        assert Handovers(workspace.db).of(thread).direction == "out"

    in_store(tmp_path / "store", work)


def test_two_stores_and_their_commands(run, tmp_path: Path) -> None:
    """The same on the command line: list, context, messages, hand-over, take-over, keep; exit 4 where a rule refuses."""
    for store in ("here", "there"):
        assert run("init", store=store).code == 0
    words = tmp_path / "words"
    words.write_text(WORDS)
    asked = run("ask", "--provider", "helper", stdin="Summarise: Anna Keller wants order 1042 by Friday. The rest is talk.", store="here")
    thread = asked.lines[-1]["conversation"]
    (row,) = run("conversation", "list", store="here").lines
    assert (row["id"], row["handed"]) == (thread, None)
    (context,) = run("conversation", "context", thread, store="here").lines
    assert (context["window"], context["share"], context["level"], context["summarised"]) == (None, None, "rest", 0)
    assert context["history"] > 0
    assert [line["role"] for line in run("conversation", "messages", thread, store="here").lines] == ["user", "assistant"]
    file = tmp_path / "one.age"
    (made,) = run("conversation", "hand-over", thread, file, "--bundle-passphrase-file", words, store="here").lines
    assert made["conversation"] == thread
    assert run("ask", "--provider", "helper", "--conversation", thread, stdin="x", store="here").code == 4
    (taken,) = run("conversation", "take-over", file, "--bundle-passphrase-file", words, store="there").lines
    assert (taken["id"], taken["handed"]) == (thread, "in")
    assert run("ask", "--provider", "helper", "--conversation", thread, stdin="help", store="there").code == 0
    assert run("conversation", "keep", thread, store="there").code == 4
    assert run("conversation", "keep", thread, store="here").lines[0]["handed"] is None
    assert run("ask", "--provider", "helper", "--conversation", thread, stdin="help", store="here").code == 0
    empty = run("conversation", "context", "nobody", store="here")
    assert empty.code == 4


def test_events_tell_what_the_model_reads(store, tmp_path: Path) -> None:
    """A small window by setting: the event names step and figures; the command shows the same; messages are marked, none is missing."""
    with Loopback(otherwise=stream(TALK)) as server:
        (tmp_path / "key").write_text("sk-planted-key-0001")
        store("provider", "add", "cloud", "--adapter", "openai", "--base-url", server.url, "--key-file", tmp_path / "key", "--model", "small-1",
              "--allow-loopback-http", "--ask", "never")
        store("setting", "set", "context.unknown_window", "1000")
        store("setting", "set", "context.reserve_tokens", "50")
        thread, seen = "new", []
        for number in range(7):
            asked = store("ask", "--provider", "cloud", "--conversation", thread, stdin=FACT if not number else f"{TALK} {number}")
            thread = asked.lines[-1]["conversation"]
            seen += [line for line in asked.lines if line["event"] == "context"]
    assert seen
    assert FACT in seen[-1]["text"]
    assert seen[-1]["made_by"] == "helper"
    (context,) = store("conversation", "context", thread).lines
    assert context["summarised"] == sum(line["summarised"] for line in store("conversation", "messages", thread).lines) > 0
    assert context["share"] < context["whole_share"]


def test_a_missing_provider_is_said(tmp_path: Path) -> None:
    """The other machine may not have the provider: the conversation is there, and asking says what is missing."""
    file = tmp_path / "one.age"
    with Loopback([stream("ok")]) as server:
        async def here(workspace: Workspace) -> None:
            add_provider(workspace, server.url, ask="never")
            thread, _ = await turns(workspace, 1)
            await workspace.bundling.hand_over(thread, file, WORDS)

        in_store(tmp_path / "first", here)

    async def there(workspace: Workspace) -> None:
        done = await workspace.bundling.take_over(file, WORDS)
        with pytest.raises(Refused, match=r"provider\.unknown"):
            await workspace.conversing.say(done.conversation, "More?", never)

    in_store(tmp_path / "second", there)
