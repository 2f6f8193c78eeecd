"""Migrations: numbered, whole or not at all, copied first, never on a newer store."""

from __future__ import annotations

import pytest
from vault_stores import make, names, opened, put

from hybriddesk.records.errors import Permanent, Refused
from hybriddesk.vault import migrations
from hybriddesk.vault.cipher import connect
from hybriddesk.vault.database import Database
from hybriddesk.vault.migrations import STEPS, migrate, statements, version
from hybriddesk.vault.store import load


def second(connection):
    connection.execute("CREATE TABLE later(x INTEGER) STRICT")


def broken(connection):
    connection.execute("CREATE TABLE half(x INTEGER) STRICT")
    raise RuntimeError("killed here")


def tables(db):
    return {row[0] for row in db.query("SELECT name FROM sqlite_master WHERE type = 'table'")}


def test_a_new_store_has_the_newest_schema(tmp_path):
    """Every step ran; opening again runs none and copies nothing."""
    made = make(tmp_path)
    with opened(made) as db:
        assert version(db.connection) == len(STEPS)
        assert {"audit", "reviews", "ledger", "meta"} <= tables(db)
    assert not made.folder.backups.exists()


def test_a_step_forward_copies_the_store_first_and_keeps_the_rows(tmp_path):
    """The copy is encrypted, opens with the same key, and holds the old schema; only the newest three copies stay."""
    made = make(tmp_path)
    salt = load(made.folder.header).salt
    moments = iter(range(100, 200))
    with opened(made) as db:
        put(db, "a long row to look for")
        steps = list(STEPS)
        for _ in range(5):
            steps.append(second if len(steps) == len(STEPS) else lambda connection: None)
            had = migrate(db.connection, made.folder, made.key, salt, steps=tuple(steps), clock=lambda: next(moments))
            assert had == len(steps) - 1
        assert names(db) == ["a long row to look for"]
        assert "later" in tables(db)
    copies = sorted(made.folder.backups.iterdir(), key=lambda path: int(path.stem.rsplit("-", 1)[1]))
    first = len(STEPS)
    assert [path.name for path in copies] == [f"schema-{first + n}-{100 + n}.db" for n in (2, 3, 4)]
    for path in copies:
        assert b"a long row" not in path.read_bytes()
        copy = connect(path, made.key, salt)
        assert copy.execute("SELECT name FROM meta").fetchall() == [("a long row to look for",)]
        copy.close()


def test_a_step_that_fails_leaves_the_store_as_it_was(tmp_path):
    """Neither its tables nor its number stay, and the store opens as before."""
    made = make(tmp_path)
    with opened(made) as db:
        with pytest.raises(RuntimeError):
            migrate(db.connection, made.folder, made.key, load(made.folder.header).salt, steps=(*STEPS, broken))
        assert version(db.connection) == len(STEPS)
        assert "half" not in tables(db)
    with opened(made):
        """It opens."""


def test_a_newer_store_is_refused_and_not_touched(tmp_path):
    """The schema number of a later app."""
    made = make(tmp_path)
    with opened(made) as db:
        db.connection.execute("PRAGMA user_version = 99")
    with pytest.raises(Refused) as caught:
        Database.open(made.folder, made.key)
    assert (caught.value.code, caught.value.facts) == ("vault.newer", {"version": 99})


def test_a_store_that_lost_its_number_is_damage_not_an_empty_one(tmp_path):
    """Tables without a number would otherwise be built over."""
    made = make(tmp_path)
    with opened(made) as db:
        put(db, "row")
        db.connection.execute("PRAGMA user_version = 0")
        with pytest.raises(Permanent, match=r"vault\.damaged"):
            migrate(db.connection, made.folder, made.key, load(made.folder.header).salt)
    with pytest.raises(Permanent, match=r"vault\.damaged"):
        Database.open(made.folder, made.key)


def test_a_script_is_cut_into_statements_and_triggers_stay_whole():
    """Semicolons inside a trigger end nothing; an unfinished script is a defect."""
    script = "CREATE TABLE t(x);\nCREATE TRIGGER r AFTER INSERT ON t BEGIN\n SELECT 1;\n SELECT 2;\nEND;\n"
    assert len(list(statements(script))) == 2
    with pytest.raises(ValueError):
        list(statements("CREATE TABLE t("))
    assert migrations.STEPS[0] is migrations.first
