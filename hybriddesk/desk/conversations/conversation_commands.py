"""Every key of this place. Bare letters act on the messages alone; the composer has none."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from hybriddesk.desk.commands.declared import Declared, bound
from hybriddesk.desk.words import noop

if TYPE_CHECKING:
    from hybriddesk.desk.commands.registry import Command
    from hybriddesk.desk.conversations.place import ConversationsPlace


def _command(name: str, title: str, *keys: str, icon: str = "", opening: bool = False) -> Declared:
    return Declared(f"conversations.{name}", title, "conversations", keys, icon, opening=opening)


def _key(name: str, title: str, *keys: str) -> Declared:
    return Declared(f"conversations.{name}", title, "conversations", keys, list_only=True)


COMMANDS = (
    Declared("conversations.new", noop("Commands", "New conversation"), keys=("Ctrl+N",), icon="plus", opening=True),
    _command("search", noop("Commands", "Search conversations"), "Ctrl+Shift+F", icon="search", opening=True),
    _command("next", noop("Commands", "Next conversation"), "Ctrl+PgDown"),
    _command("previous", noop("Commands", "Previous conversation"), "Ctrl+PgUp"),
    _command("rename", noop("Commands", "Rename the conversation"), "F2", icon="pencil"),
    _command("lists", noop("Commands", "Words to hide here"), icon="shield-check"),
    _command("sources", noop("Commands", "Use my sources in this conversation, or not"), icon="library"),
    _command("delete", noop("Commands", "Delete the conversation"), "Ctrl+Shift+Backspace", icon="trash-2"),
    _command("hand_over", noop("Commands", "Hand the conversation over to another computer"), icon="log-out"),
    _command("summarised", noop("Commands", "Show or hide the summarised messages")),
    _command("write", noop("Commands", "Write a message"), "Ctrl+Shift+M", icon="pencil", opening=True),
    _command("messages", noop("Commands", "To the messages"), "Ctrl+Shift+Up"),
    _command("stop", noop("Commands", "Stop the answer"), "Ctrl+.", icon="square"),
    _command("values", noop("Commands", "Show real values or tokens"), "Ctrl+Shift+V", icon="eye"),
    _key("next_message", noop("Commands", "Next message"), "J"),
    _key("previous_message", noop("Commands", "Previous message"), "K"),
    _key("copy", noop("Commands", "Copy the message"), "C"),
    _key("again", noop("Commands", "Ask for another answer"), "A"),
    _key("edit", noop("Commands", "Edit the message and ask again"), "E"),
    _key("up", noop("Commands", "Good answer"), "G"),
    _key("down", noop("Commands", "Poor answer"), "P"),
    _key("review", noop("Commands", "Send the answer to review"), "R"),
    _key("sent", noop("Commands", "What was sent for this answer"), "O"),
    _key("passages", noop("Commands", "What the answer rests on"), "S"),
    _key("older", noop("Commands", "Answer before this one"), "["),
    _key("newer", noop("Commands", "Answer after this one"), "]"),
)
"""In the order in which menus and the key sheet show them."""

ON_A_MESSAGE = ("copy", "again", "edit", "up", "down", "review", "sent", "passages", "older", "newer")


def conversation_commands(place: ConversationsPlace) -> tuple[Command, ...]:
    """Each with what it does in this place."""
    acts = {f"conversations.{name}": partial(place.acts.run, name) for name in ON_A_MESSAGE}
    return bound(COMMANDS, {
        **acts,
        "conversations.new": place.to_new,
        "conversations.search": place.threads.search.setFocus,
        "conversations.next": lambda: place.threads.step(1),
        "conversations.previous": lambda: place.threads.step(-1),
        "conversations.rename": place.header.edit_title,
        "conversations.delete": place.delete,
        "conversations.lists": partial(_choose_lists, place),
        "conversations.sources": place.sources.toggle,
        "conversations.hand_over": place.moving.hand_over,
        "conversations.summarised": place.context_bar.show_button.click,
        "conversations.write": place.composer.paper.setFocus,
        "conversations.messages": place.transcript.setFocus,
        "conversations.stop": place.talk.stop,
        "conversations.values": place.toggle_values,
        "conversations.next_message": lambda: place.transcript.step(1),
        "conversations.previous_message": lambda: place.transcript.step(-1),
    }, {"conversations.stop": place.is_answering, "conversations.lists": lambda: place.talk.current is not None, "conversations.sources": lambda: place.sources.there})


def _choose_lists(place: ConversationsPlace) -> None:
    """Which lists of clients and matters are used for the conversation in sight."""
    from hybriddesk.desk.privacy.list_uses_sheet import ListUsesSheet  # noqa: PLC0415  -- seldom wanted, and no part of the start

    if place.talk.current is not None:
        ListUsesSheet(place.context, place.talk.current.id, place.window()).open()
