"""A list of a client, used for an import or a conversation: its words do not reach a provider, and come back in the answer."""

from __future__ import annotations

from hybriddesk.privacy.scrub import Scrubber
from hybriddesk.privacy.tagger.tagger import ShippedTagger
from hybriddesk.records.work import SourceItem
from hybriddesk.workflow.senders import Target
from tests.way.desk_store import add_provider, in_store, yes
from tests.way.loopback import Loopback


def test_words_of_a_list_do_not_leave_with_an_import(tmp_path):
    """Whatever their case; a number in any grouping; and only where the list is used."""
    text = "About projekt nebel, contract 44 2041 77 and the bicycle."

    async def work(workspace):
        add_provider(workspace, server.url)
        made = workspace.hide_lists.add("Krähe", ["Projekt Nebel", "44204177"])
        workspace.hide_lists.use(made.id, "import", "krähe.mbox")
        for source in ("krähe.mbox", "other.mbox"):
            filed = workspace.drafting.file_import(source, "reply", [SourceItem(source, source, "mail", "Hello", text, "")])
            await workspace.drafting.draft(filed.new, Target("cloud"), yes)

    with Loopback() as server:
        in_store(tmp_path, work)
        here, there = (request.body.decode() for request in server.requests)
    assert "nebel" not in here
    assert "2041" not in here
    assert "DENY_" in here
    assert "bicycle" in here
    assert "nebel" in there


def test_a_damaged_name_finder_is_told_beside_the_answer(tmp_path):
    """For whoever is not asked before each request."""
    (tmp_path / "names.npz").write_bytes(b"no")

    async def work(workspace):
        add_provider(workspace, server.url, ask="never")
        workspace.agreeing._scrubber = Scrubber(tagger=ShippedTagger(tmp_path / "names.npz"))
        filed = workspace.drafting.file_import("m", "reply", [SourceItem("m", "1", "mail", "Hello", "Where is my order?", "")])
        (ended,) = await workspace.drafting.draft(filed.new, Target("cloud"), yes)
        return [reason.code for reason in workspace.reviews.get(ended.review).reasons]

    with Loopback() as server:
        assert "privacy.names_damaged" in in_store(tmp_path / "store", work)
