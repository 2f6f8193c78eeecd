"""The tables of failing well: kept, bounded, and forgotten with their provider; and a store of schema 1 grows into them."""

from __future__ import annotations

import pytest
from vault_stores import make, opened

from hybriddesk.records.errors import Refused
from hybriddesk.records.offers import Charge, Offer
from hybriddesk.records.troubles import Occurrence, Trouble
from hybriddesk.vault import answer_marks, errors
from hybriddesk.vault.answer_marks import AnswerMarks
from hybriddesk.vault.charges import Charges
from hybriddesk.vault.cipher import connect
from hybriddesk.vault.errors import Errors
from hybriddesk.vault.fallbacks import Fallbacks
from hybriddesk.vault.migrations import STEPS, migrate, version
from hybriddesk.vault.offers import Offers
from hybriddesk.vault.store import load


@pytest.fixture
def db(tmp_path):
    with opened(make(tmp_path)) as found:
        yield found


def trouble(fingerprint="f1"):
    return Trouble(fingerprint, "provider.timeout", "transient", "chat", "send", "p", "m", "")


def test_the_error_log_counts_and_keeps_the_latest(db):
    """The count goes on, the occurrences are bounded, the times are the first and the last."""
    log = Errors(db)
    for number in range(errors.KEPT + 5):
        log.add(trouble(), Occurrence(1000 + number, f"run{number}", {"status": 503}))
    log.add(trouble("f2"), Occurrence(5, "", {}))
    first, second = log.all()
    assert (first.fingerprint, first.count, first.first_ms, first.last_ms) == ("f1", errors.KEPT + 5, 1000, 1000 + errors.KEPT + 4)
    assert second.fingerprint == "f2"
    kept = log.occurrences("f1")
    assert (len(kept), kept[0].run, kept[-1].run) == (errors.KEPT, f"run{errors.KEPT + 4}", "run5")
    assert len(log.occurrences("f2")) == 1


def test_muted_and_solved(db):
    """Solved comes back when it happens again, muted does not; an unknown one is refused."""
    log = Errors(db)
    log.add(trouble(), Occurrence(1, "", {}))
    assert log.set_state("f1", "solved").state == "solved"
    log.add(trouble(), Occurrence(2, "", {}))
    assert [one.state for one in log.all("open")] == ["open"]
    assert log.set_state("f1", "muted").state == "muted"
    log.add(trouble(), Occurrence(3, "", {}))
    assert (log.all("open"), log.all("muted")[0].count) == ((), 3)
    with pytest.raises(Refused, match=r"errors\.unknown"):
        log.set_state("f9", "open")


def test_chains(db):
    """A model's own chain goes before its provider's; removing a provider removes it everywhere."""
    book = Fallbacks(db)
    book.set("a", "", [("b", ""), ("c", "m")])
    book.set("a", "big", [("c", "")])
    book.set("b", "", [("a", "")])
    assert (book.chain("a", "big"), book.chain("a", "small"), book.chain("x", "")) == ((("c", ""),), (("b", ""), ("c", "m")), ())
    assert book.chain("a", "") == (("b", ""), ("c", "m"))
    book.forget("b")
    assert book.all() == {("a", ""): (("c", "m"),), ("a", "big"): (("c", ""),)}
    book.set("a", "", [])
    assert book.all() == {("a", "big"): (("c", ""),)}


def test_offers(db):
    """A new list replaces the old one; prices, size and digest come back as they were."""
    book = Offers(db)
    book.keep("p", [Offer("old")])
    book.keep("p", [Offer("m", 1000, 1e-6, 2e-6, "ab" * 32)])
    assert (book.of("p", "m"), book.of("p", "old"), book.of("q", "m")) == (Offer("m", 1000, 1e-6, 2e-6, "ab" * 32), None, None)
    book.forget("p")
    assert book.of("p", "m") is None


def test_charges(db):
    """The latest look counts; only a charge reaches the run."""
    book = Charges(db)
    book.keep("l1", "r1", Charge("too_early", retry_after=30.0))
    book.keep("l1", "r1", Charge("charged", 0.5, 3, 4))
    assert book.of("r1") == (Charge("charged", 0.5, 3, 4),)
    assert book.of("r2") == ()


def test_answer_marks_are_bounded(db, monkeypatch):
    """Only other prompts count, each once, within one workflow, among the latest."""
    monkeypatch.setattr(answer_marks, "KEPT", 3)
    book = AnswerMarks(db)
    for prompt in ("p1", "p2", "p2", "p3"):
        book.add("reply", prompt, "a", "r")
    assert (book.others("reply", "p9", "a"), book.others("reply", "p2", "a"), book.others("chat", "p9", "a")) == (2, 1, 0)
    assert db.query("SELECT count(*) FROM answer_marks")[0][0] == 3


def test_a_store_of_schema_1_grows(tmp_path):
    """A store as the first release made it gets the new tables and keeps its rows."""
    made = make(tmp_path)
    salt = load(made.folder.header).salt
    connection = connect(made.folder.data_dir / "old.db", made.key, salt)
    assert migrate(connection, made.folder, made.key, salt, steps=STEPS[:1]) == 0
    connection.execute("INSERT INTO meta VALUES('kept', 'yes')")
    assert migrate(connection, made.folder, made.key, salt) == 1
    assert version(connection) == len(STEPS)
    assert connection.execute("SELECT value FROM meta WHERE name = 'kept'").fetchone() == ("yes",)
    assert connection.execute("SELECT count(*) FROM errors").fetchone() == (0,)
    connection.close()
