"""The mark of a conversation that another machine continues."""

from __future__ import annotations

import pytest
from table_store import new_item, open_store

from hybriddesk.records.errors import Refused
from hybriddesk.vault.conversations import Conversations
from hybriddesk.vault.handovers import Handovers
from hybriddesk.vault.items import Items


@pytest.fixture
def store(tmp_path):
    opened = open_store(tmp_path)
    yield opened
    opened.db.close()


def test_a_conversation_goes_comes_back_and_is_kept(store):
    """Out: guarded, and out of what waits. In: free again. Kept: the person's word, once. Each has its line in the audit log."""
    marks, item = Handovers(store.db), new_item(store)
    assert marks.of(item) is None
    marks.guard(item)
    marks.note(item, "out", "sha", "device")
    assert Items(store.db).waiting() == ()
    assert (marks.of(item).direction, marks.of(item).sha256) == ("out", "sha")
    with pytest.raises(Refused, match=r"conversation\.moved"):
        marks.guard(item)
    marks.note(item, "in", "sha2", "other")
    marks.guard(item)
    assert Items(store.db).waiting() == (item,)
    with pytest.raises(Refused, match=r"conversation\.not_moved"):
        marks.keep(item)
    marks.note(item, "out", "sha3", "device")
    marks.keep(item)
    assert marks.of(item) is None
    with pytest.raises(Refused, match=r"conversation\.not_moved"):
        marks.keep(item)
    assert [act for act, _, _ in store.audit if act.startswith("conversation.")] == [
        "conversation.handed_over", "conversation.taken_over", "conversation.handed_over", "conversation.kept_here",
    ]


def test_while_its_file_is_written_nobody_goes_on(store):
    """A failed file leaves the mark as it was before; a written one leaves it out."""
    marks, thread = Handovers(store.db), Conversations(store.db).new("", "helper", "helper/1").id
    with pytest.raises(Refused, match="moved"), marks.holding(thread):
        marks.guard(thread)
    assert marks.of(thread) is None
    marks.note(thread, "in", "sha", "other")
    with pytest.raises(OSError, match="full"), marks.holding(thread):
        raise OSError("full")
    assert marks.of(thread).direction == "in"
    with marks.holding(thread):
        marks.note(thread, "out", "sha2", "me")
    assert marks.of(thread).sha256 == "sha2"


def test_nothing_goes_while_something_is_under_way(store):
    """A drafting item holds it; a waiting one does not."""
    marks, item = Handovers(store.db), new_item(store)
    marks.settled(item)
    Items(store.db).set_state(item, "drafting")
    with pytest.raises(Refused, match=r"conversation\.answering"):
        marks.settled(item)
