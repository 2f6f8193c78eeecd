"""The audit log: every changed bit, missing line and moved line is found, and so is an older store put back."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from vault_stores import make, opened, ticking

from hybriddesk.records.errors import Permanent, Refused
from hybriddesk.vault import database
from hybriddesk.vault.audit import Audit, AuditState
from hybriddesk.vault.database import Database

ENTRIES = 1000
COLUMNS = ("seq", "at_ms", "act", "subject", "facts_json", "previous", "hash")


@pytest.fixture(scope="module")
def log(tmp_path_factory):
    made = make(tmp_path_factory.mktemp("audit"))
    with opened(made, clock=ticking()) as db:
        audit = Audit(db)
        with db.write():
            for number in range(ENTRIES):
                audit.add("row.changed", f"row {number}", count=number, share=0.5, name="ü")
        yield audit


def tampered(audit, *statements) -> AuditState:
    """The check's answer with the statements run, undone afterwards."""
    connection = audit.db.connection
    connection.execute("BEGIN")
    try:
        for sql, *parameters in statements:
            connection.execute(sql, tuple(parameters))
        return audit.verify()
    finally:
        connection.execute("ROLLBACK")


def test_an_untouched_log_is_sound(log):
    """All lines, over many hours of evolved keys, and the head outside agree."""
    state = log.verify()
    assert (state.ok, state.entries, state.first_bad) == (True, ENTRIES, None)
    assert state.head == log.rows(limit=1)[0].hash


@settings(max_examples=150, deadline=None)
@given(seq=st.integers(1, ENTRIES), column=st.sampled_from(COLUMNS[1:]), bit=st.integers(0, 10_000))
def test_every_flipped_bit_is_found_at_its_line(log, seq, column, bit):
    """Any column of any line."""
    value = log.db.query(f"SELECT {column} FROM audit WHERE seq = ?", (seq,))[0][0]
    if isinstance(value, int):
        turned = value ^ 1 << bit % 48
    else:
        raw = bytearray(value.encode())
        raw[bit // 7 % len(raw)] ^= 1 << bit % 7
        turned = raw.decode(errors="replace")
    state = tampered(log, (f"UPDATE audit SET {column} = ? WHERE seq = ?", turned, seq))
    assert not state.ok
    assert state.first_bad == (seq if column != "at_ms" or seq != 1 else 1)


@settings(max_examples=60, deadline=None)
@given(first=st.integers(1, ENTRIES), count=st.integers(1, 5), renumber=st.booleans())
def test_every_missing_line_is_found(log, first, count, renumber):
    """At the start, in the middle, at the end; with the rest renumbered or not."""
    statements = [("DELETE FROM audit WHERE seq >= ? AND seq < ?", first, first + count)]
    if renumber:
        statements += [("UPDATE audit SET seq = -seq WHERE seq > ?", first), ("UPDATE audit SET seq = -seq - ? WHERE seq < 0", count)]
    state = tampered(log, *statements)
    assert not state.ok
    assert state.first_bad is not None
    assert state.first_bad >= min(first, ENTRIES - count)


@settings(max_examples=60, deadline=None)
@given(pair=st.sets(st.integers(1, ENTRIES), min_size=2, max_size=2))
def test_every_swapped_pair_is_found(log, pair):
    """Two lines change places."""
    low, high = sorted(pair)
    state = tampered(log, ("UPDATE audit SET seq = -1 WHERE seq = ?", low), ("UPDATE audit SET seq = ? WHERE seq = ?", low, high),
                     ("UPDATE audit SET seq = ? WHERE seq = -1", high))
    assert (state.ok, state.first_bad) == (False, low)


def test_an_emptied_log_and_an_added_line_are_found(log):
    """Deleting all of it, and putting in a line without the key."""
    assert tampered(log, ("DELETE FROM audit",)).first_bad == 1
    forged = tampered(log, ("INSERT INTO audit SELECT 1001, at_ms, act, subject, facts_json, hash, hash FROM audit WHERE seq = 1000",))
    assert (forged.ok, forged.first_bad) == (False, 1001)


def test_lines_are_read_newest_first_in_pages(log):
    """Two pages meet without gap or double, and facts come back as they were."""
    first = log.rows(limit=10)
    second = log.rows(limit=10, before=first[-1].seq)
    assert [row.seq for row in first + second] == list(range(ENTRIES, ENTRIES - 20, -1))
    assert first[0].facts == {"count": 999, "share": 0.5, "name": "ü"}


def test_a_line_belongs_to_its_transaction(tmp_path):
    """Rolled back with it, and the chain goes on whole."""
    with opened(make(tmp_path)) as db:
        audit = Audit(db)
        audit.add("one")
        with pytest.raises(Refused), db.write():  # noqa: PT012  the block is what may be stopped at any point
            audit.add("two")
            raise Refused("x.y")
        audit.add("three")
        assert [row.act for row in audit.rows()] == ["three", "one"]
        assert audit.verify().ok


def test_an_older_store_put_back_is_noticed_told_and_logged(tmp_path):
    """The older file opens, but the head outside knows more lines; the next line says so, and the log is sound from there."""
    made = make(tmp_path)
    with opened(made) as db:
        Audit(db).add("first")
    older = made.folder.database.read_bytes()
    with opened(made) as db:
        Audit(db).add("second")
    made.folder.database.write_bytes(older)
    with opened(made) as db:
        assert db.notice is not None
        assert (db.notice.code, db.notice.facts) == ("vault.put_back", {"expected": 2, "found": 1})
        assert not Audit(db).verify().ok
        Audit(db).add("after")
        Audit(db).add("later")
        assert [row.act for row in Audit(db).rows()] == ["later", "after", "vault.put_back", "first"]
        assert Audit(db).verify().ok
    with opened(made) as db:
        assert db.notice is None


@pytest.mark.parametrize(("hurt", "code"), [
    (lambda path: path.unlink(), "vault.head_missing"), (lambda path: path.write_bytes(b""), "vault.head_damaged"),
    (lambda path: path.write_bytes(path.read_bytes().replace(b"[1,", b"[0,")), "vault.head_damaged"),
    (lambda path: path.write_bytes(b"[]"), "vault.head_damaged"),
])
def test_a_missing_or_forged_head_is_noticed(tmp_path, hurt, code):
    """Without the store's key nobody can make one up."""
    made = make(tmp_path)
    with opened(made) as db:
        Audit(db).add("first")
    hurt(made.folder.head)
    with opened(made) as db:
        assert db.notice is not None
        assert db.notice.code == code
        Audit(db).add("after")
        assert Audit(db).verify().ok


def test_a_head_that_cannot_be_written_takes_nothing_back(tmp_path, monkeypatch):
    """The commit stands; a head that lags behind is no alarm, and the next line brings it up."""
    made = make(tmp_path)
    with opened(made) as db:
        Audit(db).add("first")
        with monkeypatch.context() as patch:
            patch.setattr(database.head_file, "write", lambda *_: (_ for _ in ()).throw(Permanent("vault.disk_full")))
            Audit(db).add("second")
        assert Audit(db).verify().ok
    with opened(made) as db:
        assert db.notice is None
        Audit(db).add("third")
        assert Audit(db).verify() == AuditState(ok=True, entries=3, first_bad=None, head=Audit(db).rows()[0].hash)


def test_a_clock_out_of_all_reason_does_not_stop_the_log(tmp_path):
    """Put back by years, or centuries ahead."""
    moments = iter([1_700_000_000_000, 5, 1 << 50, 1_700_000_000_001])
    with opened(make(tmp_path), clock=lambda: next(moments)) as db:
        for number in range(4):
            Audit(db).add(f"act {number}")
        assert Audit(db).verify().ok


def test_the_log_of_one_store_does_not_verify_in_another(tmp_path):
    """Its keys come from the store's own."""
    first, second = make(tmp_path / "a"), make(tmp_path / "b")
    with opened(first) as db:
        Audit(db).add("act")
        rows = db.query("SELECT * FROM audit")
    with opened(second) as db:
        with db.write("audit") as connection:
            connection.executemany("INSERT INTO audit VALUES(?,?,?,?,?,?,?)", rows)
        assert Audit(db).verify().first_bad == 1
    assert isinstance(db, Database)
