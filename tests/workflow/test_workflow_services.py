"""Providing, reviewing and drafting on a real store, without a provider."""

from __future__ import annotations

from pathlib import Path

import pytest

from hybriddesk.records.errors import Refused
from hybriddesk.records.work import SourceFault, SourceItem
from hybriddesk.workflow.samples import samples
from hybriddesk.workflow.senders import Target
from hybriddesk.workspace import Workspace
from tests.way.desk_store import in_store, never, yes
from tests.way.loopback import Loopback

HELPER = Target("helper")


async def drafted(workspace: Workspace, *bodies: str) -> list[str]:
    filed = workspace.drafting.file_import("t", "reply", [SourceItem("t", str(n), "text", "", body, "") for n, body in enumerate(bodies)])
    return [one.review for one in await workspace.drafting.draft(filed.new, HELPER, never) if one.review]


@pytest.mark.parametrize(("name", "adapter", "url", "code"), [
    ("helper", "openai", "https://a.example/v1", "provider.bad_name"), ("", "openai", "https://a.example/v1", "provider.bad_name"),
    ("x", "telepathy", "", "provider.unknown_adapter"),
    ("x", "openai", "ftp://a.example", "provider.bad_address"), ("x", "openai", "https://u:p@a.example/v1", "provider.bad_address"),
    ("x", "openai", "http://a.example/v1", "provider.refused_plain_http"), ("x", "openai", "http://127.0.0.1:1/v1", "provider.refused_plain_http"),
])
def test_a_provider_that_cannot_be_right_is_refused(tmp_path: Path, name: str, adapter: str, url: str, code: str) -> None:
    """Each wrong name, adapter or address is refused by its own code and nothing is stored."""
    async def work(workspace: Workspace) -> None:
        with pytest.raises(Refused) as refused:
            workspace.providing.add(name, adapter, url, "key")
        assert refused.value.code == code
        assert len(workspace.providing.all()) == 1

    in_store(tmp_path, work)


def test_changing_a_key_keeps_the_rest_and_closes_the_breaker(tmp_path: Path) -> None:
    """A new key is used at once: the breaker that the old one opened is closed."""
    async def work(workspace: Workspace) -> None:
        workspace.providing.add("c", "openai", "https://a.example/v1", "old", default_model="m")
        workspace.providing.change("c", key="new", ask="never")
        config = workspace.providing.book.get("c")
        assert (config.ask, config.default_model, config.base_url) == ("never", "m", "https://a.example/v1")
        assert workspace.providing.book.key("c") == "new"

    in_store(tmp_path, work)


def test_testing_a_provider_keeps_its_models(tmp_path: Path) -> None:
    """The model list is kept and the first becomes the default where none was chosen."""
    with Loopback() as server:
        async def work(workspace: Workspace) -> None:
            workspace.providing.add("c", "openai", server.url, "k", allow_loopback_http=True)
            tried = await workspace.providing.test("c")
            config = workspace.providing.book.get("c")
            assert config.models == tried.models == ("small-1", "large-1")
            assert config.default_model in config.models
            logged = [(row.act, row.subject) for row in workspace.audit.rows()]
            assert ("provider.models_asked", "c") in logged

        in_store(tmp_path, work)
        assert [request.method for request in server.requests] == ["GET"]


def test_one_bad_item_does_not_stop_the_others(tmp_path: Path) -> None:
    """Faults are kept with the import; good items are drafted."""
    async def work(workspace: Workspace) -> None:
        found = [SourceItem("t", "1", "text", "", "Please send a copy of my invoice.", ""), SourceFault("t", "2", "intake.empty")]
        filed = workspace.drafting.file_import("t", "reply", found)
        assert len(filed.new) == 1
        assert [fault.code for fault in workspace.items.faults(filed.id)] == ["intake.empty"]

    in_store(tmp_path, work)


def test_the_same_file_twice_is_imported_once(tmp_path: Path) -> None:
    """Doubles are counted and skipped."""
    async def work(workspace: Workspace) -> None:
        item = [SourceItem("t", "1", "text", "", "Same words", "")]
        workspace.drafting.file_import("t", "reply", item)
        again = workspace.drafting.file_import("t", "reply", item)
        assert (again.new, again.doubles) == ((), 1)

    in_store(tmp_path, work)


def test_an_unknown_workflow_imports_nothing(tmp_path: Path) -> None:
    """A workflow that does not exist is refused before anything is stored."""
    async def work(workspace: Workspace) -> None:
        with pytest.raises(Refused):
            workspace.drafting.file_import("t", "juggle", [SourceItem("t", "1", "text", "", "x", "")])
        assert workspace.items.counts() == {}

    in_store(tmp_path, work)


def test_approving_feeds_the_helper_without_the_clients_values(tmp_path: Path) -> None:
    """An approved final is kept for the helper with kinds in the place of values."""
    async def work(workspace: Workspace) -> None:
        (review,) = await drafted(workspace, "My name is Anna Keller, anna.keller@example.org. I want a refund for order 1042.")
        await workspace.reviewing.open(review)
        await workspace.reviewing.approve(review, "Dear Anna Keller, the refund for order 1042 is on its way.", 2.0)
        rows = workspace.db.query("SELECT request, final FROM finals")
        assert len(rows) == 1
        assert "Keller" not in "".join(rows[0])
        assert "{PERSON}" in rows[0][1]
        await workspace.reviewing.undo()
        assert workspace.db.query("SELECT count(*) FROM finals") == [(0,)]

    in_store(tmp_path, work)


def test_another_draft_replaces_the_entry(tmp_path: Path) -> None:
    """A second draft is a new entry that waits; the old one is sent back with a note."""
    async def work(workspace: Workspace) -> None:
        (review,) = await drafted(workspace, "Where is my parcel? Order 1042.")
        await workspace.reviewing.open(review)
        new = await workspace.reviewing.redraft(review, "Shorter please", yes)
        assert workspace.reviews.get(review).state == "returned"
        assert workspace.reviews.get(new).needs_person

    in_store(tmp_path, work)


def test_the_twelve_samples_are_marked(tmp_path: Path) -> None:
    """The samples are twelve, drafted by the helper, marked, and removable with all that came of them."""
    async def work(workspace: Workspace) -> None:
        filed = workspace.drafting.file_import("samples", "reply", samples(), sample=True)
        await workspace.drafting.draft(filed.new, HELPER, never)
        ids = workspace.reviews.ids("all", "oldest")
        assert len(ids) == 12
        assert all(workspace.reviews.get(one).sample for one in ids)
        assert sum(workspace.reviews.get(one).needs_person for one in ids) >= 8
        workspace.reviews.remove_samples()
        assert len(workspace.reviews.ids("all", "oldest")) == 0

    in_store(tmp_path, work)


def test_a_chat_answer_goes_to_review(tmp_path: Path) -> None:
    """Send to review files the answer with its question as the request."""
    async def work(workspace: Workspace) -> None:
        thread = await workspace.conversing.new(HELPER)
        answer = await workspace.conversing.say(thread.id, "What can you do?", never)
        review = workspace.reviews.get(await workspace.conversing.to_review(answer.id))
        assert review.request == "What can you do?"
        assert review.draft == answer.text
        assert workspace.conversations.get(thread.id).title == "What can you do?"

    in_store(tmp_path, work)


def test_asking_again_stands_beside_the_old_answer(tmp_path: Path) -> None:
    """A second answer has the same question as parent, and the first one stays."""
    async def work(workspace: Workspace) -> None:
        thread = await workspace.conversing.new(HELPER)
        first = await workspace.conversing.say(thread.id, "What can you do?", never)
        second = await workspace.conversing.again(first.id, never)
        assert second.parent == first.parent
        assert {turn.id for turn in workspace.conversations.turns(thread.id)} >= {first.id, second.id}
        third = await workspace.conversing.again(first.parent, never)
        assert third.parent == first.parent

    in_store(tmp_path, work)


def test_feedback_keeps_its_context(tmp_path: Path) -> None:
    """A thumb on an answer is stored with run and model."""
    async def work(workspace: Workspace) -> None:
        thread = await workspace.conversing.new(HELPER)
        answer = await workspace.conversing.say(thread.id, "What can you do?", never)
        await workspace.conversing.feedback(answer.id, "thumb", "down", "Wrong fact")
        ((name, value, context),) = workspace.db.query("SELECT name, value, context_json FROM feedback")
        assert (name, value) == ("thumb", "down")
        assert answer.run in context

    in_store(tmp_path, work)


def test_plain_http_to_this_machine_can_be_allowed_later(tmp_path: Path) -> None:
    """A provider may be pointed at this machine over plain http once the person allows it, and not before."""
    async def work(workspace: Workspace) -> None:
        workspace.providing.add("c", "openai", "https://a.example/v1", "k")
        with pytest.raises(Refused):
            workspace.providing.change("c", base_url="http://127.0.0.1:9/v1")
        workspace.providing.change("c", base_url="http://127.0.0.1:9/v1", allow_loopback_http=True)
        assert workspace.providing.book.get("c").base_url == "http://127.0.0.1:9/v1"

    in_store(tmp_path, work)


def test_an_older_branch_can_be_taken_up(tmp_path: Path) -> None:
    """Words said under an older answer send that branch along, not the newer one."""
    with Loopback() as server:
        async def work(workspace: Workspace) -> None:
            workspace.providing.add("c", "openai", server.url, "k", allow_loopback_http=True, default_model="small-1")
            thread = await workspace.conversing.new(Target("c"))
            first = await workspace.conversing.say(thread.id, "One", yes)
            await workspace.conversing.say(thread.id, "Two", yes)
            await workspace.conversing.say(thread.id, "Three", yes, parent=first.id)

        in_store(tmp_path, work)
        told = [message["content"] for message in server.requests[2].json()["messages"]]
    assert told[0] == "One"
    assert told[-1] == "Three"
    assert "Two" not in told
