"""The person's settings. Only values that differ from a default are stored."""

from __future__ import annotations

import msgspec

from hybriddesk.records.errors import Refused
from hybriddesk.records.settings import BY_NAME, SETTINGS, Setting, Value, checked
from hybriddesk.vault.audit import Audit
from hybriddesk.vault.database import Database
from hybriddesk.vault.source import Source, as_json

_AUDITED = ("security", "privacy")


def settings_rows(source: Source) -> dict[str, Value]:
    """Every setting's value by name. A stored row this version does not know is left alone and not returned."""
    stored: dict[str, str] = dict(source.query("SELECT name, value_json FROM settings"))
    return {setting.name: _value(setting, stored.get(setting.name)) for setting in SETTINGS}


def _value(setting: Setting, stored: str | None) -> Value:
    if stored is None:
        return setting.default
    try:
        return checked(setting.name, msgspec.json.decode(stored))
    except Refused:
        # written by another version with other limits: the desk must open all the same
        return setting.default


class Settings:
    """Validated by ``records.settings``; a change to security or privacy is audited by name, never by value."""

    def __init__(self, db: Database) -> None:
        self.db = db
        self._audit = Audit(db)

    def all(self) -> dict[str, Value]:
        return settings_rows(self.db)

    def get(self, name: str) -> Value:
        """Raises ``Refused('settings.unknown')``."""
        if name not in BY_NAME:
            raise Refused("settings.unknown", name=name)
        rows = self.db.query("SELECT value_json FROM settings WHERE name = ?", (name,))
        return _value(BY_NAME[name], rows[0][0] if rows else None)

    def set(self, name: str, value: object) -> None:
        """Raises ``Refused('settings.unknown'|'settings.invalid')``."""
        value = checked(name, value)
        if value == self.get(name):
            return
        with self.db.write("settings", "audit", ids=[name]) as connection:
            connection.execute(
                "INSERT INTO settings VALUES(?, ?, ?) ON CONFLICT(name) DO UPDATE SET"
                " value_json = excluded.value_json, changed_ms = excluded.changed_ms",
                (name, as_json(value), self.db.clock()),
            )
            if BY_NAME[name].group in _AUDITED:
                self._audit.add("settings.change", name)
