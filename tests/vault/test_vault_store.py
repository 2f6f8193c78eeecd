"""The door: set-up, unlock, who holds the key, and that no accident ever makes a new store."""

from __future__ import annotations

import os
import stat

import pytest
from vault_stores import PASSPHRASE, QUICK, make, names, opened, put

from hybriddesk.records.errors import Permanent, Refused
from hybriddesk.records.store import FromKeyring, Passphrase, RecoveryCode
from hybriddesk.vault import store
from hybriddesk.vault.folder import StoreFolder
from hybriddesk.vault.guesses import Guesses
from hybriddesk.vault.keys import DataKey


class Ring:
    """A keyring that works, in memory."""

    def __init__(self):
        self.kept = {}

    def __call__(self, name):
        ring = self

        class Entry:
            def put(self):
                ring.kept[name] = os.urandom(32)
                return ring.kept[name]

            def get(self):
                if name not in ring.kept:
                    raise Permanent("vault.keyring_empty")
                return ring.kept[name]

            def remove(self):
                ring.kept.pop(name, None)

        return Entry()


def code_of(call, *arguments, **more):
    with pytest.raises((Refused, Permanent)) as caught:
        call(*arguments, **more)
    return caught.value.code


def test_the_passphrase_and_the_printed_code_open_the_same_store(tmp_path):
    """Both holders give the key that set-up gave; the default stretching is used when none is named."""
    folder = StoreFolder(tmp_path / "data")
    key, code = store.create(folder, PASSPHRASE)
    assert store.unlock(folder, Passphrase(PASSPHRASE)).raw == key.raw
    assert store.unlock(folder, RecoveryCode(code.lower().replace("-", " "))).raw == key.raw
    assert folder.state() == "present"


def test_a_passphrase_typed_in_another_unicode_form_opens_the_store(tmp_path):
    """A keyboard that writes an umlaut as two signs types the same passphrase."""
    made = make(tmp_path, "grüne Äpfel im Korb")
    assert store.unlock(made.folder, Passphrase("gru\u0308ne A\u0308pfel im Korb")).raw == made.key.raw


def test_files_are_private_to_the_user(tmp_path):
    """Folder 0700, every file 0600, the log and index files of the open database included."""
    made = make(tmp_path)
    with opened(made) as db:
        put(db, "a")
        modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in made.folder.data_dir.iterdir()}
    assert set(modes.values()) == {0o600}
    assert {"vault.db", "vault.db-wal", "vault.db-shm", "vault.json", "vault.json.bak", "store.lock"} <= set(modes)
    assert stat.S_IMODE(made.folder.data_dir.stat().st_mode) == 0o700


def test_wrong_secrets_are_told_apart(tmp_path):
    """A wrong passphrase, a wrong code, a mistyped code and a switched-off keyring each have a code of their own."""
    made, other = make(tmp_path), make(tmp_path / "other")
    assert code_of(store.unlock, made.folder, Passphrase("not this one at all")) == "vault.wrong_passphrase"
    assert code_of(store.unlock, made.folder, RecoveryCode(other.code)) == "vault.wrong_recovery_code"
    assert code_of(store.unlock, made.folder, RecoveryCode(made.code[:-1])) == "vault.recovery_code_mistyped"
    assert code_of(store.unlock, made.folder, FromKeyring()) == "vault.keyring_off"


def test_each_missing_or_damaged_file_has_its_own_state_and_fault(tmp_path):
    """Missing header, damaged header, missing database and nothing at all are four different things."""
    made = make(tmp_path)
    folder, first = made.folder, made.folder.header.read_bytes()
    secret = Passphrase(PASSPHRASE)

    for path in (folder.header, folder.header_copy):
        path.write_bytes(first[:100])
    assert (folder.state(), code_of(store.unlock, folder, secret)) == ("damaged_header", "vault.header_damaged")

    folder.header.unlink()
    folder.header_copy.unlink()
    assert (folder.state(), code_of(store.unlock, folder, secret)) == ("no_header", "vault.header_missing")

    folder.header.write_bytes(first)
    folder.database.unlink()
    assert (folder.state(), code_of(store.unlock, folder, secret)) == ("no_database", "vault.no_database")
    assert code_of(store.Database.open, folder, made.key) == "vault.no_database"
    assert not folder.database.exists()

    folder.header.unlink()
    assert (folder.state(), code_of(store.unlock, folder, secret)) == ("absent", "vault.absent")


@pytest.mark.parametrize("removed", [(), ("header", "header_copy"), ("database",), ("header",)])
def test_set_up_never_touches_a_folder_that_holds_a_store_or_its_remains(tmp_path, removed):
    """Creating again is refused in every state but absent, and leaves every byte as it was."""
    made = make(tmp_path)
    for name in removed:
        getattr(made.folder, name).unlink()
    before = {path.name: path.read_bytes() for path in made.folder.data_dir.iterdir() if "lock" not in path.name}
    assert code_of(store.create, made.folder, "another passphrase", stretch=QUICK) == "vault.exists"
    assert before == {path.name: path.read_bytes() for path in made.folder.data_dir.iterdir() if "lock" not in path.name}


def test_the_header_copy_opens_the_store_and_the_damaged_one_is_healed(tmp_path):
    """One accident is survived, and after the next unlock both copies are sound again."""
    made = make(tmp_path)
    sound = made.folder.header.read_bytes()
    made.folder.header.write_bytes(b"")
    assert store.unlock(made.folder, Passphrase(PASSPHRASE)).raw == made.key.raw
    assert made.folder.header.read_bytes() == made.folder.header_copy.read_bytes() == sound


def test_a_header_that_cannot_be_healed_does_not_keep_the_person_out(tmp_path, monkeypatch):
    """On a full or read-only disk a sound copy still opens the store."""
    made = make(tmp_path)
    made.folder.header.unlink()
    monkeypatch.setattr(store, "heal", lambda *_: (_ for _ in ()).throw(Permanent("vault.read_only", file="vault.json")))
    assert store.unlock(made.folder, Passphrase(PASSPHRASE)).raw == made.key.raw


def test_a_changed_passphrase_replaces_the_old_one_and_keeps_key_and_rows(tmp_path):
    """The data key stays; the old passphrase is refused, the recovery code still opens."""
    made = make(tmp_path)
    with opened(made) as db:
        put(db, "row")
        store.change_passphrase(made.folder, made.key, "quite another phrase", stretch=QUICK)
    assert store.unlock(made.folder, Passphrase("quite another phrase")).raw == made.key.raw
    assert store.unlock(made.folder, RecoveryCode(made.code)).raw == made.key.raw
    assert code_of(store.unlock, made.folder, Passphrase(PASSPHRASE)) == "vault.wrong_passphrase"
    with opened(made) as db:
        assert names(db) == ["row"]


def test_a_new_recovery_code_replaces_the_old_one(tmp_path):
    """The sheet printed before opens nothing any more."""
    made = make(tmp_path)
    fresh = store.new_recovery_code(made.folder, made.key)
    assert store.unlock(made.folder, RecoveryCode(fresh)).raw == made.key.raw
    assert code_of(store.unlock, made.folder, RecoveryCode(made.code)) == "vault.wrong_recovery_code"


def test_a_key_of_another_store_is_never_sealed_into_this_one(tmp_path):
    """Otherwise the next passphrase change would lock the person out for good."""
    made, other = make(tmp_path), make(tmp_path / "other")
    assert code_of(store.change_passphrase, made.folder, other.key, "quite another phrase") == "vault.other_store"
    assert code_of(store.new_recovery_code, made.folder, DataKey.fresh()) == "vault.other_store"
    assert store.unlock(made.folder, Passphrase(PASSPHRASE)).raw == made.key.raw


def test_weak_passphrases_and_a_store_without_holder_are_refused(tmp_path):
    """Nothing is written for a passphrase that fails the check, nor without any holder."""
    folder = StoreFolder(tmp_path / "data")
    assert code_of(store.create, folder, "short") == "vault.passphrase_short"
    assert code_of(store.create, folder, None) == "vault.no_holder"
    assert not folder.data_dir.exists()
    made = make(tmp_path)
    assert code_of(store.change_passphrase, made.folder, made.key, "aaaaaaaaaaaa") == "vault.passphrase_weak"


def test_a_store_held_by_the_keyring_alone_has_the_printed_code_as_second_holder(tmp_path):
    """The keyring opens it; when the keyring lost everything, the code does; a passphrase can be set afterwards."""
    ring = Ring()
    made = make(tmp_path, None, keyring=True, holder_of=ring)
    assert store.keyring_offered(made.folder)
    assert not store.passphrase_set(made.folder)
    assert store.unlock(made.folder, FromKeyring(), holder_of=ring).raw == made.key.raw
    assert code_of(store.unlock, made.folder, Passphrase(PASSPHRASE)) == "vault.no_passphrase"
    assert code_of(store.keyring_disable, made.folder, made.key, holder_of=ring) == "vault.no_passphrase"
    ring.kept.clear()
    assert code_of(store.unlock, made.folder, FromKeyring(), holder_of=ring) == "vault.keyring_empty"
    key = store.unlock(made.folder, RecoveryCode(made.code))
    store.change_passphrase(made.folder, key, PASSPHRASE, stretch=QUICK)
    assert store.passphrase_set(made.folder)
    assert store.unlock(made.folder, Passphrase(PASSPHRASE)).raw == made.key.raw


def test_the_keyring_can_be_switched_on_and_off(tmp_path):
    """Switched on it opens the store, switched off its entry is gone and opens nothing."""
    ring, made = Ring(), make(tmp_path)
    store.keyring_enable(made.folder, made.key, holder_of=ring)
    kept = dict(ring.kept)
    assert store.unlock(made.folder, FromKeyring(), holder_of=ring).raw == made.key.raw
    store.keyring_disable(made.folder, made.key, holder_of=ring)
    assert ring.kept == {}
    assert not store.keyring_offered(made.folder)
    ring.kept.update(kept)
    assert code_of(store.unlock, made.folder, FromKeyring(), holder_of=ring) == "vault.keyring_off"


def test_a_keyring_that_holds_something_else_is_named(tmp_path):
    """A secret of the right shape that does not fit is told apart from an empty keyring."""
    ring, made = Ring(), make(tmp_path)
    store.keyring_enable(made.folder, made.key, holder_of=ring)
    ring.kept = {name: bytes(32) for name in ring.kept}
    assert code_of(store.unlock, made.folder, FromKeyring(), holder_of=ring) == "vault.keyring_wrong"


def test_a_failing_keyring_at_set_up_makes_no_store(tmp_path):
    """The fault is told and the folder can be set up another way."""

    class Broken:
        def put(self):
            raise Permanent("vault.keyring_locked")

    folder = StoreFolder(tmp_path / "data")
    assert code_of(store.create, folder, None, keyring=True, holder_of=lambda _: Broken()) == "vault.keyring_locked"
    assert folder.state() == "absent"
    assert make(tmp_path).folder.state() == "present"


def test_whether_the_keyring_is_offered_is_answered_in_every_state(tmp_path):
    """No store, and a damaged header, simply offer nothing."""
    assert not store.keyring_offered(StoreFolder(tmp_path / "none"))
    made = make(tmp_path)
    made.folder.header.write_bytes(b"{")
    made.folder.header_copy.write_bytes(b"{")
    assert not store.keyring_offered(made.folder)


def test_guessing_slows_down_after_five_wrong_passphrases_and_the_owner_gets_in(tmp_path, monkeypatch):
    """The sixth try waits half a second, later ones at most two, and the right passphrase ends the slowness."""
    slept: list[float] = []
    monkeypatch.setattr(store, "_GUESSES", Guesses(sleep=slept.append))
    made = make(tmp_path)
    for _ in range(9):
        assert code_of(store.unlock, made.folder, Passphrase("a wrong passphrase")) == "vault.wrong_passphrase"
    assert slept == [0.5, 1.0, 2.0, 2.0]
    assert store.unlock(made.folder, Passphrase(PASSPHRASE)).raw == made.key.raw
    slept.clear()
    store.unlock(made.folder, Passphrase(PASSPHRASE))
    assert slept == []


def test_a_thousand_wrong_passphrases_open_nothing(tmp_path, monkeypatch):
    """None of many near misses is taken for the right one."""
    monkeypatch.setattr(store, "_GUESSES", Guesses(sleep=lambda _: None))
    made = make(tmp_path)
    near = {PASSPHRASE + " ", PASSPHRASE[:-1], PASSPHRASE.upper(), "", "\x00" + PASSPHRASE, PASSPHRASE + "\x00"}
    for wrong in [*near, *(f"{PASSPHRASE}{number}" for number in range(994))]:
        assert code_of(store.unlock, made.folder, Passphrase(wrong)) == "vault.wrong_passphrase"


def test_the_header_shows_neither_key_nor_secret(tmp_path):
    """What opens the store alone is in no file, and no repr prints it."""
    import base64

    made = make(tmp_path)
    raw = bytes(made.key.raw)
    with opened(made) as db:
        put(db, "x")
        everything = b"".join(path.read_bytes() for path in made.folder.data_dir.iterdir())
    for secret in (raw, raw.hex().encode(), base64.b64encode(raw), PASSPHRASE.encode(), made.code.encode(), made.code.replace("-", "").encode()):
        assert secret not in everything
    assert raw.hex() not in repr(made.key)
    assert PASSPHRASE not in repr(Passphrase(PASSPHRASE))
