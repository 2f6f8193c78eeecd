"""Steps of condensing, as the store keeps them."""

from __future__ import annotations

import pytest
from table_store import open_store

from hybriddesk.records.context import ContextStep
from hybriddesk.vault.context_steps import ContextSteps, context_steps
from hybriddesk.vault.conversations import Conversations


@pytest.fixture
def store(tmp_path):
    opened = open_store(tmp_path)
    yield opened
    opened.db.close()


def test_steps_come_back_in_order_and_tell_the_windows(store):
    """Rows are only added; each tells which conversation changed; its text is hidden from reprs."""
    steps, thread = ContextSteps(store.db), Conversations(store.db).new("", "helper", "helper/1")
    other = Conversations(store.db).new("", "helper", "helper/1")
    first = ContextStep("a", thread.id, "summary", "t1", 4, "planted words", "helper", 0, 100, 20, "", 5)
    second = ContextStep("b", thread.id, "failed", "t2", 6, "", "cloud", 0, 0, 0, "context.no_gain", 5)
    store.told.clear()
    steps.add(first)
    steps.add(second)
    assert steps.of(thread.id) == (first, second) == context_steps(store.db, thread.id)
    assert steps.of(other.id) == ()
    assert store.told[0].tables == {"compactions"}
    assert thread.id in store.told[0].ids
    assert "planted" not in repr(first)
