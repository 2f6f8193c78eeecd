"""Stores of every earlier schema, kept under tests/stores, open in this version with all that was in them."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from hybriddesk.building import build
from hybriddesk.records.store import Passphrase
from hybriddesk.vault.database import Database
from hybriddesk.vault.folder import StoreFolder
from hybriddesk.vault.migrations import STEPS
from hybriddesk.vault.store import unlock

KEPT = Path(__file__).resolve().parents[1] / "stores"
PASSPHRASE = "an old store opens anywhere"


@pytest.mark.parametrize("kept", sorted(path.name for path in KEPT.iterdir()))
def test_a_store_of_an_earlier_schema_opens_with_everything_in_it(kept, tmp_path):
    """Its passphrase opens it, it is brought to today's schema with a copy made first, and no draft, decision, key or setting is lost."""
    home = tmp_path / "store"
    shutil.copytree(KEPT / kept, home)
    home.chmod(0o700)
    for path in home.iterdir():
        path.chmod(0o600)
    expected = json.loads((home / "expected.json").read_text())
    db = Database.open(StoreFolder(home), unlock(StoreFolder(home), Passphrase(PASSPHRASE)))
    try:
        workspace = build(db)
        counts = workspace.reviews.counts()
        assert {name: counts[name] for name in ("approved", "edited", "all", "done")} == {
            name: expected["counts"][name] for name in ("approved", "edited", "all", "done")
        }
        assert workspace.items.counts() == expected["items"]
        assert workspace.reviews.get(expected["second"]).final == expected["final"]
        assert workspace.reviews.get(expected["third"]).working == expected["working"]
        assert workspace.settings.get("general.signature") == expected["signature"]
        assert workspace.providing.book.key("cloud") == expected["key"]
        assert workspace.audit.verify().ok
        assert workspace.audit.verify().entries >= expected["audit"]
        assert not db.integrity()
        if kept != f"schema-{len(STEPS)}":
            assert list((home / "backups").glob("*.db"))
    finally:
        db.close()
