import io
import tarfile
import threading

import anyio
import pytest
from sync_stores import PASS, conversation, decision, digests, empty, filled, insert, plaintext, provider, review, written

from hybriddesk.records.errors import Permanent, Refused
from hybriddesk.sync import bundle_write, bundling, tables
from hybriddesk.vault.audit import Audit


@pytest.fixture
def source(tmp_path):
    db = filled(tmp_path / "one")
    yield db
    db.close()


@pytest.fixture
def target(tmp_path):
    db = empty(tmp_path / "two")
    yield db
    db.close()


def brought(db, path, **more):
    return bundling.import_bundle(db, path, PASS, **more)


LOCAL = ("errors", "retry_budgets", "error_events", "fallbacks", "charges", "offers", "answer_marks")
"""What belongs to one device: what failed here, where this device falls back to, and what its providers said."""


def test_tables_follow_the_schema(source):
    """The lists of columns and types are the schema's, and every table of the store either travels or is left out on purpose."""
    names = {row[0] for row in source.query("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE '%_text%' AND name NOT LIKE '%_terms%'")}
    local = {
        "meta", "breakers", "assessments", "ageing", "likeness", "likeness_bands", "receipts", "isolation", "provider_keys", "key_of", "handovers",
        "knowledge_indexes", "knowledge_chunks", "knowledge_indexed",
        *LOCAL,
    }
    assert names == {table.name for table in tables.TABLES} | local
    types = {"TEXT": str, "INTEGER": int, "REAL": float, "BLOB": bytes}
    for table in tables.TABLES:
        if table.name == "spans":
            continue
        live = {name: (types[kind], not must and not key) for _, name, kind, must, _, key in source.query(f"PRAGMA table_info({table.name})") if name != "n"}
        assert {column.name: (column.type, column.null) for column in table.columns} == live, table.name


def test_into_an_empty_store(source, target, tmp_path):
    """Export and import into an empty store keeps every row of every table, value by value."""
    made = written(source, tmp_path / "b.age", keys=True)
    done = brought(target, tmp_path / "b.age")
    assert digests(target, tmp_path) == digests(source, tmp_path)
    assert done.new == sum(rows for name, rows in made.rows.items() if name != "audit")
    assert (done.same, done.newer, done.older, done.conflicts) == (0, 0, 0, 0)
    assert all(rows for name, rows in made.rows.items())
    assert target.query("SELECT body FROM items")[0][0] == 'a\n"b"\u2028\x85 c\x00d'
    assert target.query("SELECT body FROM ledger")[0][0] == bytes(range(256))


def test_full_text_finds_what_came_in(source, target, tmp_path):
    """Imported texts are found by search at once."""
    written(source, tmp_path / "b.age")
    brought(target, tmp_path / "b.age")
    assert target.query("SELECT count(*) FROM reviews_text WHERE reviews_text MATCH 'anna'")[0][0] == 1
    assert target.query("SELECT count(*) FROM finals_text WHERE finals_text MATCH 'person'")[0][0] == 1


def test_twice_brings_nothing_new(source, target, tmp_path):
    """A second import of the same bundle changes nothing, and the exporting store takes nothing from its own bundle."""
    written(source, tmp_path / "b.age", keys=True)
    brought(target, tmp_path / "b.age")
    before = digests(target, tmp_path)
    for db in (target, source):
        again = brought(db, tmp_path / "b.age")
        assert (again.new, again.newer, again.older, again.conflicts) == (0, 0, 0, 0)
    assert digests(target, tmp_path) == before


def test_dry_run_tells_and_changes_nothing(source, target, tmp_path):
    """A dry run tells what would come and leaves the store and its audit as they were."""
    written(source, tmp_path / "b.age")
    told = brought(target, tmp_path / "b.age", dry_run=True)
    assert told.dry_run
    assert target.query("SELECT count(*) FROM conversations")[0][0] == 0
    assert target.query("SELECT count(*) FROM audit WHERE act = 'sync.import'")[0][0] == 0
    assert told.by_table == brought(target, tmp_path / "b.age").by_table


def test_keys_only_if_asked(source, target, tmp_path):
    """Provider keys are in a bundle only if ticked, and an import without them keeps the key that is here."""
    written(source, tmp_path / "plain.age")
    assert b"sk-planted-secret" not in plaintext(tmp_path / "plain.age")
    brought(target, tmp_path / "plain.age")
    assert target.query("SELECT key FROM providers")[0][0] is None
    written(source, tmp_path / "keys.age", keys=True)
    assert b"sk-planted-secret" in plaintext(tmp_path / "keys.age")
    brought(target, tmp_path / "keys.age")
    assert target.query("SELECT key FROM providers")[0][0] == "sk-planted-secret"
    brought(target, tmp_path / "plain.age")
    assert target.query("SELECT key FROM providers")[0][0] == "sk-planted-secret"


def test_key_never_follows_to_another_address(source, target, tmp_path):
    """A provider whose address is changed by an import loses its key, so that it is not sent to the new host; the lost row is kept without it."""
    provider(target, base_url="https://old.example.org", key="sk-ours", changed_ms=0)
    written(source, tmp_path / "b.age")
    done = brought(target, tmp_path / "b.age")
    assert done.by_table["providers"].newer == 1
    assert target.query("SELECT base_url, key FROM providers") == [("https://api.example.org/v1", None)]
    assert "sk-ours" not in target.query("SELECT row_json FROM versions WHERE table_name = 'providers'")[0][0]


def test_audited(source, target, tmp_path):
    """Export, verify and import each leave a line in the audit log, and both chains stay sound; the import names the other chain's end."""
    made = bundling.export_bundle(source, tmp_path / "b.age", PASS)
    anyio.run(bundling.Bundling(target).verify, tmp_path / "b.age", PASS)
    anyio.run(bundling.Bundling(target).bring_in, tmp_path / "b.age", PASS)
    assert "sync.export" in [row.act for row in Audit(source).rows()]
    lines = Audit(target).rows()
    assert [row.act for row in lines[:2]] == ["sync.import", "sync.verify"]
    assert lines[0].facts["audit_head"] == made.audit.head
    assert lines[0].facts["sha256"] == made.sha256
    assert Audit(target).verify().ok
    assert Audit(source).verify().ok


def test_desk_keeps_its_thread_free(source, target, tmp_path):
    """The roofs' calls work in a worker thread: the reading half never runs on the engine thread."""
    threads = set()

    async def main():
        made = await bundling.Bundling(source).export(tmp_path / "b.age", PASS, progress=lambda _: threads.add(threading.get_ident()))
        told = await bundling.Bundling(target).verify(tmp_path / "b.age", PASS)
        assert told == made
        assert (await bundling.Bundling(target).bring_in(tmp_path / "b.age", PASS, dry_run=True)).dry_run

    anyio.run(main)
    assert threads
    assert threading.get_ident() not in threads


def test_opens_without_the_app(source, tmp_path):
    """Inside is a plain tar of regular, private files that any tool unpacks, and no file name tells content."""
    written(source, tmp_path / "b.age")
    with tarfile.open(fileobj=io.BytesIO(plaintext(tmp_path / "b.age"))) as tar:
        members = tar.getmembers()
        assert all(member.isreg() and member.mode == 0o600 for member in members)
        assert [member.name for member in members][0::len(members) - 1] == ["header.json", "trailer.json"]
        assert b'"Gr\xc3\xb6\xc3\x9fe' in tar.extractfile("items/0001.ndjson").read()


def test_sizes_say_little(source, target, tmp_path):
    """Bundles of stores that differ by a row have the same size: whole chunks only."""
    first = written(source, tmp_path / "a.age").bytes
    conversation(source, title="one more")
    assert written(source, tmp_path / "b.age").bytes == first


def test_private_and_whole_or_not_there(source, tmp_path, monkeypatch):
    """A bundle is readable by its owner only; a full disk, a missing or forbidden folder leave no half file and the old bundle whole."""
    path = tmp_path / "b.age"
    written(source, path)
    assert path.stat().st_mode & 0o777 == 0o600
    before = path.read_bytes()

    def full(_handle):
        raise OSError(28, "No space left on device")

    about = bundling.about(source)
    monkeypatch.setattr(bundling, "about", lambda _db: about)
    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(Permanent) as fault:
        written(source, path)
    monkeypatch.undo()
    assert fault.value.code == "sync.disk_full"
    assert path.read_bytes() == before
    assert [file.name for file in tmp_path.iterdir() if file.is_file()] == ["b.age"]
    with pytest.raises(Permanent) as fault:
        written(source, tmp_path / "nowhere" / "b.age")
    assert fault.value.code == "sync.cannot_write"


def test_import_that_fails_takes_all_back(source, target, tmp_path, monkeypatch):
    """A fault in the middle of the merge leaves the store as it was, row for row."""
    written(source, tmp_path / "b.age")
    before = digests(target, tmp_path)

    def broken(*_):
        raise Permanent("vault.disk_full")

    monkeypatch.setattr("hybriddesk.sync.merge.Merge._prove", broken)
    with pytest.raises(Permanent):
        brought(target, tmp_path / "b.age")
    assert digests(target, tmp_path) == before
    assert Audit(target).verify().ok


def test_calls_under_way_stay_here(source, target, tmp_path):
    """A streaming turn, an open call and a claim travel as ended without outcome, and stay as they are on this device."""
    thread = conversation(source)
    insert(source, "turns", id="t" * 26, conversation=thread, role="assistant", state="streaming", created_ms=1, changed_ms=1, text="Hel", scrubbed="Hel")
    insert(source, "runs", id="r" * 26, conversation=thread, workflow="chat", prompt_version="", provider="mine", model="m", state="sent", started_ms=1)
    review(source, thread, "v" * 26, state="in_review", taken_by="AK", taken_ms=5)
    written(source, tmp_path / "b.age")
    brought(target, tmp_path / "b.age")
    assert target.query("SELECT state FROM turns WHERE id = ?", ("t" * 26,)) == [("interrupted",)]
    assert target.query("SELECT state FROM runs WHERE id = ?", ("r" * 26,)) == [("unknown",)]
    assert target.query("SELECT state, taken_by FROM reviews WHERE id = ?", ("v" * 26,)) == [("pending", None)]
    done = brought(source, tmp_path / "b.age")
    assert (done.new, done.newer) == (0, 0)
    assert source.query("SELECT state FROM turns WHERE id = ?", ("t" * 26,)) == [("streaming",)]
    assert source.query("SELECT state, taken_by FROM reviews WHERE id = ?", ("v" * 26,)) == [("in_review", "AK")]


def both(one, two, tmp_path):
    """Each takes the other's bundle of the moment before."""
    written(one, tmp_path / "1.age", keys=True)
    written(two, tmp_path / "2.age", keys=True)
    return brought(one, tmp_path / "2.age"), brought(two, tmp_path / "1.age")


def test_edited_on_both_sides(source, target, tmp_path):
    """A reply edited on two devices: the later text stands on both, the other is kept as a version and reported."""
    thread = conversation(source, "c" * 26)
    conversation(target, "c" * 26)
    review(source, thread, "v" * 26, working="Dear Anna, no.", changed_ms=10)
    review(target, thread, "v" * 26, working="Dear Anna, yes.", changed_ms=11)
    here, there = both(source, target, tmp_path)
    assert (here.conflicts, there.conflicts) == (1, 1)
    for db in (source, target):
        assert db.query("SELECT working FROM reviews WHERE id = ?", ("v" * 26,)) == [("Dear Anna, yes.",)]
        kept = db.query("SELECT row_json FROM versions WHERE table_name = 'reviews' AND why = 'sync'")
        assert len(kept) == 1
        assert "Dear Anna, no." in kept[0][0]
    assert digests(source, tmp_path) == digests(target, tmp_path)


def test_decision_outranks_typing(source, target, tmp_path):
    """A decision is not undone by later typing elsewhere, but by an undo; a past final goes with it."""
    thread = conversation(source, "c" * 26)
    conversation(target, "c" * 26)
    review(source, thread, "v" * 26, state="approved", final="Yes", decided_ms=50, changed_ms=50)
    decided = decision(source, "v" * 26, 50, final="Yes")
    insert(source, "finals", review="v" * 26, created_ms=50, request="r", final="f")
    review(target, thread, "v" * 26, working="still typing", changed_ms=99)
    both(source, target, tmp_path)
    assert target.query("SELECT state, final FROM reviews WHERE id = ?", ("v" * 26,)) == [("approved", "Yes")]
    assert target.query("SELECT count(*) FROM finals WHERE review = ?", ("v" * 26,)) == [(1,)]
    assert digests(source, tmp_path) == digests(target, tmp_path)
    with target.write("reviews") as connection:
        connection.execute("UPDATE decisions SET undone_ms = 60 WHERE id = ?", (decided,))
        connection.execute("UPDATE reviews SET state = 'pending', final = NULL, decided_ms = NULL, changed_ms = 60 WHERE id = ?", ("v" * 26,))
        connection.execute("DELETE FROM finals WHERE review = ?", ("v" * 26,))
    both(source, target, tmp_path)
    for db in (source, target):
        assert db.query("SELECT state FROM reviews WHERE id = ?", ("v" * 26,)) == [("pending",)]
        assert db.query("SELECT count(*) FROM finals WHERE review = ?", ("v" * 26,)) == [(0,)]
    assert digests(source, tmp_path) == digests(target, tmp_path)


def test_hide_wins_over_show(source, target, tmp_path):
    """A merge never makes a value leave in clear: hide beats a later show, and a show taken back here does not come back."""
    for db in (source, target):
        conversation(db, "c" * 26)
    insert(source, "by_hand", conversation="c" * 26, action="show", value="Anna", kind="PERSON", created_ms=99)
    insert(source, "by_hand", conversation="c" * 26, action="show", value="Berlin", kind="CITY", created_ms=99)
    insert(target, "by_hand", conversation="c" * 26, action="hide", value="Anna", kind="PERSON", created_ms=1)
    both(source, target, tmp_path)
    assert target.query("SELECT action, value FROM by_hand WHERE conversation = ?", ("c" * 26,)) == [("hide", "Anna")]
    assert ("hide", "Anna") in source.query("SELECT action, value FROM by_hand WHERE conversation = ?", ("c" * 26,))


def test_two_grown_stores_converge(source, target, tmp_path):
    """Two stores that grew apart hold the same rows after exchanging bundles once, settings and deletions included."""
    other = filled(tmp_path / "three")
    try:
        insert(other, "settings", name="general.signature", value_json='"Bye"', changed_ms=9)
        for db, at in ((source, 5), (other, 6)):
            conversation(db, "c" * 26, title=f"at {at}", updated_ms=at, deleted_ms=at if at == 5 else None)
        both(source, other, tmp_path)
        assert digests(source, tmp_path) == digests(other, tmp_path)
        assert source.query("SELECT title, deleted_ms FROM conversations WHERE id = ?", ("c" * 26,)) == [("at 6", None)]
    finally:
        other.close()


@pytest.mark.parametrize("change", [{"kind": "odd"}, {"id": "x" * 26}])
def test_rows_that_break_the_rules(source, target, tmp_path, monkeypatch, change):
    """A well-sealed bundle whose rows break a rule of the schema, or point to rows that are not there, is refused whole."""
    monkeypatch.setattr("hybriddesk.sync.rows.settled", lambda table, row: row | change if table == "conversations" else row)
    written(source, tmp_path / "b.age")
    monkeypatch.undo()
    with pytest.raises(Refused) as fault:
        brought(target, tmp_path / "b.age")
    assert fault.value.code == "sync.damaged"
    assert target.query("SELECT count(*) FROM settings")[0][0] == 0


@pytest.mark.parametrize("spoil", [
    "CREATE TRIGGER spoil AFTER INSERT ON turns BEGIN UPDATE turns SET role = 'user' WHERE id = new.id; END",
    "CREATE TRIGGER spoil AFTER INSERT ON turns BEGIN DELETE FROM settings; END",
])
def test_store_that_does_not_keep_what_is_written(source, target, tmp_path, spoil):
    """What was written is read back and counted before the commit; a difference takes all of it back."""
    written(source, tmp_path / "b.age")
    with target.write() as connection:
        connection.execute(spoil)
    with pytest.raises(Refused) as fault:
        brought(target, tmp_path / "b.age")
    assert fault.value.code == "sync.store_changed"
    assert target.query("SELECT count(*) FROM conversations") == [(0,)]


def test_many_parts(source, target, tmp_path, monkeypatch):
    """A table of several parts comes over whole; a row no reader would accept is named and nothing is written."""
    monkeypatch.setattr("hybriddesk.sync.bundle_write.PART", 100)
    for number in range(30):
        conversation(source, title=f"thread {number}")
    written(source, tmp_path / "b.age")
    with tarfile.open(fileobj=io.BytesIO(plaintext(tmp_path / "b.age"))) as tar:
        assert "conversations/0030.ndjson" in tar.getnames()
    assert brought(target, tmp_path / "b.age").by_table["conversations"].new == 31
    monkeypatch.setattr("hybriddesk.sync.bundle_write.LARGEST", 200)
    with pytest.raises(Permanent) as fault:
        written(source, tmp_path / "c.age")
    assert fault.value.code == "sync.row_too_large"
    assert not list(tmp_path.glob("*c.age*"))


def test_longer_log_of_a_run(source, target, tmp_path):
    """Steps a run got since the last bundle are added in their order; a step that differs stays as it is here."""
    written(source, tmp_path / "1.age")
    brought(target, tmp_path / "1.age")
    run = source.query("SELECT id FROM runs")[0][0]
    insert(source, "spans", run=run, step="score", started_ms=9, state="ok")
    with target.write("spans") as connection:
        connection.execute("UPDATE spans SET state = 'odd' WHERE step = 'scrub'")
    written(source, tmp_path / "2.age")
    done = brought(target, tmp_path / "2.age").by_table["spans"]
    assert (done.new, done.same, done.older) == (1, 2, 1)
    assert [row[0] for row in target.query("SELECT step FROM spans ORDER BY id")] == ["scrub", "send", "send", "score"]


def test_damaged_audit_does_not_hold_data_back(source, tmp_path, monkeypatch):
    """A store whose audit chain is damaged can still be exported, and the bundle says so."""
    def damaged(_self):
        raise Refused("vault.head_damaged")

    assert written(source, tmp_path / "a.age").audit.ok
    monkeypatch.setattr(Audit, "verify", damaged)
    made = written(source, tmp_path / "b.age")
    assert (made.audit.ok, made.audit.entries, made.audit.head) == (False, made.rows["audit"], "")


@pytest.mark.parametrize("schema", [1, 2, 3])
def test_a_bundle_of_an_older_schema_is_read_as_far_as_it_goes(source, target, tmp_path, monkeypatch, schema):
    """What it has comes in whole; tables that came later stay as they are here."""
    monkeypatch.setattr(bundle_write, "SCHEMA", schema)
    monkeypatch.setattr(bundle_write, "TABLES", tables.of_schema(schema))
    made = written(source, tmp_path / "old.age", keys=True)
    monkeypatch.undo()
    done = brought(target, tmp_path / "old.age")
    assert done.new == sum(rows for name, rows in made.rows.items() if name != "audit")
    assert bundling.verify_bundle(tmp_path / "old.age", PASS).schema == schema
    newer = [table.name for table in tables.TABLES if table.since > schema]
    assert newer
    assert all(target.query(f"SELECT count(*) FROM {name}")[0][0] == 0 for name in newer)
    assert target.query("SELECT final FROM reviews")[0][0] == "Dear Anna"
    assert done.by_table["notes"].new == (1 if schema == 3 else 0)


def test_an_older_bundle_of_another_form_has_its_own_sentence(source, tmp_path, monkeypatch):
    """Tables that its schema never had: nobody is told that it is damaged, and nothing is imported."""
    monkeypatch.setattr(bundle_write, "SCHEMA", 1)
    written(source, tmp_path / "old.age")
    with pytest.raises(Refused, match=r"sync\.older_format"):
        bundling.verify_bundle(tmp_path / "old.age", PASS)


def test_hard_cases_of_two_devices_meet_by_their_entry(source, target, tmp_path):
    """Both made a case of one entry: the newer one stands, the words of the other are kept as a version."""
    written(source, tmp_path / "b.age")
    brought(target, tmp_path / "b.age")
    with target.write("hard_cases") as connection:
        connection.execute("UPDATE hard_cases SET id = ?, created_ms = 99, must_json = '[\"door\"]'", ("z" * 26,))
    written(target, tmp_path / "c.age")
    done = brought(source, tmp_path / "c.age")
    assert done.by_table["hard_cases"].newer == 1
    assert source.query("SELECT id, must_json FROM hard_cases") == [("z" * 26, '["door"]')]
    assert source.query("SELECT count(*) FROM versions WHERE table_name = 'hard_cases' AND row_json LIKE '%way%'")[0][0] == 1
    assert brought(target, tmp_path / "b.age").by_table["hard_cases"].older == 1
