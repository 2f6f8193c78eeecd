"""The error log and the runs as lists of any length."""

from __future__ import annotations

import pytest
from table_store import new_item, new_run, open_store

from hybriddesk.records.offers import Charge
from hybriddesk.records.troubles import Occurrence, Trouble
from hybriddesk.vault.charges import Charges, charge_rows
from hybriddesk.vault.error_pages import latest_open, trouble_counts, trouble_ids, trouble_page
from hybriddesk.vault.errors import Errors
from hybriddesk.vault.run_pages import run_ids, run_page
from hybriddesk.vault.runs import Runs
from hybriddesk.vault.source import IdList

NAMES = ("a" * 16, "b" * 16, "c" * 16)


@pytest.fixture
def store(tmp_path):
    made = open_store(tmp_path)
    yield made
    made.db.close()


@pytest.fixture
def db(store):
    return store.db


@pytest.fixture
def errors(db):
    made = Errors(db)
    for at, (name, code, provider) in enumerate(zip(NAMES, ("provider.quota", "provider.timeout", "silent.loop"), ("One", "two", "one"), strict=True)):
        made.add(Trouble(name, code, "permanent", "reply", "send", provider, "small-1", ""), Occurrence(1_000 + at, "", {"n": at}))
    return made


def test_kinds_come_latest_first_and_narrow_by_state_text_and_words(db, errors):
    """Text looks at every field whatever its case, and at the codes whose words hold it."""
    assert list(trouble_ids(db)) == [*reversed(NAMES)]
    errors.set_state(NAMES[0], "muted")
    assert list(trouble_ids(db, state="muted")) == [NAMES[0]]
    assert list(trouble_ids(db, " ONE ", "open")) == [NAMES[2]]
    assert list(trouble_ids(db, "no field holds this", codes=["provider.timeout"])) == [NAMES[1]]
    assert list(trouble_ids(db, "%")) == []
    assert trouble_counts(db) == {"open": 2, "muted": 1}


def test_a_page_has_the_facts_of_the_latest_time(db, errors):
    """Rows come in the order asked for; a name nobody knows is left out, and a kind without occurrences has no facts."""
    errors.add(Trouble(NAMES[0], "provider.quota", "permanent", "reply", "send", "One", "small-1", ""), Occurrence(5_000, "", {"n": "last"}))
    with db.write("errors") as connection:
        connection.execute("DELETE FROM error_events WHERE fingerprint = ?", (NAMES[1],))
    rows = trouble_page(db, (NAMES[1], "z" * 16, NAMES[0]))
    assert [(row.trouble.fingerprint, row.trouble.count, dict(row.facts)) for row in rows] == [(NAMES[1], 1, {}), (NAMES[0], 2, {"n": "last"})]


def test_the_latest_open_kind_is_named(db, errors):
    """What was muted or solved does not count."""
    errors.set_state(NAMES[2], "solved")
    assert [row.trouble.fingerprint for row in latest_open(db)] == [NAMES[1]]
    for name in NAMES:
        errors.set_state(name, "muted")
    assert latest_open(db) == ()


def test_runs_come_latest_first_and_narrow_by_state_and_text(store, db):
    """``open`` are those that have not ended; text looks at workflow, provider, model, fault and id."""
    runs, thread = Runs(db), new_item(store)
    made = [new_run(thread, started_ms=at) for at in (1, 2, 3)]
    for one in made:
        runs.begin(one)
    runs.finish(made[0].id, "failed", fault_code="provider.quota")
    runs.sent(made[1].id)
    ids = [one.id for one in made]
    assert list(run_ids(db)) == ids[::-1]
    assert list(run_ids(db, state="open")) == [ids[2], ids[1]]
    assert list(run_ids(db, state="failed")) == list(run_ids(db, "QUOTA")) == [ids[0]]
    assert list(run_ids(db, ids[1])) == [ids[1]]
    assert [one.id for one in run_page(db, (ids[0], "x" * 26, ids[2]))] == [ids[0], ids[2]]


def test_ids_of_another_width_are_found_where_they_stand():
    """A beginning inside another id is no match."""
    names = IdList("abcd" + "bcda" + "cdab", 4)
    assert list(names) == ["abcd", "bcda", "cdab"]
    assert (len(names), names[1], names[1:], names.position("bcda"), names.position("dbcd")) == (3, "bcda", ("bcda", "cdab"), 1, None)


def test_charges_are_read_in_the_order_asked(db):
    """A reader sees the same as the writer."""
    kept = Charges(db)
    kept.keep("line", "run", Charge("too_early"))
    assert charge_rows(db, "run") == kept.of("run") == (Charge("too_early"),)
