"""Every key of this place. Bare letters act on the messages alone; the composer has none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hybriddesk.desk.commands.registry import Command
from hybriddesk.desk.words import noop

if TYPE_CHECKING:
    from collections.abc import Callable

    from hybriddesk.desk.conversations.place import ConversationsPlace


def conversation_commands(place: ConversationsPlace) -> tuple[Command, ...]:
    """In the order in which menus and the key sheet show them."""
    return (
        Command("conversations.new", noop("Commands", "New conversation"), place.to_new, keys=("Ctrl+N",), icon="plus"),
        _command("search", noop("Commands", "Search conversations"), place.threads.search.setFocus, "Ctrl+Shift+F", icon="search"),
        _command("next", noop("Commands", "Next conversation"), lambda: place.threads.step(1), "Ctrl+PgDown"),
        _command("previous", noop("Commands", "Previous conversation"), lambda: place.threads.step(-1), "Ctrl+PgUp"),
        _command("rename", noop("Commands", "Rename the conversation"), place.header.edit_title, "F2", icon="pencil"),
        _command("delete", noop("Commands", "Delete the conversation"), place.delete, "Ctrl+Shift+Backspace", icon="trash-2"),
        _command("write", noop("Commands", "Write a message"), place.composer.paper.setFocus, "Ctrl+Shift+M", icon="pencil"),
        _command("messages", noop("Commands", "To the messages"), place.transcript.setFocus, "Ctrl+Shift+Up"),
        Command("conversations.stop", noop("Commands", "Stop the answer"), place.talk.stop, "conversations", ("Ctrl+.",), icon="square", enabled=place.is_answering),
        _command("values", noop("Commands", "Show real values or tokens"), place.toggle_values, "Ctrl+Shift+V", icon="eye"),
        _key("next_message", noop("Commands", "Next message"), lambda: place.transcript.step(1), "J"),
        _key("previous_message", noop("Commands", "Previous message"), lambda: place.transcript.step(-1), "K"),
        _key("copy", noop("Commands", "Copy the message"), lambda: place.acts.run("copy"), "C"),
        _key("again", noop("Commands", "Ask for another answer"), lambda: place.acts.run("again"), "A"),
        _key("up", noop("Commands", "Good answer"), lambda: place.acts.run("up"), "G"),
        _key("down", noop("Commands", "Poor answer"), lambda: place.acts.run("down"), "P"),
        _key("review", noop("Commands", "Send the answer to review"), lambda: place.acts.run("review"), "R"),
        _key("sent", noop("Commands", "What was sent for this answer"), lambda: place.acts.run("sent"), "O"),
        _key("older", noop("Commands", "Answer before this one"), lambda: place.acts.run("older"), "["),
        _key("newer", noop("Commands", "Answer after this one"), lambda: place.acts.run("newer"), "]"),
    )


def _command(name: str, title: str, run: Callable[[], object], *keys: str, icon: str = "") -> Command:
    return Command(f"conversations.{name}", title, run, "conversations", keys, icon=icon)


def _key(name: str, title: str, run: Callable[[], object], *keys: str) -> Command:
    return Command(f"conversations.{name}", title, run, "conversations", keys, list_only=True)
