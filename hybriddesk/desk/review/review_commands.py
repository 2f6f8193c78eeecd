"""Every key of the Review place. Bare letters act on the list alone; the editor has none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hybriddesk.desk.commands.declared import Declared, bound
from hybriddesk.desk.words import noop

if TYPE_CHECKING:
    from hybriddesk.desk.commands.registry import Command
    from hybriddesk.desk.review.place import ReviewPlace


def _key(name: str, title: str, *keys: str) -> Declared:
    return Declared(f"review.{name}", title, "review", keys, list_only=True)


COMMANDS = (
    Declared("review.approve", noop("Commands", "Approve with edits"), "review", ("Ctrl+Return",), "check-check"),
    _key("approve_as_is", noop("Commands", "Approve as is"), "A"),
    _key("send_back", noop("Commands", "Send back with a reason"), "R"),
    _key("escalate", noop("Commands", "Escalate with a reason"), "E"),
    _key("rubric", noop("Commands", "Answer the rubric"), "G"),
    _key("skip", noop("Commands", "Skip"), "S"),
    _key("undo", noop("Commands", "Take the last decision back"), "U"),
    _key("next", noop("Commands", "Next draft"), "J"),
    _key("previous", noop("Commands", "Previous draft"), "K"),
    _key("edit", noop("Commands", "Edit"), "Return", "Enter"),
    _key("diff", noop("Commands", "Next view of the changes"), "D"),
    _key("inspector", noop("Commands", "Show or hide the inspector"), "I"),
    _key("sent", noop("Commands", "What was sent"), "O"),
    Declared("review.next_change", noop("Commands", "Next change"), "review", ("Alt+Down",)),
    Declared("review.previous_change", noop("Commands", "Previous change"), "review", ("Alt+Up",)),
    Declared("review.take_back", noop("Commands", "Take this change back"), "review", ("Alt+Backspace",)),
    Declared("review.values", noop("Commands", "Show or hide real values"), "review", ("Ctrl+Shift+V",), "eye"),
    Declared("review.redraft", noop("Commands", "Ask for another draft"), "review", (), "sparkles"),
    Declared("review.decide_again", noop("Commands", "Decide again"), "review", ("Ctrl+Shift+D",), "rotate-ccw"),
    _key("pick", noop("Commands", "Pick or let go"), "X"),
    _key("pick_next", noop("Commands", "Pick this and the next"), "Shift+Down", "Shift+J"),
    _key("pick_previous", noop("Commands", "Pick this and the previous"), "Shift+Up", "Shift+K"),
    _key("pick_all", noop("Commands", "Pick all"), "Ctrl+A"),
    _key("pick_none", noop("Commands", "Pick none"), "Shift+X"),
    _key("pick_alike", noop("Commands", "Pick this and the like ones"), "L"),
    _key("bulk_approve", noop("Commands", "Approve the picked as they are"), "Shift+A"),
    _key("bulk_back", noop("Commands", "Send the picked back"), "Shift+R"),
    _key("bulk_escalate", noop("Commands", "Escalate the picked"), "Shift+E"),
    Declared("review.bulk_sample", noop("Commands", "Look at some of the picked, drawn at random"), "review", ("Ctrl+Shift+R",), "eye"),
    Declared("review.carry_over", noop("Commands", "Apply this edit to the like ones"), "review", ("Ctrl+Shift+L",), "copy"),
    Declared("review.candidates", noop("Commands", "Compare with the earlier draft"), "review", ("Ctrl+Shift+B",), "columns-2"),
    Declared("review.keep_earlier", noop("Commands", "Keep the earlier of two drafts"), "review", ("Alt+1",)),
    Declared("review.keep_later", noop("Commands", "Keep the new one of two drafts"), "review", ("Alt+2",)),
    _key("note", noop("Commands", "Write a note, with the marked words as its passage"), "N"),
    Declared("review.quote", noop("Commands", "Quote the marked words in a note"), "review", ("Ctrl+Shift+N",), "quote"),
    Declared("review.escalated", noop("Commands", "Show what was escalated"), "review", ("Ctrl+Shift+E",), "flag", opening=True),
    Declared("review.second", noop("Commands", "Show what waits for my second look"), "review", ("Ctrl+Shift+O",), "eye", opening=True),
    Declared("review.differ", noop("Commands", "Show where two reviewers disagree"), "review", (), "columns-2", opening=True),
    Declared("review.settle", noop("Commands", "Settle between two decisions"), "review", ("Ctrl+Shift+S",)),
    Declared("review.agreement", noop("Commands", "Reviewers: how far they agree, second looks by file"), "review", (), "chart-line", opening=True),
    Declared("review.switch_reviewer", noop("Commands", "Hand the desk to the next reviewer"), "review", ("Ctrl+Shift+P",), "user-round"),
    _key("cause", noop("Commands", "Name what went wrong with a bad answer"), "W"),
    _key("filter", noop("Commands", "Filter the queue"), "/"),
)
"""In the order in which menus and the key sheet show them."""


def review_commands(place: ReviewPlace) -> tuple[Command, ...]:
    """Each with what it does in this place."""
    return bound(COMMANDS, {
        "review.approve": place.deciding.approve,
        "review.approve_as_is": place.deciding.approve_as_is,
        "review.send_back": place.deciding.send_back,
        "review.escalate": place.deciding.escalate,
        "review.rubric": place.grading.start,
        "review.skip": place.skip,
        "review.undo": place.deciding.undo,
        "review.next": lambda: place.queue.step(1),
        "review.previous": lambda: place.queue.step(-1),
        "review.edit": place.edit,
        "review.diff": lambda: place.show_mode(place.bench.texts.next_mode()),
        "review.inspector": place.toggle_inspector,
        "review.sent": lambda: place.panes.show_tab("sent"),
        "review.next_change": lambda: place.bench.texts.change(1),
        "review.previous_change": lambda: place.bench.texts.change(-1),
        "review.take_back": place.bench.texts.take_back,
        "review.values": place.toggle_values,
        "review.redraft": place.deciding.redraft,
        "review.decide_again": place.deciding.decide_again,
        "review.pick": place.many.picking.toggle,
        "review.pick_next": lambda: place.many.picking.extend(1),
        "review.pick_previous": lambda: place.many.picking.extend(-1),
        "review.pick_all": place.many.picking.all,
        "review.pick_none": place.many.picking.none,
        "review.bulk_approve": lambda: place.many.together.ask("approve"),
        "review.bulk_back": lambda: place.many.together.ask("back"),
        "review.bulk_escalate": lambda: place.many.together.ask("escalate"),
        "review.bulk_sample": place.many.together.look,
        "review.pick_alike": place.many.pick_alike,
        "review.carry_over": place.deciding.carry_over,
        "review.candidates": place.many.choosing.ask,
        "review.keep_earlier": lambda: place.many.choosing.keep("earlier"),
        "review.keep_later": lambda: place.many.choosing.keep("later"),
        "review.note": place.others.note,
        "review.quote": place.others.note,
        "review.escalated": lambda: place.others.show_lane("escalated"),
        "review.second": lambda: place.others.show_lane("second"),
        "review.differ": lambda: place.others.show_lane("differ"),
        "review.settle": place.others.settling.ask,
        "review.agreement": place.others.agreement,
        "review.switch_reviewer": place.others.switching.next,
        "review.cause": place.tracing.choose,
        "review.filter": place.queue.filter.setFocus,
    })
