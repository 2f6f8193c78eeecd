"""Keeps a small store of today's schema for later versions to open: ``python packaging/make_store.py`` writes tests/stores/schema-N.

Run it once before a release whose schema is new. Its texts are made up, its key is stretched as little as can be.
"""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path

import anyio

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from hybriddesk.building import add_samples, build  # noqa: E402  the checkout's own code
from hybriddesk.vault.database import Database  # noqa: E402
from hybriddesk.vault.folder import StoreFolder  # noqa: E402
from hybriddesk.vault.keys import Stretch  # noqa: E402
from hybriddesk.vault.migrations import STEPS  # noqa: E402
from hybriddesk.vault.store import create  # noqa: E402
from hybriddesk.workspace import Workspace  # noqa: E402

PASSPHRASE = "an old store opens anywhere"  # noqa: S105  of made-up texts


def main() -> int:
    """Writes the store and what a test expects to find in it."""
    target = ROOT / "tests" / "stores" / f"schema-{len(STEPS)}"
    if target.exists():
        print(f"{target.relative_to(ROOT)} is there; a kept store never changes")
        return 1
    key, _code = create(StoreFolder(target), PASSPHRASE, stretch=Stretch(passes=1, lanes=1, memory_kib=8))
    db = Database.open(StoreFolder(target), key)
    expected = anyio.run(fill, build(db))
    db.close()
    for leftover in (*target.glob("*.lock"), *target.glob("vault.db-*")):
        leftover.unlink()
    shutil.rmtree(target / "backups", ignore_errors=True)
    (target / "expected.json").write_text(json.dumps(expected, indent=1, sort_keys=True) + "\n")
    print(f"wrote {target.relative_to(ROOT)}")
    return 0


async def fill(workspace: Workspace) -> dict[str, object]:
    """Work of every kind a person leaves in a store, and the figures of it."""
    workspace.providing.add("cloud", "openai", "https://models.example.org/v1", "sk-made-up-key", default_model="small-1", ask="always")
    workspace.settings.set("general.signature", "With regards")
    await add_samples(workspace)
    first, second, third = list(workspace.reviews.ids("all", "oldest"))[:3]
    for review in (first, second, third):
        await workspace.reviewing.open(review)
    draft = workspace.reviews.get(first).draft
    await workspace.reviewing.approve(first, draft, 1.0)
    await workspace.reviewing.approve(second, f"{workspace.reviews.get(second).draft} Yours", 2.0)
    await workspace.reviewing.autosave(third, "half a sen")
    return {
        "counts": dict(workspace.reviews.counts()), "items": dict(workspace.items.counts()), "final": workspace.reviews.get(second).final,
        "working": workspace.reviews.get(third).working, "audit": workspace.audit.verify().entries,
        "signature": workspace.settings.get("general.signature"), "key": workspace.providing.book.key("cloud"), "first": first, "second": second, "third": third,
    }


if __name__ == "__main__":
    sys.exit(main())
