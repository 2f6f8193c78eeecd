"""When each workflow brought something."""

from __future__ import annotations

import pytest
from table_store import new_item, open_store

from hybriddesk.vault.rhythm_rows import done_times


@pytest.fixture
def store(tmp_path):
    opened = open_store(tmp_path)
    yield opened
    opened.db.close()


def test_only_drafts_that_came_count(store):
    """Failed ones, conversations and old ones are left out; the order is that of their ends."""
    item = new_item(store)

    def run(name, workflow, started, ended, state="done", of=item):
        with store.db.write("runs") as connection:
            connection.execute(
                "INSERT INTO runs(id, conversation, item, workflow, prompt_version, provider, model, state, attempts, started_ms, ended_ms)"
                " VALUES(?, ?, ?, ?, '', 'p', 'm', ?, 1, ?, ?)", (name * 26, item, of, workflow, state, started, ended),
            )

    run("a", "reply", 100, 400)
    run("b", "reply", 200, 300)
    run("c", "reply", 300, 500, "failed")
    run("d", "chat", 300, 500, of=None)
    run("e", "sort", 10, 20)
    assert done_times(store.db, 50) == {"reply": [(200, 300), (100, 400)]}
    assert done_times(store.db, 0)["sort"] == [(10, 20)]
