"""Two reviewers take turns in the real window, with the keyboard alone: escalate, decide, hand over, look blind, disagree, settle, note."""

from PySide6.QtWidgets import QApplication

from tests.window.drive import until


def two_reviewers(settings) -> None:
    """Ada sits at the desk, Ben is the other one, and everything is looked at twice."""
    settings.set("review.reviewers", ("Ada", "Ben"))
    settings.set("general.person", "Ada")
    settings.set("review.overlap_share", 1.0)


def at_the_list(sampled, queue) -> None:
    """Another reviewer's queue is read anew, and the draft is taken again in her name."""
    sampled.calm()
    sampled.review_lies()
    queue.take_focus()
    until(queue.list.hasFocus, "the list")


def test_a_morning_of_two_reviewers_without_a_mouse(sampled):
    """Each step by keys; what the store holds in the end is what the two decided."""
    workspace = sampled.shell.context.workspace

    sampled.ask(lambda: two_reviewers(workspace.settings))
    page = sampled.review_lies()
    queue, others = page.queue, page.others
    until(lambda: queue.reviewer.currentText() == "Ada", "Ada at the desk")
    at_the_list(sampled, queue)

    first = page.table.review_id
    sampled.keys("n")
    until(lambda: QApplication.focusWidget() is page.inspector.notes.field, "the note")
    sampled.type("Ask Marta")
    sampled.keys("Ctrl+Return")
    until(lambda: page.table.current.notes, "the note kept")
    sampled.keys("Esc")
    until(queue.list.hasFocus, "the list")

    sampled.keys("e")
    sampled.type("Needs a decision on money")
    sampled.keys("Return")
    until(lambda: page.table.review_id not in {None, first} and not page.table.deciding, "the next draft")
    sampled.keys("Ctrl+Shift+E")
    until(lambda: page.table.review_id == first, "the escalated one")
    until(queue.list.hasFocus, "the list")
    sampled.keys("r", "1", "Return")
    until(lambda: sampled.ask(lambda: workspace.reviews.get(first).state) == "returned", "sent back")

    sampled.keys("Ctrl+Shift+P")
    until(lambda: queue.reviewer.currentText() == "Ben" and queue.lanes.button("second").isVisible(), "Ben at the desk")
    sampled.keys("Ctrl+Shift+O")
    until(lambda: page.table.review_id == first and page.table.current.blind, "the second look")
    assert page.table.current.notes == ()
    until(queue.list.hasFocus, "the list")
    sampled.keys("Return")
    until(page.bench.texts.editor.hasFocus, "the editor")
    sampled.keys("Ctrl+End")
    sampled.type(" Of course.")
    sampled.keys("Ctrl+Return")
    until(lambda: queue.lanes.button("differ").isVisible(), "the disagreement")

    sampled.keys("Ctrl+K")
    until(lambda: QApplication.focusWidget() is not queue.list, "the palette")
    sampled.type("two reviewers disagree")
    sampled.keys("Return")
    until(lambda: others.settling.open and others.settling.page.isVisible(), "both decisions")
    sampled.keys("2")
    until(lambda: not others.settling.open, "settled")
    settled = sampled.ask(lambda: workspace.reviews.get(first))
    assert (settled.state, (settled.final or "").endswith(" Of course.")) == ("edited", True)
    assert [row.act for row in sampled.ask(lambda: workspace.reviews.history(first))] == ["filed", "escalate", "return", "undo", "edit"]
    both = sampled.ask(lambda: workspace.reviewing.overlapping.both(first))
    assert (both.first.person, both.second.person, both.settled, both.settled_by) == ("Ada", "Ben", "second", "Ben")
