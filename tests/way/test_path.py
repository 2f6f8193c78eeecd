"""Whole prompts from draft to filed answer, against a loopback provider over real sockets."""

from __future__ import annotations

import threading
from pathlib import Path

import anyio
import anyio.to_thread
import pytest

from hybriddesk.records.consent import Consent
from hybriddesk.records.errors import Permanent, Refused, Unknown
from hybriddesk.records.way import ByHand
from hybriddesk.records.work import SourceItem
from hybriddesk.workflow.path import Hear
from hybriddesk.workflow.senders import Target
from hybriddesk.workspace import Workspace
from tests.way.desk_store import add_provider, asked, in_store, never, yes
from tests.way.loopback import TOKEN, Loopback, Received, Wire, cut, events, gated, status, stream

VALUES = ("Anna Keller", "anna.keller@example.org", "DE89 3704 0044 0532 0130 00", "+41 79 555 01 23", "4929 1234 5678 9012")
LETTER = (
    "Dear Sir, my name is Anna Keller, you reach me at anna.keller@example.org or +41 79 555 01 23. Please refund order 1042 to "
    "IBAN DE89 3704 0044 0532 0130 00 instead of card 4929 1234 5678 9012. Kind regards, Anna Keller"
)
CLOUD = Target("cloud")


def letter(key: str = "1", body: str = LETTER) -> SourceItem:
    return SourceItem("mail.eml", key, "mail", "Refund", body, "Anna Keller <anna.keller@example.org>")


async def drafted(workspace: Workspace, *, ask: object = yes, target: Target = CLOUD, items: int = 1) -> tuple:
    filed = workspace.drafting.file_import("mail", "reply", [letter(str(n), f"{LETTER} {n}") for n in range(items)])
    return await workspace.drafting.draft(filed.new, target, ask)  # type: ignore[arg-type]


def test_no_value_arrives_and_the_reply_holds_them_again(tmp_path: Path) -> None:
    """The provider sees tokens only; the person's draft has the values back; the ledger holds the very bytes that arrived."""
    with Loopback() as server:
        async def work(workspace: Workspace) -> None:
            add_provider(workspace, server.url)
            (one,) = await drafted(workspace)
            review = workspace.reviews.get(one.review)
            assert "Anna Keller" in review.draft
            assert "PERSON_" not in review.draft
            (line,) = workspace.ledger.lines()
            (request,) = server.requests
            assert line.body == request.body
            assert line.outcome == "done"
            assert dict(line.headers)["authorization"] == "Bearer (hidden)"
            assert workspace.items.get(one.item).state == "drafted"
            assert workspace.runs.get(review.run).state == "done"

        in_store(tmp_path, work)
        raw = b"".join(request.raw for request in server.requests)
    for value in VALUES:
        assert value.encode() not in raw
    assert b"sk-planted-key-0001" in raw


def test_the_helper_leaves_nothing_in_the_ledger(tmp_path: Path) -> None:
    """The built-in helper drafts without a ledger line, because nothing left."""
    async def work(workspace: Workspace) -> None:
        (one,) = await drafted(workspace, ask=never, target=Target("helper"))
        assert one.review
        assert workspace.ledger.count() == 0

    in_store(tmp_path, work)


def test_two_items_share_no_token_connection_or_header(tmp_path: Path) -> None:
    """Two items with the same sender reach the provider on two connections with different tokens and equal header names."""
    with Loopback() as server:
        async def work(workspace: Workspace) -> None:
            add_provider(workspace, server.url)
            await drafted(workspace, items=2)

        in_store(tmp_path, work)
        first, second = server.requests
    assert first.connection != second.connection
    volatile = {"content-length"}
    assert [h for h in first.headers if h[0].lower() not in volatile] == [h for h in second.headers if h[0].lower() not in volatile]
    tokens = [set(TOKEN.findall(request.body.decode())) for request in (first, second)]
    assert tokens[0]
    assert tokens[1]
    assert not tokens[0] & tokens[1]
    assert not {"user", "metadata", "session", "session_id"} & first.json().keys()


def test_cancel_in_the_preview_sends_nothing(tmp_path: Path) -> None:
    """A person who cancels the preview sends nothing, and the rest of the batch keeps waiting."""
    with Loopback() as server:
        async def work(workspace: Workspace) -> None:
            add_provider(workspace, server.url)
            ask, shown = asked(Consent("cancel"))
            ended = await drafted(workspace, ask=ask, items=3)
            assert [one.code for one in ended] == ["privacy.not_approved"]
            assert len(shown) == 1
            assert workspace.items.counts() == {"new": 3}
            assert workspace.ledger.count() == 0

        in_store(tmp_path, work)
        assert server.connections == 0


def test_the_preview_shows_the_very_bytes(tmp_path: Path) -> None:
    """What the person agreed to is what arrives, byte for byte."""
    with Loopback() as server:
        async def work(workspace: Workspace) -> None:
            add_provider(workspace, server.url)
            ask, shown = asked(Consent("send"))
            await drafted(workspace, ask=ask)
            assert shown[0].body == server.requests[0].body
            sent = [(name.lower(), value) for name, value in server.requests[0].headers]
            shown_headers = [(n.lower(), v.replace("(hidden)", "sk-planted-key-0001")) for n, v in shown[0].headers]
            assert sent == shown_headers

        in_store(tmp_path, work)


def test_hide_and_show_by_hand(tmp_path: Path) -> None:
    """A value hidden by hand leaves as a token and a value un-hidden leaves in clear, after the preview was shown again."""
    with Loopback() as server:
        async def work(workspace: Workspace) -> None:
            add_provider(workspace, server.url)
            redo = Consent("redo", by_hand=(ByHand("hide", "order 1042"), ByHand("show", "+41 79 555 01 23", "PHONE")))
            ask, shown = asked(redo, Consent("send"))
            await drafted(workspace, ask=ask)
            assert len(shown) == 2

        in_store(tmp_path, work)
        body = server.requests[0].body.decode()
    assert "order 1042" not in body
    assert "+41 79 555 01 23" in body


def test_use_local_helper_instead(tmp_path: Path) -> None:
    """Choosing the helper in the preview drafts the item without the network."""
    with Loopback() as server:
        async def work(workspace: Workspace) -> None:
            add_provider(workspace, server.url)
            ask, _ = asked(Consent("use_helper"))
            (one,) = await drafted(workspace, ask=ask)
            assert workspace.reviews.get(one.review).provider == "helper"

        in_store(tmp_path, work)
        assert server.connections == 0


@pytest.mark.parametrize(("rule", "questions"), [("always", 3), ("new_kinds", 1), ("never", 0)])
def test_the_ask_rule_is_the_persons(tmp_path: Path, rule: str, questions: int) -> None:
    """Always asks each time, new kinds asks until its kinds were seen, never does not ask."""
    with Loopback() as server:
        async def work(workspace: Workspace) -> None:
            add_provider(workspace, server.url, ask=rule)
            ask, shown = asked(*[Consent("send")] * 3)
            await drafted(workspace, ask=ask, items=3)
            assert len(shown) == questions
            assert len(server.requests) == 3

        in_store(tmp_path, work)


def test_one_yes_for_the_rest_of_a_batch(tmp_path: Path) -> None:
    """After "and the others of this batch" only an item with a kind not shown yet asks again."""
    with Loopback() as server:
        async def work(workspace: Workspace) -> None:
            add_provider(workspace, server.url)
            bodies = ["Call +41 79 555 01 23", "Call +41 79 555 01 24", "Mail bob@example.org or call +41 79 555 01 25"]
            filed = workspace.drafting.file_import("t", "reply", [SourceItem("t", str(n), "text", "", b, "") for n, b in enumerate(bodies)])
            ask, shown = asked(Consent("send", rest_of_batch=True), Consent("send"))
            await workspace.drafting.draft(filed.new, CLOUD, ask)
            assert len(shown) == 2
            assert b"+41 79" not in shown[1].body

        in_store(tmp_path, work)


def test_a_rate_limit_is_retried_and_logged_per_attempt(tmp_path: Path) -> None:
    """A 429 is tried again and each attempt has its own ledger line."""
    with Loopback([status(429, "rate_limit_exceeded", retry_after="0"), stream("Fine.")]) as server:
        async def work(workspace: Workspace) -> None:
            add_provider(workspace, server.url)
            waits: list[str] = []
            filed = workspace.drafting.file_import("m", "reply", [letter()])
            hear = Hear(wait=lambda _n, _s, code: waits.append(code))
            (one,) = await workspace.drafting.draft(filed.new, CLOUD, yes, hear=hear)
            assert waits == ["provider.rate_limited"]
            assert sorted(line.outcome for line in workspace.ledger.lines()) == ["done", "failed"]
            assert workspace.runs.get(workspace.reviews.get(one.review).run).attempts == 2

        in_store(tmp_path, work)


def test_a_wrong_key_stops_the_batch_and_keeps_the_rest(tmp_path: Path) -> None:
    """A 401 is not repeated: the batch ends, the other items still wait."""
    with Loopback([status(401, "invalid_api_key")]) as server:
        async def work(workspace: Workspace) -> None:
            add_provider(workspace, server.url)
            ended = await drafted(workspace, items=3)
            assert [(one.code, one.stopped_batch) for one in ended] == [("provider.wrong_key", True)]
            assert workspace.items.counts()["new"] == 2

        in_store(tmp_path, work)
        assert len(server.requests) == 1


def test_a_cut_answer_is_kept_and_never_sent_again_by_itself(tmp_path: Path) -> None:
    """A stream cut after text leaves the text as an interrupted turn and the item as unknown."""
    with Loopback([cut("Dear customer, ", "we have")]) as server:
        async def work(workspace: Workspace) -> None:
            add_provider(workspace, server.url)
            (one,) = await drafted(workspace)
            assert one.code == "provider.cut"
            assert workspace.items.get(one.item).state == "unknown"
            (turn,) = workspace.conversations.turns(one.item)
            assert (turn.text, turn.state) == ("Dear customer, we have", "interrupted")

        in_store(tmp_path, work)
        assert len(server.requests) == 1


def test_a_provider_that_is_down_says_so(tmp_path: Path) -> None:
    """A closed port ends as a fault with a code the advice table knows, and the draft stays."""
    with Loopback() as server:
        url = server.url

    async def work(workspace: Workspace) -> None:
        add_provider(workspace, url)
        thread = await workspace.conversing.new(CLOUD)
        with pytest.raises((Permanent, Exception)) as caught:
            await workspace.conversing.say(thread.id, "Hello", yes)
        assert caught.value.code == "provider.connect"  # type: ignore[attr-defined]
        assert [turn.text for turn in workspace.conversations.turns(thread.id) if turn.role == "user"] == ["Hello"]

    in_store(tmp_path, work)


def test_stopping_a_chat_keeps_its_text(tmp_path: Path) -> None:
    """Cancelling in the middle of an answer keeps what arrived, marked as interrupted."""
    gates = [threading.Event() for _ in range(4)]
    for gate in gates[:3]:
        gate.set()
    with Loopback([gated(events("One ", "two ", "three"), gates)]) as server:
        async def work(workspace: Workspace) -> None:
            add_provider(workspace, server.url)
            thread = await workspace.conversing.new(CLOUD)
            async with anyio.create_task_group() as group:
                hear = Hear(text=lambda text, _raw: group.cancel_scope.cancel() if "two" in text else None)
                await workspace.conversing.say(thread.id, "Count", yes, hear=hear)
            answer = workspace.conversations.turns(thread.id)[-1]
            assert (answer.text, answer.state) == ("One two ", "interrupted")
            assert workspace.ledger.lines()[0].outcome == "cancelled"

        in_store(tmp_path, work)


def test_a_defect_in_judging_keeps_the_answer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An answer that cannot be judged stays with its turn or item; neither looks as if it were still on its way."""

    def broken(*_: object, **__: object) -> None:
        raise SystemError

    with Loopback([stream("Dear ", "customer"), stream("Dear ", "customer")]) as server:
        async def work(workspace: Workspace) -> None:
            add_provider(workspace, server.url)
            monkeypatch.setattr("hybriddesk.workflow.scoring.score", broken)
            thread = await workspace.conversing.new(CLOUD)
            with pytest.raises(SystemError):
                await workspace.conversing.say(thread.id, "Hello", yes)
            turn = workspace.conversations.turns(thread.id)[-1]
            assert (turn.text, turn.state) == ("Dear customer", "failed")
            assert workspace.runs.get(turn.run or "").state == "failed"
            filed = workspace.drafting.file_import("mail", "reply", [letter()])
            with pytest.raises(SystemError):
                await workspace.drafting.draft(filed.new, CLOUD, yes)
            assert workspace.items.get(filed.new[0]).state == "failed"
            assert [kept.text for kept in workspace.conversations.turns(filed.new[0])] == ["Dear customer"]

        in_store(tmp_path, work)


def test_a_conversation_remembers_its_tokens(tmp_path: Path) -> None:
    """A later turn of one conversation uses the same token for the same value."""
    with Loopback() as server:
        async def work(workspace: Workspace) -> None:
            add_provider(workspace, server.url)
            thread = await workspace.conversing.new(CLOUD)
            await workspace.conversing.say(thread.id, "Write to anna.keller@example.org", yes)
            await workspace.conversing.say(thread.id, "Again to anna.keller@example.org please", yes)

        in_store(tmp_path, work)
        first, second = (request.json()["messages"] for request in server.requests)
    token = first[-1]["content"].split()[-1]
    assert token in second[-1]["content"]
    assert len(second) == 3


def test_unknown_after_a_crash_is_shown_not_repeated(tmp_path: Path) -> None:
    """A request that left before the process died is unknown in the next session, and nothing is sent by itself."""
    arrived, never_opened = threading.Event(), threading.Event()

    def late(wire: Wire, _request: Received) -> None:
        arrived.set()
        wire.wait(never_opened)

    with Loopback([late]) as server:
        async def crash(workspace: Workspace) -> None:
            add_provider(workspace, server.url)
            filed = workspace.drafting.file_import("m", "reply", [letter()])
            async with anyio.create_task_group() as group:
                group.start_soon(workspace.drafting.draft, filed.new, CLOUD, yes)
                await anyio.to_thread.run_sync(arrived.wait)
                workspace.db.connection.execute("PRAGMA wal_checkpoint(PASSIVE)")
                copy_as_it_lies(tmp_path, tmp_path / "after")
                group.cancel_scope.cancel()

        in_store(tmp_path, crash)

        async def look(workspace: Workspace) -> None:
            assert workspace.recovered.unknown == 1
            assert workspace.items.counts() == {"unknown": 1}
            assert workspace.ledger.lines()[0].outcome == "unknown"

        in_store(tmp_path / "after", look)
        assert len(server.requests) == 1


def copy_as_it_lies(folder: Path, copy: Path) -> None:
    """Copies the store as it lies on disk in this moment: what a killed process would leave."""
    copy.mkdir(mode=0o700)
    for path in folder.iterdir():
        if path.is_file() and path.name != "store.lock":
            (copy / path.name).write_bytes(path.read_bytes())
            (copy / path.name).chmod(0o600)


def test_a_hidden_value_in_the_outgoing_bytes_blocks_the_send(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """If the scrubber missed a value the conversation hides, the residual check refuses before anything leaves."""
    from hybriddesk.privacy.scrub import Scrubber

    with Loopback() as server:
        async def work(workspace: Workspace) -> None:
            add_provider(workspace, server.url)
            whole = Scrubber.scrub

            def leaky(self: Scrubber, draft: object, known: object) -> object:
                from dataclasses import replace

                done = whole(self, draft, known)  # type: ignore[arg-type]
                return replace(done, messages=done.draft.messages)

            monkeypatch.setattr(Scrubber, "scrub", leaky)
            thread = await workspace.conversing.new(CLOUD)
            with pytest.raises(Refused, match=r"privacy\.residual"):
                await workspace.conversing.say(thread.id, "Write to anna.keller@example.org", yes)

        in_store(tmp_path, work)
        assert server.connections == 0


def test_an_unknown_fault_class_reaches_the_caller(tmp_path: Path) -> None:
    """A chat answer cut after text raises Unknown and keeps the text."""
    with Loopback([cut("Half an ans")]) as server:
        async def work(workspace: Workspace) -> None:
            add_provider(workspace, server.url)
            thread = await workspace.conversing.new(CLOUD)
            with pytest.raises(Unknown):
                await workspace.conversing.say(thread.id, "Hi", yes)
            answer = workspace.conversations.turns(thread.id)[-1]
            assert (answer.text, answer.state) == ("Half an ans", "unknown")

        in_store(tmp_path, work)
