"""Words of the Sync place: what is in a bundle, what an import would do."""

from __future__ import annotations

from collections.abc import Mapping

from hybriddesk.desk.words import moment, number, size, translated
from hybriddesk.sync.manifest import BundleSummary, ImportSummary

TABLES: dict[str, tuple[str, str]] = {
    "conversations": ("1 conversation", "{n} conversations"),
    "turns": ("1 message", "{n} messages"),
    "items": ("1 imported message", "{n} imported messages"),
    "reviews": ("1 draft", "{n} drafts"),
    "decisions": ("1 decision", "{n} decisions"),
    "finals": ("1 approved reply to learn from", "{n} approved replies to learn from"),
    "ledger": ("1 request that left", "{n} requests that left"),
    "runs": ("1 run", "{n} runs"),
    "providers": ("1 provider", "{n} providers"),
    "feedback": ("1 piece of feedback", "{n} pieces of feedback"),
    "settings": ("1 changed setting", "{n} changed settings"),
}
"""The tables a person has a word for; the rest are counted together."""


def tr(text: str) -> str:
    """The text in the person's language."""
    return translated(text, "Sync")


def counts(rows: Mapping[str, int]) -> str:
    """``12 conversations, 40 messages and 118 other entries``; empty tables are left out."""
    said = [amount(rows[name], *words) for name, words in TABLES.items() if rows.get(name)]
    other = sum(count for name, count in rows.items() if name not in TABLES)
    if other:
        said.append(amount(other, "1 other entry", "{n} other entries"))
    return ", ".join(said) or tr("nothing yet")


def amount(count: int, one: str, many: str) -> str:
    """A count with its noun."""
    return tr(one) if count == 1 else tr(many).format(n=number(count))


def bundle_facts(told: BundleSummary) -> tuple[tuple[str, str], ...]:
    """What a bundle is, as name and value."""
    chain = tr("whole, {n} lines").format(n=number(told.audit.entries)) if told.audit.ok else tr("did not check out when it was exported")
    return (
        (tr("Written"), moment(told.created_ms)),
        (tr("Holds"), counts(told.rows)),
        (tr("Provider keys"), tr("inside") if told.keys else tr("not inside")),
        (tr("Audit chain"), chain),
        (tr("Size"), size(told.bytes)),
        ("SHA-256", told.sha256),
    )


def preview_sentence(found: ImportSummary) -> str:
    """What an import would do."""
    if not found.new and not found.newer and not found.conflicts:
        return tr("Everything in this bundle is here already. Importing it would change nothing.")
    return tr("Importing adds what is new and takes what is newer. Nothing of yours is deleted.")


def import_facts(found: ImportSummary) -> tuple[tuple[str, str], ...]:
    """The four counts in words."""
    new = {name: count.new for name, count in found.by_table.items()}
    return (
        (tr("New"), counts(new) if found.new else tr("nothing")),
        (tr("Newer than yours"), amount(found.newer, "1 entry", "{n} entries")),
        (tr("The same"), amount(found.same, "1 entry", "{n} entries")),
        (tr("Older than yours"), amount(found.older, "1 entry, left as it is here", "{n} entries, left as they are here")),
        (tr("Changed on both sides"), amount(found.conflicts, "1 text, both versions are kept", "{n} texts, both versions are kept")),
    )
