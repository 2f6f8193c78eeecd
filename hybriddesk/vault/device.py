"""The name of this device in bundles: random, made at the first export, tied to nothing."""

from __future__ import annotations

from hybriddesk.records.ids import new_id
from hybriddesk.vault.database import Database


def device_id(db: Database) -> str:
    """This store's device id; the same at every call."""
    with db.write("meta") as connection:
        connection.execute("INSERT INTO meta(name, value) VALUES('device', ?) ON CONFLICT(name) DO NOTHING", (new_id(),))
        return str(connection.execute("SELECT value FROM meta WHERE name = 'device'").fetchone()[0])
