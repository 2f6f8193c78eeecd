"""kill -9 at any moment: what was acknowledged is there, what was not is whole or absent."""

from __future__ import annotations

import os
import random
import signal

import pytest
from vault_stores import PASSPHRASE, QUICK, child, make, names, opened

from hybriddesk.records.errors import Refused
from hybriddesk.records.store import Passphrase
from hybriddesk.vault import store
from hybriddesk.vault.audit import Audit
from hybriddesk.vault.folder import StoreFolder

KILLS = int(os.environ.get("HYBRIDDESK_KILLS", "60"))


def killed_after(process, acknowledged: int, chance: random.Random) -> int:
    """Reads so many acknowledgements, lets the process run a little on, kills it; returns the last number it said."""
    last = 0
    for _ in range(acknowledged):
        last = int(process.stdout.readline())
    for _ in range(chance.randrange(60_000)):
        pass
    process.send_signal(signal.SIGKILL)
    rest = process.stdout.read()
    process.wait()
    process.stdin.close()
    process.stdout.close()
    whole = [line for line in rest.splitlines(keepends=True) if line.endswith("\n")]
    return int(whole[-1]) if whole else last


def test_every_acknowledged_row_survives_kills_at_random_moments(tmp_path):
    """After each kill the store opens, holds every acknowledged row, no half row and an unbroken audit chain."""
    made, chance, kept = make(tmp_path), random.Random(20), 0
    for _ in range(KILLS):
        said = killed_after(child("write", str(made.folder.data_dir), made.key.raw.hex(), str(kept + 1)), chance.randrange(1, 25), chance)
        with opened(made) as db:
            found = [int(name) for name in names(db)]
            assert found == list(range(1, len(found) + 1))
            assert said <= len(found) <= said + 1
            assert all(length == number % 3000 for number, length in db.query("SELECT CAST(name AS INTEGER), length(value) FROM meta"))
            assert Audit(db).verify().ok
            assert db.notice is None
            kept = len(found)
    with opened(made) as db:
        assert db.integrity() == ()


def test_a_killed_passphrase_change_leaves_the_old_or_the_new_one(tmp_path):
    """Exactly one of the last acknowledged and the next passphrase opens the store, never neither."""
    made, chance = make(tmp_path), random.Random(3)
    for _ in range(max(1, KILLS // 3)):
        said = killed_after(child("rekey", str(made.folder.data_dir), made.key.raw.hex()), chance.randrange(1, 12), chance)
        opening = []
        for number in (said, said + 1):
            try:
                opening.append(store.unlock(made.folder, Passphrase(f"passphrase number {number}")).raw)
            except Refused as fault:
                assert fault.code == "vault.wrong_passphrase"  # noqa: PT017  either outcome is right, each with its own check
        assert opening == [made.key.raw]


def test_set_up_killed_at_each_touch_of_a_file_can_be_done_again_or_opened(tmp_path):
    """A killed set-up leaves nothing in the way, or a store that the chosen passphrase opens; never a third thing."""
    for step in range(200):
        folder = StoreFolder(tmp_path / str(step) / "data")
        process = child("create", str(folder.data_dir), str(step))
        done = process.communicate()[0]
        if folder.state() == "absent":
            store.create(folder, PASSPHRASE, stretch=QUICK)
        key = store.unlock(folder, Passphrase(PASSPHRASE))
        with opened(store_of(folder, key)) as db:
            assert names(db) == []
        if done:
            break
    else:
        pytest.fail("set-up never finished")
    assert step > 10


def store_of(folder, key):
    from vault_stores import Made

    return Made(folder, key, "")
