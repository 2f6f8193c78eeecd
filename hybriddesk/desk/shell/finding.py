"""What the palette offers: commands, and the person's own texts."""

from __future__ import annotations

from functools import partial

from hybriddesk.desk.commands.palette import Entry, command_entries
from hybriddesk.desk.commands.registry import Registry
from hybriddesk.desk.shell.shell import Shell
from hybriddesk.desk.shell.window_commands import place_title
from hybriddesk.desk.words import ago

HITS = 12
ICONS = {"review": "inbox", "turn": "message-square", "item": "mail"}


def window_entries(registry: Registry) -> tuple[Entry, ...]:
    """Every command as a line of the palette."""
    return command_entries(registry, place_title)


def found_entries(shell: Shell, text: str) -> tuple[Entry, ...]:
    """Texts of the store in which the words stand; a fraction of a millisecond, newest first."""
    from hybriddesk.vault.search import Hit, find  # noqa: PLC0415  loaded with the store

    def entry(hit: Hit) -> Entry:
        snippet = " ".join(hit.snippet.replace("\x02", "").replace("\x03", "").split())
        place = "review" if hit.kind == "review" else "conversations"
        open_hit = partial(shell.go_to, place, **({"review": hit.id} if place == "review" else {"conversation": hit.conversation}))
        return Entry(snippet, f"{place_title(place)}, {ago(hit.at_ms)}", ICONS[hit.kind], open_hit)

    return tuple(entry(hit) for hit in find(shell.reader, text, HITS) if hit.kind != "item")
