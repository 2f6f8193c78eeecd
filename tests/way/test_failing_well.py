"""What happens when a provider cannot answer, from the draft to the store: chains, breakers, unknown charges, the error log."""

from __future__ import annotations

import threading
from pathlib import Path

import anyio
import anyio.lowlevel
import anyio.to_thread
import pytest

from hybriddesk.records.consent import Consent
from hybriddesk.records.errors import Fault, Permanent, Refused, Transient, Unknown
from hybriddesk.records.offers import Offer
from hybriddesk.records.way import OutputSchema, Params
from hybriddesk.workflow.path import Hear
from hybriddesk.workflow.senders import Target
from hybriddesk.workspace import Workspace
from tests.way import loopback
from tests.way.desk_store import add_provider, asked, in_store, never, yes
from tests.way.loopback import Loopback, cut, status, stream

CLOUD = Target("cloud")


async def said(workspace: Workspace, ask: object = yes, text: str = "Hello Anna Keller", target: Target = CLOUD) -> tuple:
    """One chat turn: the answer or the fault, and what was heard of fallbacks."""
    thread = await workspace.conversing.new(target)
    heard: list[tuple[str, str, str]] = []
    hear = Hear(fallback=lambda provider, model, code: heard.append((provider, model, code)))
    try:
        turn = await workspace.conversing.say(thread.id, text, ask, hear=hear)  # type: ignore[arg-type]
    except Fault as fault:
        return fault, heard
    return turn, heard


def two(workspace: Workspace, first: Loopback, second: Loopback, **options: object) -> None:
    add_provider(workspace, first.url)
    add_provider(workspace, second.url, "spare", **options)
    workspace.providing.set_fallback("cloud", "", [("spare", "large-1")])


@pytest.mark.parametrize(("answer", "code", "sent"), [
    (status(401, "invalid_api_key"), "provider.wrong_key", 1), (status(503), "provider.server_error", 3),
    (status(400, "context_length_exceeded"), "provider.context_too_long", 1), (status(403, "moderation_blocked"), "provider.content_policy", 1),
    (status(429, retry_after="500"), "resilience.long_wait", 1), (status(404, "model_not_found"), "provider.model_gone", 1),
])
def test_the_chain_answers_and_is_named(tmp_path: Path, answer: object, code: str, sent: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever kept the first provider from answering, the second is asked once, and run, turn and ledger name who answered."""
    monkeypatch.setattr(anyio, "sleep", _no_wait)
    with Loopback([answer]) as first, Loopback([stream("From the spare one.")]) as second:
        async def work(workspace: Workspace) -> None:
            two(workspace, first, second)
            turn, heard = await said(workspace)
            assert (turn.text, turn.provider, turn.model) == ("From the spare one.", "spare", "served-1")
            assert heard == [("spare", "large-1", code)]
            run = workspace.runs.get(turn.run)
            assert (run.provider, run.model, run.state, run.attempts) == ("spare", "large-1", "done", sent + 1)
            lines = workspace.ledger.lines(turn.run)
            assert [(line.provider, line.outcome) for line in lines] == [("cloud", "failed")] * sent + [("spare", "done")]
            assert [span.facts["provider"] for span in workspace.runs.spans(turn.run) if span.step == "send"] == ["cloud", "spare"]
            assert [turn.role for turn in workspace.conversations.turns(turn.conversation)] == ["user", "assistant"]

        in_store(tmp_path, work)
        assert (len(first.requests), len(second.requests)) == (sent, 1)
        assert b"Anna Keller" not in second.requests[0].raw


async def _no_wait(_seconds: float) -> None:
    return None


def test_the_persons_rules_hold_along_the_chain(tmp_path: Path) -> None:
    """Asked again for each provider, never sent where only this computer is allowed, never after an answer began, never without a chain."""
    with Loopback(otherwise=status(401)) as first, Loopback(otherwise=stream("Spare.")) as second:
        async def work(workspace: Workspace) -> None:
            two(workspace, first, second)
            ask, shown = asked(Consent("send"), Consent("cancel"))
            fault, heard = await said(workspace, ask)
            assert (fault.code, heard, [one.route.provider for one in shown]) == ("provider.wrong_key", [], ["cloud", "spare"])
            assert second.connections == 0
            workspace.providing.change("cloud", key="sk-another-1")
            workspace.providing.set_fallback("cloud", "", [])
            assert (await said(workspace))[0].code == "provider.wrong_key"
            assert second.connections == 0

        in_store(tmp_path, work)
    with Loopback(otherwise=cut("Half an ans")) as first, Loopback() as second:
        async def began(workspace: Workspace) -> None:
            two(workspace, first, second)
            fault, _ = await said(workspace)
            assert isinstance(fault, Unknown)
            assert (len(first.requests), second.connections) == (1, 0)

        in_store(tmp_path / "began", began)


def test_only_this_computer_means_only_this_computer(tmp_path: Path) -> None:
    """With the rule on, a provider elsewhere gets nothing: neither asked first nor as a fallback; the helper still answers."""
    with Loopback(otherwise=status(401)) as first:
        async def work(workspace: Workspace) -> None:
            add_provider(workspace, first.url)
            workspace.providing.add("far", "openai", "https://api.example.com/v1", "sk-planted-key-0002", default_model="m")
            workspace.providing.set_fallback("cloud", "small-1", [("far", ""), ("gone", "x"), ("cloud", "small-1"), ("helper", "")][:1])
            workspace.settings.set("privacy.local_only", True)
            fault, _ = await said(workspace, target=Target("far"))
            assert (type(fault), fault.code) == (Refused, "privacy.local_only")
            fault, heard = await said(workspace)
            assert (fault.code, heard) == ("provider.wrong_key", [])
            workspace.providing.change("cloud", key="sk-another-1")
            workspace.providing.set_fallback("cloud", "small-1", [("far", ""), ("helper", "")])
            turn, heard = await said(workspace, text="What can you do?")
            assert (turn.provider, heard) == ("helper", [("helper", "helper/1", "provider.wrong_key")])

        in_store(tmp_path, work)


def test_a_text_that_was_to_stay_here_is_shown_before_it_leaves(tmp_path: Path) -> None:
    """From a model on this computer to one elsewhere the person is asked, even where that provider's rule is never to ask."""
    with Loopback(otherwise=status(404, "model_not_found")) as first:
        async def work(workspace: Workspace) -> None:
            workspace.providing.add("near", "ollama", first.url, None, default_model="m", ask="never")
            workspace.providing.add("far", "openai", "https://api.example.com/v1", "sk-planted-key-0002", default_model="m", ask="never")
            workspace.providing.set_fallback("near", "", [("far", "")])
            ask, shown = asked(Consent("cancel"))
            fault, _ = await said(workspace, ask, target=Target("near"))
            assert (fault.code, [one.route.host for one in shown]) == ("provider.model_gone", ["api.example.com"])

        in_store(tmp_path, work)


def test_a_chain_skips_what_cannot_help(tmp_path: Path) -> None:
    """A provider that is gone, one asked already, and for a long text one whose window is known to be too small."""
    with Loopback(otherwise=status(400, "context_length_exceeded")) as first, Loopback(otherwise=stream("Long reader.")) as second:
        async def work(workspace: Workspace) -> None:
            two(workspace, first, second)
            workspace.providing.add("gone", "openai", second.url, None, allow_loopback_http=True, default_model="m")
            workspace.providing.set_fallback("cloud", "", [("gone", ""), ("cloud", "small-1"), ("spare", "tiny"), ("spare", "large-1")])
            workspace.providing.book.remove("gone")
            workspace.providing._senders.offers.keep("spare", [Offer("tiny", context=1), Offer("large-1", context=100_000)])
            _, heard = await said(workspace)
            assert heard == [("spare", "large-1", "provider.context_too_long")]
            with pytest.raises(Refused, match=r"provider\.bad_fallback"):
                workspace.providing.set_fallback("cloud", "m", [("cloud", "m")])
            with pytest.raises(Refused, match=r"provider\.unknown"):
                workspace.providing.set_fallback("cloud", "m", [("nobody", "m")])
            workspace.providing.remove("spare")
            assert workspace.providing.fallbacks.all() == {("cloud", ""): (("gone", ""), ("cloud", "small-1"))}

        in_store(tmp_path, work)


def test_a_batch_agreed_for_one_provider_says_nothing_about_the_next(tmp_path: Path) -> None:
    """'And the others of this batch' counts for the provider it was said of; the spare one is asked for once by itself."""
    from hybriddesk.records.work import SourceItem

    with Loopback(otherwise=status(404, "model_not_found")) as first, Loopback() as second:
        async def work(workspace: Workspace) -> None:
            two(workspace, first, second)
            filed = workspace.drafting.file_import("t", "reply", [SourceItem("t", str(n), "text", "", f"Question {n}?", "") for n in range(3)])
            ask, shown = asked(*[Consent("send", rest_of_batch=True)] * 2)
            ended = await workspace.drafting.draft(filed.new, CLOUD, ask)
            assert all(one.review for one in ended)
            assert [one.route.provider for one in shown] == ["cloud", "spare"]

        in_store(tmp_path, work)


def test_a_breaker_by_hand_and_after_a_wrong_key(tmp_path: Path) -> None:
    """A 401 opens at once, a changed key closes, a person can hold it open; all of it outlives a restart; other models are not touched."""
    with Loopback([status(401), *[stream("Well.")] * 3]) as server:
        async def work(workspace: Workspace) -> None:
            add_provider(workspace, server.url)
            assert (await said(workspace))[0].code == "provider.wrong_key"
            assert (await said(workspace))[0].code == "resilience.paused"
            assert (await said(workspace, target=Target("cloud", "large-1")))[0].text == "Well."
            assert [row[:2] for row in workspace.providing.breakers("cloud")] == [("large-1", "closed"), ("small-1", "open")]

        in_store(tmp_path, work)

        async def later(workspace: Workspace) -> None:
            assert (await said(workspace))[0].code == "resilience.paused"
            workspace.providing.change("cloud", key="sk-another-1")
            assert (await said(workspace))[0].text == "Well."
            workspace.providing.set_breaker("cloud", "", held=True)

        in_store(tmp_path, later)

        async def last(workspace: Workspace) -> None:
            assert (await said(workspace))[0].code == "resilience.held"
            assert workspace.providing.breakers("cloud")[1] == ("small-1", "held", None)
            workspace.providing.set_breaker("cloud", "small-1", held=False)
            assert (await said(workspace))[0].text == "Well."
            workspace.providing.remove("cloud")
            with pytest.raises(Refused, match=r"provider\.unknown"):
                workspace.providing.breakers("cloud")

        in_store(tmp_path, last)
        assert len(server.requests) == 4


def test_an_unknown_outcome_is_looked_up_and_never_sent_again(tmp_path: Path) -> None:
    """NanoGPT tells what the cut request cost; the run has the charge; the look-up sends the request's id and no text."""
    billing = loopback.whole(200, (Path(__file__).parents[1] / "providers" / "wire" / "nanogpt_request_billing.json").read_bytes())
    half = loopback.events("Half", finish=None, usage=False, done=False)

    def answer(wire: loopback.Wire, request: loopback.Received) -> None:
        if request.method == "GET":
            billing(wire, request)
        else:
            wire.head(200, [("x-request-id", "req_example")])
            wire.chunk(half[0] + half[1])
            wire.close()

    with Loopback(otherwise=answer) as server:
        async def work(workspace: Workspace) -> None:
            workspace.providing.add("nano", "nanogpt", server.url, "sk-planted-key-0001", allow_loopback_http=True, default_model="m")
            fault, _ = await said(workspace, target=Target("nano"))
            assert isinstance(fault, Unknown)
            (one,) = await workspace.charging.look_up()
            assert (one.charge.state, one.charge.cost_usd) == ("charged", 0.00123456)
            run = workspace.runs.get(one.line.run)
            assert (run.state, run.cost_usd, run.prompt_tokens) == ("unknown", 0.00123456, 123)
            assert workspace.charging.charges.of(run.id)[0].completion_tokens == 45
            assert await workspace.charging.look_up("another") == ()

        in_store(tmp_path, work)
        assert [(one.method, one.path, one.body) for one in server.requests][1:] == [("GET", "/v1/usage/requests/req_example", b"")]


@pytest.mark.parametrize(("headers", "found", "state", "code"), [
    ((), None, None, "provider.no_request_id"), ((("x-request-id", "r1"),), status(401), None, "provider.wrong_key"),
    ((("x-request-id", "r1"),), loopback.whole(404, b"", [("retry-after", "30")]), "too_early", ""),
    ((("x-request-id", "r1"),), status(409, "ambiguous_request_id"), "ambiguous", ""),
])
def test_what_cannot_be_looked_up_is_said(tmp_path: Path, headers: tuple, found: object, state: str | None, code: str) -> None:
    """No id, a refused key, too early, ambiguous: each is told, nothing is guessed; after a quarter of an hour too early is not found."""
    def answer(wire: loopback.Wire, request: loopback.Received) -> None:
        if request.method == "GET":
            found(wire, request)  # type: ignore[operator]
        else:
            loopback.pieces([loopback.chat_chunk({"content": "x"})], headers)(wire, request)

    with Loopback(otherwise=answer) as server:
        async def work(workspace: Workspace) -> None:
            workspace.providing.add("nano", "nanogpt", server.url, "sk-planted-key-0001", allow_loopback_http=True, default_model="m")
            await said(workspace, target=Target("nano"))
            (one,) = await workspace.charging.look_up()
            assert (one.charge.state if one.charge else None, one.code) == (state, code)
            now = workspace.db.clock()
            workspace.db.clock = lambda: now + 16 * 60 * 1000
            (later,) = await workspace.charging.look_up()
            assert (later.charge.state if later.charge else None) == ("not_found" if state == "too_early" else state)

        in_store(tmp_path, work)


def test_the_error_log_groups_counts_and_hides(tmp_path: Path) -> None:
    """Workflow, node, code, execution, time and class of every fault; same ones counted in one row; solved ones open again; no text of people."""
    with Loopback(otherwise=status(403, "", kind="x")) as server:
        async def work(workspace: Workspace) -> None:
            add_provider(workspace, server.url)
            for _ in range(3):
                assert isinstance((await said(workspace, text="Write to anna.keller@example.org"))[0], Permanent)
            (one,) = workspace.error_log.errors.all()
            assert (one.code, one.kind, one.workflow, one.node, one.provider, one.model, one.count, one.state) == (
                "provider.not_allowed", "permanent", "chat", "send", "cloud", "small-1", 3, "open")
            assert 0 < one.first_ms <= one.last_ms
            rows = workspace.error_log.errors.occurrences(one.fingerprint)
            assert len({row.run for row in rows}) == 3
            assert rows[0].facts["status"] == 403
            assert workspace.runs.get(rows[0].run).fault_code == one.code
            workspace.error_log.errors.set_state(one.fingerprint, "solved")
            await said(workspace)
            assert workspace.error_log.errors.all("open")[0].count == 4
            workspace.error_log.errors.set_state(one.fingerprint, "muted")
            await said(workspace)
            assert workspace.error_log.errors.all("muted")[0].count == 5
            with pytest.raises(Refused, match=r"errors\.unknown"):
                workspace.error_log.errors.set_state("nothing", "muted")
            with pytest.raises(ValueError, match="invalid") as defect:
                int("dear Ms Smith")
            workspace.error_log.trouble(defect.value, workflow="chat", node="score", run="r")
            workspace.error_log.trouble(Transient("file.unreadable", file="letter to anna.keller@example.org.txt"), workflow="w", node="n")
            workspace.error_log.trouble(Refused("privacy.not_approved", provider="p"), workflow="w", node="n")
            everything = repr([(row, workspace.error_log.errors.occurrences(row.fingerprint)) for row in workspace.error_log.errors.all()])
            assert "Smith" not in everything
            assert "anna.keller" not in everything
            assert len(workspace.error_log.errors.all()) == 3

        in_store(tmp_path, work)


def test_nobody_needs_to_be_asked_to_fall_back_to_the_helper(tmp_path: Path) -> None:
    """The helper sends nothing, so a chain that ends there asks nobody."""
    with Loopback(otherwise=status(402)) as first:
        async def work(workspace: Workspace) -> None:
            add_provider(workspace, first.url, ask="never")
            workspace.providing.set_fallback("cloud", "", [("helper", "")])
            turn, _ = await said(workspace, never, text="What can you do?")
            assert turn.provider == "helper"
            assert [line.outcome for line in workspace.ledger.lines()] == ["failed"]

        in_store(tmp_path, work)


FORM = OutputSchema("f", '{"type": "object", "properties": {"label": {"type": "string"}}, "required": ["label"]}')


@pytest.mark.parametrize(("second", "text", "codes", "recovered"), [
    (stream('{"label": "late"}'), '{"label": "late"}', [], 1), (stream("still wrong"), "still wrong", ["silent.off_schema"], 0),
    (status(402), "not json", ["silent.off_schema"], None),
])
def test_an_answer_off_its_form_is_asked_for_once_more(
    tmp_path: Path, second: object, text: str, codes: list[str], recovered: int | None,
) -> None:
    """One corrective prompt with the validator's words, as exact and as scrubbed as any; if it fails too, a person gets the answer."""
    with Loopback([stream("not json"), second, stream("never asked for")]) as server:
        async def work(workspace: Workspace) -> None:
            add_provider(workspace, server.url)
            thread, scored, voids = await workspace.conversing.new(CLOUD), [], []
            turn = await workspace.conversing.say(
                thread.id, "Sort the letter of anna.keller@example.org", yes, params=Params(schema=FORM), filed=scored.append,
                hear=Hear(again=voids.append),
            )
            assert turn.text == text
            assert [reason.code for reason in scored[0].reasons if reason.code.startswith("silent.")] == codes
            assert scored[0].must_review is bool(codes)
            spans = {span.step: span for span in workspace.runs.spans(turn.run)}
            assert spans["correct"].facts.get("recovered") == recovered
            assert voids == ([] if recovered is None else ["silent.off_schema"])
            run = workspace.runs.get(turn.run)
            assert (run.state, run.attempts, run.prompt_tokens) == (("done", 1, 11) if recovered is None else ("done", 2, 22))
            outcomes = [line.outcome for line in workspace.ledger.lines(turn.run)]
            assert outcomes == ["done", "failed" if recovered is None else "done"]

        in_store(tmp_path, work)
        assert len(server.requests) == 2
        messages = server.requests[1].json()["messages"]
        assert [message["role"] for message in messages] == ["user", "assistant", "user"]
        assert "$: is no JSON" in messages[2]["content"]
        assert b"anna.keller" not in server.requests[1].raw


def test_stopping_the_corrective_prompt_files_the_first_answer(tmp_path: Path) -> None:
    """It had come and was paid for: it stands whole, scored and flagged, and the stop goes on. The second request's line says cancelled."""
    here, hanging = threading.Event(), loopback.hang()

    def second(wire: loopback.Wire, request: loopback.Received) -> None:
        here.set()
        hanging(wire, request)

    server = Loopback([stream("not json"), second])
    server.__enter__()
    scored: list = []
    went_on: list[bool] = []

    async def work(workspace: Workspace) -> None:
        add_provider(workspace, server.url)
        thread = await workspace.conversing.new(CLOUD)

        async def stop(scope: anyio.CancelScope) -> None:
            await anyio.to_thread.run_sync(here.wait)
            scope.cancel()

        async with anyio.create_task_group() as group:
            group.start_soon(stop, group.cancel_scope)
            await workspace.conversing.say(thread.id, "Sort the letter", yes, params=Params(schema=FORM), filed=scored.append)
            await anyio.lowlevel.checkpoint()
            went_on.append(True)
        turn = workspace.conversations.turns(thread.id)[-1]
        assert (turn.text, turn.state) == ("not json", "complete")
        assert [one.code for one in scored[0].reasons if one.code == "silent.off_schema"] == ["silent.off_schema"]
        assert workspace.runs.get(turn.run).state == "done"
        assert [line.outcome for line in workspace.ledger.lines(turn.run)] == ["done", "cancelled"]
        assert [span.state for span in workspace.runs.spans(turn.run) if span.step == "correct"] == ["cancelled"]
        assert went_on == []

    try:
        in_store(tmp_path, work)
    finally:
        server.stop()


def test_a_restart_does_not_fill_the_retry_budget(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Retries stay below a tenth of the calls and three, over as many sessions as one likes."""
    monkeypatch.setattr(anyio, "sleep", _no_wait)
    flaky = [answer for _ in range(12) for answer in (status(503), stream("Well."))]
    with Loopback(flaky) as server:
        async def work(workspace: Workspace) -> int:
            if not workspace.providing.book.all():
                add_provider(workspace, server.url)
            for breaker in workspace.providing.breakers("cloud"):
                workspace.providing.set_breaker("cloud", breaker[0], held=False)
            await said(workspace)
            return workspace.runs.recent(1)[0].attempts

        for _ in range(6):
            in_store(tmp_path, work)
        assert len(server.requests) - 6 <= 3
