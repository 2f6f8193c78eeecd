"""Files that carry second looks: what is in them, and what is refused."""

import anyio
import msgspec
import pytest
from sync_stores import LOG_N, PASS, decision, empty, insert, review
from sync_stores import conversation as conversation_of

from hybriddesk.records.errors import Permanent, Refused
from hybriddesk.sync import age, look_file
from hybriddesk.sync.handing import Handing
from hybriddesk.sync.look_file import ANSWERED, ASKED, FORMAT, Head, read_look_file, write_look_file
from hybriddesk.vault.lending import Lent, SecondAnswer, to_lend
from hybriddesk.vault.passages import passages_of

HEAD = Head(ASKED, FORMAT, "ben", 1, 1)


def lent(**more):
    values = {
        "id": "a" * 26, "conversation": "b" * 26, "workflow": "reply", "prompt_version": "reply@1", "provider": "helper", "model": "helper/1",
        "risk": 0.5, "confidence": 0.5, "reason_code": "", "reasons_json": "[]", "hidden_count": 0, "title": "T", "snippet": "s", "request": "r",
        "draft": "d", "draft_scrubbed": "d", "first": "c" * 26, "placeholders": (("PERSON_7QXK", "PERSON", "Anna"),),
    }
    return Lent(**(values | more))


def written(path, *rows, head=HEAD):
    write_look_file(path, PASS, head, rows, log_n=LOG_N)
    return path


@pytest.fixture
def db(tmp_path):
    made = empty(tmp_path / "store")
    yield made
    made.close()


def take_in(db, path):
    return anyio.run(Handing(db, lambda *_: None).take_in, path, PASS)


def test_what_is_written_is_read(tmp_path, db):
    """Nothing readable on the disk, everything in the store, once."""
    path = written(tmp_path / "a.age", lent(draft="planted words"))
    assert b"planted" not in path.read_bytes()
    assert read_look_file(path, PASS, ASKED, Lent) == (HEAD, (lent(draft="planted words"),))
    assert (take_in(db, path).done, take_in(db, path).left) == (1, 1)
    assert db.query("SELECT draft, state, needs_person FROM reviews") == [("planted words", "pending", 1)]
    assert db.query("SELECT asked, first FROM lent") == [("ben", "c" * 26)]


def test_passages_go_along(tmp_path, db):
    """What the run was given and what was held back, under a run that no figure counts; a run that is here is never written into."""
    passages = ((0, "k" * 26, "Terms.pdf", 1, 0, 4, 0.5, "", 2, "30 days"), (1, "k" * 26, "Terms.pdf", 1, 5, 9, 0.1, "knowledge.held_irrelevant", 0, "parking"))
    take_in(db, written(tmp_path / "a.age", lent(run="r" * 26, passages=passages)))
    kept = passages_of(db, db.query("SELECT run FROM reviews")[0][0])
    assert ([one.text for one in kept.given], [one.code for one in kept.held], kept.cut) == (["30 days"], ["knowledge.held_irrelevant"], 2)
    assert db.query("SELECT state, ended_ms FROM runs") == [("done", None)]
    take_in(db, written(tmp_path / "b.age", lent(id="d" * 26, conversation="e" * 26, run="r" * 26, passages=passages)))
    assert db.query("SELECT run FROM reviews WHERE id = ?", ("d" * 26,)) == [("",)]
    assert db.query("SELECT count(*) FROM passages") == [(2,)]


def test_a_conversation_that_is_here_is_never_written_into(tmp_path, db):
    """A file made to reach a conversation of one's own only counts as left."""
    conversation_of(db, "b" * 26)
    assert take_in(db, written(tmp_path / "a.age", lent())).left == 1
    assert db.query("SELECT count(*) FROM placeholders") == [(0,)]


@pytest.mark.parametrize(("rows", "head", "code"), [
    ((lent(),), Head(ASKED, FORMAT + 1, "ben", 1, 1), "sync.newer_format"),
    ((lent(),), Head(ANSWERED, FORMAT, "ben", 1, 1), "sync.other_look_file"),
    ((lent(),), Head(ASKED, FORMAT, "ben", 1, 2), "sync.not_a_look_file"),
    (({"id": 1},), HEAD, "sync.not_a_look_file"),
    ((lent(id="short"),), HEAD, "sync.damaged"),
    ((lent(reasons_json="nonsense"),), HEAD, "sync.damaged"),
])
def test_odd_files_are_refused_whole(tmp_path, db, rows, head, code):
    """Each by its own sentence, and nothing is filed."""
    with pytest.raises(Refused, match=code.replace(".", r"\.")):
        take_in(db, written(tmp_path / "a.age", *rows, head=head))
    assert db.query("SELECT count(*) FROM reviews") == [(0,)]


@pytest.mark.parametrize("plain", [b"", b"not json\n", b'{"kind":"other"}\n', msgspec.json.encode(HEAD)])
def test_a_sealed_file_of_something_else_is_no_look_file(tmp_path, db, plain):
    """A bundle, a note to oneself, half a file."""
    path = tmp_path / "a.age"
    with path.open("wb") as raw:
        sealer = age.Sealer(raw, PASS, log_n=LOG_N)
        sealer.write(plain)
        sealer.finish()
    with pytest.raises(Refused, match=r"sync\.not_a_look_file"):
        take_in(db, path)


def test_a_file_too_large_and_one_that_is_not_there(tmp_path, db, monkeypatch):
    """Neither takes the memory nor the app."""
    path = written(tmp_path / "a.age", lent())
    monkeypatch.setattr(look_file, "LARGEST", 10)
    with pytest.raises(Refused, match=r"sync\.not_a_look_file"):
        take_in(db, path)
    with pytest.raises(Permanent, match=r"sync\.unreadable"):
        take_in(db, tmp_path / "nowhere")
    with pytest.raises(Refused, match=r"sync\.wrong_passphrase"):
        read_look_file(path, "another", ASKED, Lent)


def test_answers_count_only_where_they_belong(tmp_path, db):
    """Another draft, an edit without a text, an entry nobody knows, one that does not wait: left, and the rest is kept."""
    entry = review(db, conversation_of(db))
    kept = []

    def answer(new, person, at):
        if new.note == "late":
            raise Refused("review.no_second_look")
        kept.append((new.review, new.action, new.final, person, at))

    def said(**more):
        values = {"review": entry, "first": "c" * 26, "person": "ben", "action": "approve", "final": None, "note": "", "edit_words": 0.0,
                  "edit_chars": 0.0, "seconds": 1.0, "decided_ms": 7, "draft": "Dear Anna"}
        return SecondAnswer(**(values | more))

    rows = (said(), said(draft="other"), said(action="edit"), said(review="z" * 26), said(note="late"), said(action="edit", final="Hi"))
    path = written(tmp_path / "b.age", *rows, head=Head(ANSWERED, FORMAT, "ben", 1, len(rows)))
    done = anyio.run(Handing(db, answer).take_answers, path, PASS)
    assert (done.done, done.left) == (2, 4)
    assert kept == [(entry, "approve", "Dear Anna", "ben", 7), (entry, "edit", "Hi", "ben", 7)]


def test_what_waits_for_a_second_look_has_its_passages(db):
    """As its run was given them."""
    thread, run = conversation_of(db), "r" * 26
    insert(db, "runs", id=run, conversation=thread, workflow="reply", prompt_version="", provider="", model="", state="done", started_ms=1)
    entry = review(db, thread, run=run, state="approved", final="Dear Anna", decided_ms=20, changed_ms=20)
    insert(db, "passages", run=run, place=0, source="k" * 26, name="Terms.pdf", version=1, start=0, end=4, score=0.5, text="30 days")
    insert(db, "second_looks", review=entry, first=decision(db, entry, 20, final="Dear Anna"), drawn_ms=20, changed_ms=20, person="ben", note="")
    (one,) = to_lend(db, "ben")
    assert (one.run, one.passages) == (run, ((0, "k" * 26, "Terms.pdf", 1, 0, 4, 0.5, "", 0, "30 days"),))
