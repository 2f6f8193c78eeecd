"""Lists of what is always hidden: kept here, used wherever a conversation's map is read. Audited by number, never by a term or a name."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from hybriddesk.records.errors import Refused
from hybriddesk.records.hide_lists import HideList, Scope
from hybriddesk.records.ids import new_id
from hybriddesk.vault.audit import Audit
from hybriddesk.vault.database import Database
from hybriddesk.vault.source import Source

MOST, LONGEST = 5_000, 200
"""Terms of a list, and characters of a term."""
_TERMS = msgspec.json.Decoder(list[str])


_HERE = (
    "(everywhere = 1 OR id IN (SELECT list FROM hide_list_uses WHERE scope = 'conversation' AND target = ?1)"
    " OR id IN (SELECT u.list FROM items i JOIN imports m ON m.id = i.import_id JOIN hide_list_uses u ON u.scope = 'import' AND u.target = m.source"
    " WHERE i.id = ?1))"
)
"""Used everywhere, for this conversation, or for the import it came with."""


def terms_for(source: Source, conversation: str) -> tuple[str, ...]:
    """The terms of every list that is used everywhere, for this conversation, or for the import it came with; each once."""
    rows = source.query(f"SELECT terms_json FROM hide_lists WHERE {_HERE} ORDER BY id", (conversation,))
    return tuple(dict.fromkeys(term for (terms,) in rows for term in _TERMS.decode(terms)))


def lists_here(source: Source, conversation: str) -> tuple[tuple[str, bool], ...]:
    """The name of every list, and whether it is used for this conversation; no word of any is read."""
    rows = source.query(f"SELECT name, {_HERE} FROM hide_lists ORDER BY lower(name), id", (conversation,))
    return tuple((name, bool(here)) for name, here in rows)


def all_lists(source: Source) -> tuple[HideList, ...]:
    """Every list with its uses, by name."""
    uses: dict[tuple[str, str], list[str]] = {}
    for of, scope, target in source.query("SELECT list, scope, target FROM hide_list_uses ORDER BY target"):
        uses.setdefault((of, scope), []).append(target)
    rows = source.query("SELECT id, name, everywhere, terms_json FROM hide_lists ORDER BY lower(name), id")
    return tuple(
        HideList(made, name, tuple(_TERMS.decode(terms)), bool(everywhere), tuple(uses.get((made, "conversation"), ())), tuple(uses.get((made, "import"), ())))
        for made, name, everywhere, terms in rows
    )


def import_names(source: Source) -> tuple[str, ...]:
    """What the imports of this store are called, the latest first, each once."""
    return tuple(name for (name,) in source.query("SELECT source FROM imports GROUP BY source ORDER BY max(created_ms) DESC, source"))


class HideLists:
    """Changes belong to the engine thread."""

    def __init__(self, db: Database) -> None:
        self.db = db
        self._audit = Audit(db)

    def all(self) -> tuple[HideList, ...]:
        return all_lists(self.db)

    def get(self, made: str) -> HideList:
        """Raises ``Refused('privacy.list_unknown')``."""
        found = next((one for one in self.all() if one.id == made), None)
        if found is None:
            raise Refused("privacy.list_unknown")
        return found

    def named(self, words: str) -> HideList:
        """A list by its id or by its name, in whatever case. Raises ``Refused('privacy.list_unknown'|'privacy.list_ambiguous')``: lists that
        came from another computer may share a name."""
        lists, wanted = self.all(), words.strip()
        found = [one for one in lists if one.id == wanted] or [one for one in lists if one.name.casefold() == wanted.casefold()]
        if not found:
            raise Refused("privacy.list_unknown")
        if len(found) > 1:
            raise Refused("privacy.list_ambiguous", ids=", ".join(one.id for one in found))
        return found[0]

    def add(self, name: str, terms: Sequence[str], *, everywhere: bool = False) -> HideList:
        """A new list. Raises ``Refused('privacy.list_unnamed'|'privacy.list_taken'|'privacy.list_too_long')``."""
        return self._write(new_id(), name, terms, everywhere=everywhere, act="privacy.list_added")

    def change(self, made: str, name: str, terms: Sequence[str], *, everywhere: bool) -> HideList:
        """Raises what ``add`` does, and ``Refused('privacy.list_unknown')``."""
        self.get(made)
        return self._write(made, name, terms, everywhere=everywhere, act="privacy.list_changed")

    def remove(self, made: str) -> None:
        """The list and its uses; what was hidden in a conversation stays known there. Raises ``Refused('privacy.list_unknown')``."""
        self.get(made)
        with self.db.write("hide_lists", "audit", ids=[made]) as connection:
            connection.execute("DELETE FROM hide_lists WHERE id = ?", (made,))
            self._audit.add("privacy.list_removed", made)

    def put_back(self, gone: HideList) -> HideList:
        """A list that was removed, with its uses. Raises what ``add`` does."""
        with self.db.write("hide_lists", "audit", ids=[gone.id]) as connection:
            self._write(gone.id, gone.name, gone.terms, everywhere=gone.everywhere, act="privacy.list_added")
            uses = [*(("conversation", target) for target in gone.conversations), *(("import", target) for target in gone.imports)]
            connection.executemany("INSERT OR IGNORE INTO hide_list_uses VALUES(?, ?, ?, ?)", ((gone.id, *use, self.db.clock()) for use in uses))
        return self.get(gone.id)

    def use(self, made: str, scope: Scope, target: str, *, on: bool = True) -> HideList:
        """Uses a list for a conversation or an import from now on, or no more. Raises ``Refused('privacy.list_unknown')``, and
        ``Refused('privacy.list_no_conversation')`` for a conversation that is not in the store."""
        self.get(made)
        if scope == "conversation" and not self.db.query("SELECT 1 FROM conversations WHERE id = ?", (target,)):
            raise Refused("privacy.list_no_conversation")
        with self.db.write("hide_lists", "audit", ids=[made]) as connection:
            if on:
                connection.execute("INSERT OR IGNORE INTO hide_list_uses VALUES(?, ?, ?, ?)", (made, scope, target, self.db.clock()))
            else:
                connection.execute("DELETE FROM hide_list_uses WHERE list = ? AND scope = ? AND target = ?", (made, scope, target))
            self._audit.add("privacy.list_used" if on else "privacy.list_unused", made, scope=scope)
        return self.get(made)

    def _write(self, made: str, name: str, terms: Sequence[str], *, everywhere: bool, act: str) -> HideList:
        name, kept = _sound(name), tuple(dict.fromkeys(sound for term in terms if (sound := _sound(term))))
        if not name:
            raise Refused("privacy.list_unnamed")
        if any(one.name.casefold() == name.casefold() and one.id != made for one in self.all()):
            raise Refused("privacy.list_taken", name=name)
        if len(kept) > MOST or any(len(term) > LONGEST for term in kept):
            raise Refused("privacy.list_too_long", count=len(kept), most=MOST, longest=LONGEST)
        with self.db.write("hide_lists", "audit", ids=[made]) as connection:
            connection.execute(
                "INSERT INTO hide_lists VALUES(?, ?, ?, ?, ?) ON CONFLICT(id) DO UPDATE SET name = excluded.name, everywhere = excluded.everywhere,"
                " terms_json = excluded.terms_json, changed_ms = excluded.changed_ms",
                (made, name, int(everywhere), msgspec.json.encode(kept).decode(), self.db.clock()),
            )
            self._audit.add(act, made, count=len(kept), everywhere=int(everywhere))
        return self.get(made)


def _sound(text: str) -> str:
    """The text as the store can hold it: trimmed, a lone surrogate as a question mark."""
    return text.strip().encode("utf-8", "replace").decode()
