"""Paid evidence on the real way: off by default, each request scrubbed, agreed to, in the ledger, and its result in the confidence."""

from __future__ import annotations

import threading
from pathlib import Path
from types import SimpleNamespace

import anyio
import anyio.to_thread
import pytest

from hybriddesk.records.consent import Consent
from hybriddesk.records.way import Outgoing
from hybriddesk.records.work import SourceItem
from hybriddesk.workflow.checking import turned_up
from hybriddesk.workflow.senders import Target
from hybriddesk.workspace import Workspace
from tests.way.desk_store import add_provider, in_store, never, yes
from tests.way.loopback import Loopback, Received, Wire, hang, status, stream

ASK = "Where is my parcel? Please answer anna.keller@example.org. Yours, Anna Keller"


async def drafted(workspace: Workspace, ask=yes, provider: str = "cloud") -> str:
    """The review entry of one drafted item."""
    number = len(workspace.items.in_state("drafted"))
    filed = workspace.drafting.file_import("t", "reply", [SourceItem("t", str(number), "text", "Parcel", f"{ASK} {number}", "")])
    (one,) = await workspace.drafting.draft(filed.new, Target(provider), ask)
    assert one.review, one.code
    return one.review


def switched_on(workspace: Workspace, url: str, samples: int = 0, judge: str = "") -> None:
    add_provider(workspace, url)
    for name, value in (("review.extra_samples", samples), ("review.judge_provider", judge), ("review.extra_when", "always")):
        workspace.settings.set(name, value)


def test_off_by_default(tmp_path: Path) -> None:
    """One answer, one request."""
    with Loopback([stream("It arrives on Monday.")]) as server:
        async def work(workspace: Workspace) -> None:
            add_provider(workspace, server.url)
            await drafted(workspace)

        in_store(tmp_path, work)
        assert len(server.requests) == 1


def test_further_answers_walk_the_whole_way_and_differ(tmp_path: Path) -> None:
    """Two more requests: scrubbed, shown, each with a run and a ledger line; the reason says that they come to something else."""
    script = [stream("It arrives on day 7."), stream("It arrives on day 9."), stream("It arrives on day 12.")]
    shown: list[Outgoing] = []

    async def look(outgoing: Outgoing, _waiting: int) -> Consent:
        shown.append(outgoing)
        return Consent("send")

    with Loopback(script) as server:
        async def work(workspace: Workspace) -> None:
            switched_on(workspace, server.url, samples=2)
            review = workspace.reviews.get(await drafted(workspace, look))
            assert review.draft == "It arrives on day 7."
            assert [(one.value, one.facts["same"], one.facts["count"]) for one in review.reasons if one.code == "review.samples_differ"] == [(0.0, 0, 2)]
            runs = workspace.db.query("SELECT workflow, state, item IS NULL FROM runs ORDER BY started_ms, rowid")
            assert sorted(runs) == [("check", "done", 1), ("check", "done", 1), ("reply", "done", 0)]
            assert workspace.db.query("SELECT count(*), count(DISTINCT run) FROM ledger WHERE outcome = 'done'") == [(3, 3)]
            assert workspace.db.query("SELECT count(*) FROM assessments") == [(1,)]
            assert "c_last" in workspace.db.query("SELECT traits_json FROM assessments")[0][0]

        in_store(tmp_path, work)
        assert len(shown) == len(server.requests) == 3
        assert all(b"anna.keller" not in request.body for request in server.requests)


def test_a_judge_model_is_asked_and_its_doubt_counts(tmp_path: Path) -> None:
    """It sees request and draft scrubbed; its words come back restored, in the reason."""
    script = [stream("Dear Anna, it arrives on Monday."), stream("20 No date is known.")]
    with Loopback(script) as server:
        async def work(workspace: Workspace) -> None:
            switched_on(workspace, server.url, judge="cloud")
            review = workspace.reviews.get(await drafted(workspace))
            (reason,) = [one for one in review.reasons if one.code == "review.judge_doubts"]
            assert (reason.facts["percent"], reason.facts["why"]) == (20, "No date is known.")

        in_store(tmp_path, work)
        body = server.requests[1].body
        assert b"DRAFT" in body
        assert b"anna.keller" not in body


def test_the_helper_goes_to_a_judge_alone(tmp_path: Path) -> None:
    """It would only say the same again."""
    with Loopback([stream("90 Fine.")]) as server:
        async def work(workspace: Workspace) -> None:
            switched_on(workspace, server.url, samples=3, judge="cloud")
            await drafted(workspace, provider="helper")

        in_store(tmp_path, work)
        assert len(server.requests) == 1


def test_what_fails_or_is_refused_leaves_the_answer_as_it_was(tmp_path: Path) -> None:
    """A judge that fails, that gives no number, or that the person does not let be asked: the draft is filed, and it is said."""
    answers = [stream("It arrives."), status(400), stream("It arrives."), stream("No number."), stream("It arrives.")]
    asked: list[int] = []

    async def once(_outgoing: Outgoing, _waiting: int) -> Consent:
        asked.append(1)
        return Consent("send" if len(asked) == 1 else "cancel")

    with Loopback(answers) as server:
        async def work(workspace: Workspace) -> None:
            switched_on(workspace, server.url, judge="cloud")
            said = []
            for ask in (yes, yes, once):
                review = workspace.reviews.get(await drafted(workspace, ask))
                assert review.draft == "It arrives."
                assert all(one.code != "review.judge_doubts" for one in review.reasons)
                said.append([one.facts["code"] for one in review.reasons if one.code == "review.check_failed"])
            assert said[1:] == [[], ["privacy.not_approved"]]
            assert len(said[0]) == 1
            states = [row[0] for row in workspace.db.query("SELECT state FROM runs WHERE workflow = 'check' ORDER BY started_ms, rowid")]
            assert states == ["failed", "done"]

        in_store(tmp_path, work)


def test_only_answers_in_doubt_are_asked_about(tmp_path: Path) -> None:
    """The grey zone is where one more answer changes most; the rest costs nothing."""
    async def work(workspace: Workspace) -> None:
        wanted = [workspace.checking._wanted(SimpleNamespace(confidence=one)) for one in (0.3, 0.5, 0.7, 0.85, 0.9)]
        assert wanted == [False, True, True, True, False]

    in_store(tmp_path, work)


def test_costs_are_named_from_what_answers_cost(tmp_path: Path) -> None:
    """By the provider's own charge, else by the price table, else not at all; the helper costs nothing and does not count."""
    with Loopback([stream("It arrives.")]) as server:
        async def work(workspace: Workspace) -> None:
            assert workspace.checking.costs(samples=2).each_usd is None
            add_provider(workspace, server.url)
            await drafted(workspace)
            await drafted(workspace, never, "helper")
            costs = workspace.checking.costs(samples=2, judge="cloud")
            assert (costs.requests, costs.each_usd, costs.total_usd, costs.a_day) == (3, None, None, pytest.approx(1 / 7))
            with workspace.db.write("runs") as connection:
                connection.execute("UPDATE runs SET served_model = 'gpt-4o-mini', prompt_tokens = 1000, completion_tokens = 100 WHERE provider = 'cloud'")
            assert workspace.checking.costs(samples=1).each_usd == pytest.approx(0.00021, rel=0.5)
            with workspace.db.write("runs") as connection:
                connection.execute("UPDATE runs SET cost_usd = 0.07 WHERE provider = 'cloud'")
            assert workspace.checking.costs(samples=1).total_usd == pytest.approx(0.01)
            assert workspace.checking.costs().requests == 0

        in_store(tmp_path, work)


def test_a_judge_that_is_gone_is_said_beside_the_draft(tmp_path: Path) -> None:
    """The draft is there all the same."""
    with Loopback([stream("It arrives.")]) as server:
        async def work(workspace: Workspace) -> None:
            switched_on(workspace, server.url, judge="nobody")
            review = workspace.reviews.get(await drafted(workspace))
            assert review.draft == "It arrives."
            assert [one.facts["code"] for one in review.reasons if one.code == "review.check_failed"] == ["provider.unknown"]

        in_store(tmp_path, work)


def test_a_cancelled_check_ends_its_own_run_and_the_answer_is_filed(tmp_path: Path) -> None:
    """The answer had come and was paid for: it is not asked for again. Nothing stays open."""
    here, hanging = threading.Event(), hang()

    def second(wire: Wire, request: Received) -> None:
        here.set()
        hanging(wire, request)

    server = Loopback([stream("It arrives."), second])
    server.__enter__()

    async def work(workspace: Workspace) -> None:
        switched_on(workspace, server.url, samples=1)

        async def stop(scope: anyio.CancelScope) -> None:
            await anyio.to_thread.run_sync(here.wait)
            scope.cancel()

        async with anyio.create_task_group() as group:
            group.start_soon(stop, group.cancel_scope)
            await drafted(workspace)
        assert dict(workspace.db.query("SELECT workflow, state FROM runs")) == {"reply": "done", "check": "cancelled"}
        assert sorted(row[0] for row in workspace.db.query("SELECT outcome FROM ledger")) == ["cancelled", "done"]
        assert len(workspace.items.in_state("drafted")) == 1
        (made,) = workspace.db.query("SELECT id FROM reviews")
        review = workspace.reviews.get(made[0])
        assert review.draft == "It arrives."
        assert [one.facts["code"] for one in review.reasons if one.code == "review.check_failed"] == ["cancelled"]

    try:
        in_store(tmp_path, work)
    finally:
        server.stop()


def test_an_answer_that_is_filed_stays_as_it_is_when_its_receipt_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A stop that comes while the provider's receipt is asked for ends that, and makes no broken-off answer of a whole one."""
    with Loopback([stream("It arrives.")]) as server:
        async def work(workspace: Workspace) -> None:
            add_provider(workspace, server.url)
            thread = await workspace.conversing.new(Target("cloud"))
            with anyio.CancelScope() as scope:
                async def receive(_reply: object) -> None:
                    scope.cancel()
                    await anyio.sleep_forever()

                monkeypatch.setattr(workspace.receiving, "receive", receive)
                await workspace.conversing.say(thread.id, "Where is it?", yes)
            assert scope.cancelled_caught
            turn = workspace.conversations.turns(thread.id)[-1]
            assert (turn.text, turn.state) == ("It arrives.", "complete")

        in_store(tmp_path, work)


def test_what_turns_costs_up() -> None:
    """More samples, or a judge where there was none; less never asks."""
    assert turned_up("review.extra_samples", 0, 1)
    assert turned_up("review.extra_samples", 1, 2)
    assert not turned_up("review.extra_samples", 2, 1)
    assert turned_up("review.judge_provider", "", "cloud")
    assert not turned_up("review.judge_provider", "cloud", "other")
    assert not turned_up("general.person", "", "Ada")
