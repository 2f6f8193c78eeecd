"""The opened store: encrypted, private, one writer, whole transactions, faults named, nothing plain beside it."""

from __future__ import annotations

import os
import subprocess
import threading
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from vault_stores import PASSPHRASE, QUICK, child, make, names, opened, put

from hybriddesk.records.errors import Fault, Permanent, Refused, Transient
from hybriddesk.records.store import Passphrase
from hybriddesk.records.work import Changed
from hybriddesk.vault import cipher, store
from hybriddesk.vault.database import Database
from hybriddesk.vault.folder import StoreFolder
from hybriddesk.vault.keys import DataKey
from hybriddesk.vault.lock import Lock

WORD = "Vogelbeerbaum"


def fault(call, *arguments, **more):
    with pytest.raises(Fault) as caught:
        call(*arguments, **more)
    return caught.value


def pragma(connection, name):
    return connection.execute(f"PRAGMA {name}").fetchone()[0]


def test_the_connection_is_set_as_decided(tmp_path):
    """Cipher, log, memory, durability and trust, as SQLite itself reports them."""
    with opened(make(tmp_path)) as db:
        shown = {name: str(pragma(db.connection, name)) for name in (
            "cipher_status", "cipher_page_size", "cipher_hmac_algorithm", "cipher_log_level", "journal_mode", "synchronous", "temp_store",
            "trusted_schema", "foreign_keys", "secure_delete", "cell_size_check")}
    assert shown == {
        "cipher_status": "1", "cipher_page_size": "4096", "cipher_hmac_algorithm": "HMAC_SHA256", "cipher_log_level": "NONE",
        "journal_mode": "wal", "synchronous": "2", "temp_store": "2", "trusted_schema": "0", "foreign_keys": "1", "secure_delete": "1",
        "cell_size_check": "1",
    }


def test_nothing_readable_lies_on_the_disk(tmp_path):
    """A planted word is in no file while the store is open, after a large sort, after closing, nor in a copy."""
    made = make(tmp_path)

    def plain():
        return [path.name for path in made.folder.data_dir.rglob("*") if path.is_file() and WORD.encode() in path.read_bytes()]

    with opened(made) as db:
        with db.write("meta") as connection:
            connection.executemany("INSERT INTO meta VALUES(?, ?)", ((f"{n}", WORD * 40) for n in range(3000)))
        db.query("SELECT value || name AS v FROM meta ORDER BY v DESC")
        db.backup(made.folder.backups / "copy.db")
        assert plain() == []
    assert plain() == []
    for path in (made.folder.database, made.folder.backups / "copy.db"):
        assert path.read_bytes()[:16] != b"SQLite format 3\0"


def test_the_files_salt_is_the_headers_and_a_damaged_one_does_not_lock_the_store(tmp_path):
    """The salt in the file may rot: the one in the header counts."""
    made = make(tmp_path)
    with opened(made) as db:
        put(db, "row")
    content = bytearray(made.folder.database.read_bytes())
    assert bytes(content[:16]) == store.load(made.folder.header).salt
    content[3] ^= 16
    made.folder.database.write_bytes(content)
    with opened(made) as db:
        assert names(db) == ["row"]


def test_a_library_without_encryption_is_refused(tmp_path):
    """Were the cipher missing, SQLite would write plain text without a word."""
    import sqlite3

    plain = tmp_path / "plain.db"
    with pytest.raises(Permanent, match=r"vault\.not_encrypted"):
        cipher.require_cipher(sqlite3.connect(plain), plain)
    plain.write_bytes(cipher.PLAIN_MAGIC + bytes(4080))
    with pytest.raises(Permanent, match=r"vault\.not_encrypted"):
        cipher.require_hidden(plain)


def test_a_salt_of_another_length_is_never_used(tmp_path):
    """It would silently turn the raw key into a passphrase."""
    with pytest.raises(ValueError):
        cipher.connect(tmp_path / "x.db", DataKey.fresh(), b"short")


def test_a_plain_sqlite_file_in_the_stores_place_is_damage(tmp_path):
    """A foreign file is not opened, and not written to."""
    import sqlite3

    made = make(tmp_path)
    made.folder.database.unlink()
    with sqlite3.connect(made.folder.database) as foreign:
        foreign.execute("CREATE TABLE meta(name, value)")
    foreign.close()
    before = made.folder.database.read_bytes()
    assert fault(Database.open, made.folder, made.key).code == "vault.damaged"
    assert made.folder.database.read_bytes() == before


def test_a_wrong_key_says_damaged_and_prints_nothing(tmp_path, capfd):
    """The key was checked before; a file it does not open is not this store's."""
    made = make(tmp_path)
    assert fault(Database.open, made.folder, DataKey.fresh()).code == "vault.damaged"
    assert capfd.readouterr() == ("", "")
    with opened(made):
        """The lock was given back."""


def test_a_commit_is_told_once_with_everything_it_touched(tmp_path):
    """Nested writes join: one message, after the outer commit, with all tables and ids; none for a write that touched nothing."""
    told: list[Changed] = []
    with opened(make(tmp_path), on_change=told.append) as db:
        with db.write("a", ids=["1"]):
            put(db, "x")
            assert told == []
        with db.write() as connection:
            connection.execute("DELETE FROM meta")
    assert told == [Changed(frozenset({"a", "meta"}), frozenset({"1", "x"}))]


def test_a_failed_write_leaves_nothing_and_tells_nobody(tmp_path):
    """Whatever is raised inside, all of it is undone, and the next message names only its own tables."""
    told: list[Changed] = []
    with opened(make(tmp_path), on_change=told.append) as db:
        for trouble in (Refused("x.y"), KeyboardInterrupt()):
            with pytest.raises(type(trouble)), db.write("runs"):  # noqa: PT012  the block is what may be stopped at any point
                put(db, "x")
                raise trouble
        assert names(db) == []
        put(db, "y")
    assert [change.tables for change in told] == [frozenset({"meta"})]


def test_a_broken_rule_of_the_schema_stays_a_defect(tmp_path):
    """It is not dressed up as a fault of the disk."""
    with opened(make(tmp_path)) as db:
        put(db, "x")
        with pytest.raises(cipher.Error) as caught:
            put(db, "x")
        assert not isinstance(caught.value, Fault)


def test_a_reader_sees_commits_and_cannot_write(tmp_path):
    """It reads from any thread, streams large answers, holds one moment if asked, and refuses every change."""
    with opened(make(tmp_path)) as db:
        put(db, "a")
        seen: list[object] = []

        def reading():
            reader = db.reader()
            seen.append(reader.query("SELECT name FROM meta"))
            with pytest.raises(Permanent, match=r"vault\.read_only"):
                reader.query("DELETE FROM meta")
            reader.close()
            reader.close()

        thread = threading.Thread(target=reading)
        thread.start()
        thread.join()
        assert seen == [[("a",)]]

        reader = db.reader()
        reader.begin()
        for number in range(1000):
            put(db, f"{number}") if number < 3 else None
        assert reader.query("SELECT count(*) FROM meta") == [(1,)]
        reader.close()
        with db.write("meta") as connection:
            connection.executemany("INSERT INTO meta VALUES(?, '')", ((f"many {n}",) for n in range(1000)))
        streaming = db.reader()
        assert len(list(streaming.rows("SELECT name FROM meta WHERE name LIKE 'many%'"))) == 1000


def test_locking_ends_every_reader(tmp_path):
    """After close, readers, the writer and new readers all say locked; even a stream that had begun."""
    made = make(tmp_path)
    db = Database.open(made.folder, made.key)
    with db.write("meta") as connection:
        connection.executemany("INSERT INTO meta VALUES(?, '')", ((f"{n}",) for n in range(1000)))
    reader, streaming = db.reader(), db.reader()
    rows = streaming.rows("SELECT name FROM meta")
    next(rows)
    db.close()
    db.close()
    assert fault(reader.query, "SELECT 1").code == "vault.locked"
    assert fault(lambda: list(rows)).code == "vault.locked"
    assert fault(db.query, "SELECT 1").code == "vault.locked"
    assert fault(db.reader).code == "vault.locked"
    assert not made.folder.database.with_name("vault.db-wal").exists()


def test_a_long_query_of_a_reader_is_cut_short_by_locking(tmp_path):
    """Locking does not wait for a query that would run for minutes."""
    made = make(tmp_path)
    db = Database.open(made.folder, made.key)
    reader, caught, running = db.reader(), [], threading.Event()

    def endless():
        running.set()
        try:
            reader.query("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n")
        except (Fault, cipher.Error) as error:
            caught.append(error)

    thread = threading.Thread(target=endless)
    thread.start()
    running.wait()
    while not reader._using.locked():
        pass
    db.close()
    thread.join(20)
    assert not thread.is_alive()
    assert caught[0].code == "vault.locked"


def test_a_second_process_is_refused_with_the_first_ones_number_and_a_dead_lock_is_free(tmp_path):
    """While one process has the store open the second names it; killed, its lock is taken over."""
    made = make(tmp_path)
    process = child("hold", str(made.folder.data_dir), made.key.raw.hex())
    pid = int(process.stdout.readline())
    refused = fault(Database.open, made.folder, made.key)
    assert (refused.code, refused.facts) == ("vault.in_use", {"pid": pid})
    process.kill()
    process.communicate()
    assert made.folder.lock.read_text() == str(pid)
    with opened(made) as db:
        assert made.folder.lock.read_text() == str(os.getpid())
        assert db.notice is None


def test_a_lock_file_with_odd_content_still_names_no_process(tmp_path):
    """The number is told, never trusted; released twice is fine."""
    held = Lock.take(tmp_path / "store.lock")
    (tmp_path / "store.lock").write_text("?")
    assert fault(Lock.take, tmp_path / "store.lock").facts == {"pid": 0}
    held.release()
    held.release()
    Lock.take(tmp_path / "store.lock").release()


def test_after_a_kill_the_store_says_so_and_is_sound(tmp_path):
    """The log left behind is folded in, ``unclean`` is set, the check finds nothing; a clean close leaves no mark."""
    made = make(tmp_path)
    process = child("write", str(made.folder.data_dir), made.key.raw.hex(), "1")
    process.stdout.readline()
    process.kill()
    process.communicate()
    with opened(made) as db:
        assert db.unclean
        assert db.integrity() == ()
        assert made.folder.database.with_name("vault.db-wal").stat().st_size == 0
    with opened(made) as db:
        assert not db.unclean


def page_flip(made, page, bit):
    content = bytearray(made.folder.database.read_bytes())
    at = (page * 4096) % len(content) + bit // 8
    content[at] ^= 1 << bit % 8
    made.folder.database.write_bytes(content)


@pytest.fixture(scope="module")
def rows(tmp_path_factory):
    made = make(tmp_path_factory.mktemp("rows"))
    with opened(made) as db, db.write("meta") as connection:
        connection.executemany("INSERT INTO meta VALUES(?, ?)", ((f"{n:04}", f"value {n} " * 20) for n in range(400)))
    return made, made.folder.database.read_bytes()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(page=st.integers(0, 10_000), bit=st.integers(0, 8 * 4096 - 1))
def test_a_flipped_bit_is_a_fault_or_in_no_way_seen(rows, page, bit):
    """Rows are never wrong: opening or reading faults, or they read as written; the integrity check finds it unless it is the salt."""
    made, sound = rows
    page %= len(sound) // 4096
    page_flip(made, page, bit)
    try:
        with opened(made) as db:
            assert db.integrity() or (page == 0 and bit < 128)
            assert db.query("SELECT name, value FROM meta ORDER BY name") == [(f"{n:04}", f"value {n} " * 20) for n in range(400)]
    except Permanent as damaged:
        assert damaged.code == "vault.damaged"  # noqa: PT017  either outcome is right, each with its own check
    finally:
        made.folder.database.write_bytes(sound)
        for extra in ("vault.db-wal", "vault.db-shm"):
            made.folder.database.with_name(extra).unlink(missing_ok=True)


@pytest.mark.parametrize("hurt", [
    lambda content: b"", lambda content: content[:4096], lambda content: content[: len(content) // 2], lambda content: os.urandom(len(content)),
    lambda content: content[:4096] + content[8192:12288] + content[4096:8192] + content[12288:],
])
def test_a_cut_swapped_or_foreign_file_is_damage_and_never_an_empty_store(rows, hurt):
    """Emptied, cut, noise, two pages swapped: damaged, and the file is left as it was found."""
    made, sound = rows
    made.folder.database.write_bytes(hurt(sound))
    found = made.folder.database.read_bytes()
    try:
        with pytest.raises(Permanent, match=r"vault\.damaged"), opened(made) as db:  # noqa: PT012  the block is what may be stopped at any point
            if db.integrity():
                raise Permanent("vault.damaged")
        assert made.folder.database.read_bytes() == found
    finally:
        made.folder.database.write_bytes(sound)
        for extra in ("vault.db-wal", "vault.db-shm"):
            made.folder.database.with_name(extra).unlink(missing_ok=True)


def test_a_full_disk_is_named_loses_nothing_and_needs_no_restart(tmp_path):
    """The write that does not fit is undone; what was acknowledged stays; with room again the same store goes on."""
    with opened(make(tmp_path)) as db:
        put(db, "before")
        pages = pragma(db.connection, "page_count")
        db.connection.execute(f"PRAGMA max_page_count = {pages + 2}")
        assert fault(put, db, "big", "x" * 100_000).code == "vault.disk_full"
        assert names(db) == ["before"]
        db.connection.execute("PRAGMA max_page_count = 1000000")
        put(db, "big", "x" * 100_000)
        assert names(db) == ["before", "big"]
        assert db.integrity() == ()


@pytest.fixture
def small_disk(tmp_path):
    """A real file system of 4 MiB."""
    where = tmp_path / "small"
    where.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=4m", "none", str(where)], capture_output=True, check=False).returncode:
        pytest.skip("only root may mount")
    yield where
    subprocess.run(["umount", "-l", str(where)], check=True)


def test_a_really_full_disk_keeps_every_acknowledged_row(small_disk):
    """Filled by rows and by another program; passphrase change and copies refuse too and leave the old ones; freed, all work."""
    made = make(small_disk)
    hog, kept = small_disk / "hog", []
    with opened(made) as db:
        for round_ in range(3):
            with pytest.raises(OSError, match="space"), hog.open("ab", buffering=0) as file:  # noqa: PT012  the block is what may be stopped at any point
                while True:
                    file.write(bytes(4096))
            os.truncate(hog, hog.stat().st_size - 200_000)
            with pytest.raises(Permanent, match=r"vault\.disk_full"):  # noqa: PT012  the block is what may be stopped at any point
                for number in range(10_000):
                    put(db, f"{round_} {number}", "x" * 20_000)
                    kept.append(f"{round_} {number}")
            with pytest.raises(OSError, match="space"), hog.open("ab", buffering=0) as file:  # noqa: PT012  the block is what may be stopped at any point
                while True:
                    file.write(bytes(4096))
            assert fault(store.change_passphrase, made.folder, made.key, "quite another phrase").code == "vault.disk_full"
            assert fault(db.backup, small_disk / "copy.db").code == "vault.disk_full"
            assert not list(small_disk.glob("copy.db*"))
            assert sorted(names(db)) == sorted(kept)
            hog.unlink()
            put(db, f"{round_} free")
            kept.append(f"{round_} free")
        put(db, "after")
        assert db.integrity() == ()
    assert store.unlock(made.folder, Passphrase(PASSPHRASE)).raw == made.key.raw
    with opened(made) as db:
        assert sorted(names(db)) == sorted([*kept, "after"])


def as_somebody_else(act) -> str:
    """What ``act`` returns in a process that may not write everywhere: root is."""
    reading, writing = os.pipe()
    if not os.fork():
        if os.getuid() == 0:
            os.setgroups([])
            os.setgid(65534)
            os.setuid(65534)
        try:
            os.write(writing, act().encode())
        finally:
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as told:
        answer = told.read()
    os.wait()
    return answer


def test_a_read_only_folder_is_named_for_opening_changing_and_making(tmp_path_factory):
    """For a user who may not write there, each act says so and nothing changes."""
    where = Path(os.path.realpath(tmp_path_factory.mktemp("ro")))
    made = make(where)
    data = made.folder.data_dir
    for path in data.iterdir():
        path.chmod(0o444)
    for folder in (data, where, where.parent, where.parent.parent):
        folder.chmod(folder.stat().st_mode | 0o055)
    data.chmod(0o555)

    def acts():
        new = StoreFolder(data / "new")
        return " ".join(fault(call).code for call in (
            lambda: Database.open(made.folder, made.key), lambda: store.change_passphrase(made.folder, made.key, "quite another phrase"),
            lambda: store.create(new, PASSPHRASE, stretch=QUICK)))

    assert as_somebody_else(acts) == "vault.read_only vault.read_only vault.read_only"
    data.chmod(0o700)


def test_sqlites_words_become_the_stores_codes():
    """Busy may pass; the disk's and the file's troubles are named; a defect stays one."""
    def error(code):
        made = cipher.dbapi2.OperationalError("x")
        made.sqlite_errorcode = code
        return made

    expected = {8: "vault.read_only", 3: "vault.read_only", 778: "vault.io", 11: "vault.damaged", 13: "vault.disk_full", 14: "vault.cannot_open",
                26: "vault.damaged"}
    for code, name in expected.items():
        found = cipher.fault_of(error(code))
        assert isinstance(found, Permanent)
        assert found.code == name
    assert isinstance(cipher.fault_of(error(5)), Transient)
    assert cipher.fault_of(error(1)) is None
    assert cipher.fault_of(cipher.dbapi2.ProgrammingError("no code")) is None


def test_a_copy_opens_with_the_same_key_and_is_private(tmp_path):
    """Taken while open, complete at that moment, 0600, one file, no unfinished remains."""
    made = make(tmp_path)
    target = tmp_path / "copies" / "one.db"
    with opened(made) as db:
        put(db, "then")
        db.backup(target)
        put(db, "later")
    assert [path.name for path in target.parent.iterdir()] == ["one.db"]
    assert target.stat().st_mode & 0o777 == 0o600
    made.folder.database.write_bytes(target.read_bytes())
    with opened(made) as db:
        assert names(db) == ["then"]


def test_a_copy_into_a_place_that_cannot_be_written_leaves_nothing(tmp_path):
    """The fault is named and the store goes on."""
    (tmp_path / "file").write_text("")
    with opened(make(tmp_path)) as db:
        assert fault(db.backup, tmp_path / "file" / "copy.db").code == "vault.io"
        put(db, "still")
        assert names(db) == ["still"]


def test_the_first_step_of_a_killed_set_up_is_finished_by_opening(tmp_path):
    """The header was written, the new file not yet in its place: unlock and open put it there."""
    made = make(tmp_path)
    made.folder.database.rename(made.folder.new_database)
    assert made.folder.state() == "present"
    key = store.unlock(made.folder, Passphrase(PASSPHRASE))
    assert key.raw == made.key.raw
    with opened(made) as db:
        assert names(db) == []
    assert not made.folder.new_database.exists()


def test_half_a_set_up_is_begun_again(tmp_path):
    """A waiting file without header is nobody's: it is replaced."""
    folder = make(tmp_path / "a").folder
    folder.header.unlink()
    folder.header_copy.unlink()
    folder.database.rename(folder.new_database)
    assert folder.state() == "absent"
    key, _ = store.create(folder, PASSPHRASE, stretch=QUICK)
    with opened(type("M", (), {"folder": folder, "key": key})) as db:
        assert names(db) == []


@pytest.mark.parametrize(("free", "code"), [(0, "vault.disk_full"), (10**9, "vault.io")])
def test_an_io_error_on_a_full_disk_is_named_full(tmp_path, monkeypatch, free, code):
    """While opening, a disk without room for the shared index is told apart from a disk that fails."""
    def fails(*_):
        raise cipher.dbapi2.OperationalError("disk I/O error")

    monkeypatch.setattr(cipher, "require_cipher", fails)
    monkeypatch.setattr(cipher.shutil, "disk_usage", lambda _path: SimpleNamespace(free=free))
    with pytest.raises(Permanent) as caught:
        cipher.connect(tmp_path / "x.db", DataKey(bytearray(32)), bytes(16))
    assert caught.value.code == code
