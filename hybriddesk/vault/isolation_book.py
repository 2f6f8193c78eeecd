"""Padding, proxy and further keys of each provider. Keys stand nowhere but in the vault and leave only through ``key``."""

from __future__ import annotations

import secrets

from hybriddesk.records.isolation import Isolation
from hybriddesk.vault.audit import Audit
from hybriddesk.vault.database import Database
from hybriddesk.vault.provider_book import ProviderBook
from hybriddesk.vault.source import Source


def isolation_of(source: Source, provider: str) -> Isolation:
    """What was chosen for a provider; the built-in defaults where nothing was."""
    rows = source.query("SELECT padding, proxy FROM isolation WHERE provider = ?", (provider,))
    (keys,) = source.query("SELECT count(*) FROM provider_keys WHERE provider = ?", (provider,))[0]
    padding, proxy = rows[0] if rows else (0, "")
    return Isolation(bool(padding), proxy, keys)


class IsolationBook:
    """Each change is audited by what it is, never with a key."""

    def __init__(self, db: Database, book: ProviderBook) -> None:
        self.db = db
        self._book = book
        self._audit = Audit(db)

    def of(self, provider: str) -> Isolation:
        return isolation_of(self.db, provider)

    def set(self, provider: str, *, padding: bool, proxy: str) -> None:
        """Raises ``Refused('provider.unknown')``."""
        self._book.get(provider)
        with self.db.write("isolation", "audit", ids=[provider]) as connection:
            connection.execute("INSERT OR REPLACE INTO isolation VALUES(?, ?, ?)", (provider, int(padding), proxy))
            self._audit.add("provider.isolation", provider, padding=int(padding), proxy=int(bool(proxy)))

    def add_key(self, provider: str, key: str) -> None:
        """One more key of the same provider; one that is there already is not doubled. Raises ``Refused('provider.unknown')``."""
        self._book.get(provider)
        with self.db.write("isolation", "audit", ids=[provider]) as connection:
            connection.execute("INSERT OR IGNORE INTO provider_keys(provider, key) VALUES(?, ?)", (provider, key))
            self._audit.add("provider.key_added", provider)

    def forget_keys(self, provider: str) -> None:
        """All further keys; conversations go on with the provider's own. Raises ``Refused('provider.unknown')``."""
        self._book.get(provider)
        with self.db.write("isolation", "audit", ids=[provider]) as connection:
            connection.execute("DELETE FROM provider_keys WHERE provider = ?", (provider,))
            connection.execute("DELETE FROM key_of WHERE provider = ?", (provider,))
            self._audit.add("provider.keys_forgotten", provider)

    def key(self, provider: str, conversation: str) -> str | None:
        """The key this conversation keeps, drawn from the pool and the provider's own at its first request.

        Raises ``Refused('provider.unknown')``.
        """
        own = self._book.key(provider)
        pool: dict[int, str] = dict(self.db.query("SELECT n, key FROM provider_keys WHERE provider = ?", (provider,)))
        if not pool or not self.db.query("SELECT 1 FROM conversations WHERE id = ?", (conversation,)):
            return own
        if own:
            pool[0] = own
        kept = self.db.query("SELECT n FROM key_of WHERE conversation = ? AND provider = ?", (conversation, provider))
        if kept and kept[0][0] in pool:
            return pool[kept[0][0]]
        drawn = secrets.choice(tuple(pool))
        with self.db.write("isolation", ids=[provider]) as connection:
            connection.execute("INSERT OR REPLACE INTO key_of VALUES(?, ?, ?)", (conversation, provider, drawn))
        return pool[drawn]
