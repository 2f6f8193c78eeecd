"""Every key of the Review place. Bare letters act on the list alone; the editor has none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hybriddesk.desk.commands.registry import Command

if TYPE_CHECKING:
    from hybriddesk.desk.review.place import ReviewPlace


def review_commands(place: ReviewPlace) -> tuple[Command, ...]:
    """In the order in which menus and the key sheet show them."""
    return (
        Command("review.approve", "Approve with edits", place.deciding.approve, "review", ("Ctrl+Return",), icon="check-check"),
        _key("review.approve_as_is", "Approve as is", place.deciding.approve_as_is, "A"),
        _key("review.send_back", "Send back with a reason", place.deciding.send_back, "R"),
        _key("review.escalate", "Escalate with a reason", place.deciding.escalate, "E"),
        _key("review.skip", "Skip", place.skip, "S"),
        _key("review.undo", "Take the last decision back", place.deciding.undo, "U"),
        _key("review.next", "Next draft", lambda: place.queue.step(1), "J"),
        _key("review.previous", "Previous draft", lambda: place.queue.step(-1), "K"),
        _key("review.edit", "Edit", place.edit, "Return", "Enter"),
        _key("review.diff", "Next view of the changes", place.next_mode, "D"),
        _key("review.inspector", "Show or hide the inspector", place.toggle_inspector, "I"),
        _key("review.sent", "What was sent", place.show_sent, "O"),
        Command("review.next_change", "Next change", lambda: place.change(1), "review", ("Alt+Down",)),
        Command("review.previous_change", "Previous change", lambda: place.change(-1), "review", ("Alt+Up",)),
        Command("review.take_back", "Take this change back", place.take_back, "review", ("Alt+Backspace",)),
        Command("review.values", "Show or hide real values", place.toggle_values, "review", ("Ctrl+Shift+V",), icon="eye"),
        Command("review.redraft", "Ask for another draft", place.deciding.redraft, "review", (), icon="sparkles"),
        Command("review.filter", "Filter the queue", place.queue.filter.setFocus, "review", ("/",), list_only=True),
    )


def _key(command_id: str, title: str, run: object, *keys: str) -> Command:
    assert callable(run)
    return Command(command_id, title, run, "review", keys, list_only=True)
