"""Two drafts of one request beside each other: 1 or 2 keeps one, and the choice is feedback with its context."""

import json

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from review_desk import DRAFT

from hybriddesk.records.errors import Refused
from hybriddesk.vault.feedback import feedback_rows


def press(widget, key, modifier=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(widget, key, modifier)


def redrafted(desk):
    """Another draft was asked for by keyboard; both lie beside each other. Returns the new entry's id."""
    place = desk.show()
    place.deciding.redraft()
    press(place.bench.bar.line.field, Qt.Key.Key_Return)
    desk.qtbot.waitUntil(lambda: place.many.choosing.open and place.many.candidates_page.isVisible(), timeout=15_000)
    new = next(one for one in desk.fetch(lambda: list(desk.workspace.reviews.ids("all"))) if one not in desk.ids)
    desk.lies(new)
    return new


def signals(desk, review_id):
    conversation = desk.review(review_id).conversation
    return [(signal.name, signal.value, signal.review) for signal in desk.fetch(lambda: feedback_rows(desk.db, conversation))]


def test_the_earlier_one_is_kept_with_1(desk):
    """It is open again on the desk, the new one is sent back, and the choice is kept with both models."""
    new = redrafted(desk)
    page, old = desk.place.many.candidates_page, desk.ids[0]
    assert page.earlier.toPlainText() == DRAFT.replace("Anna Keller", "PERSON_7QXK")
    press(page.later, Qt.Key.Key_1)
    desk.lies(old)
    assert (desk.review(old).state, desk.review(new).state, desk.review(new).note) == ("in_review", "returned", "earlier draft preferred")
    assert signals(desk, old) == [("preferred", "earlier", old)]
    (raw,) = desk.fetch(lambda: desk.db.query("SELECT context_json FROM feedback"))[0]
    context = json.loads(raw)
    assert (context["kept_review"], context["other_review"], context["kept_model"]) == (old, new, "helper/1")
    assert "Anna" not in raw
    assert not desk.place.many.open


def test_the_new_one_is_kept_with_2(desk):
    """It lies on the desk, the earlier one stays under Done, and the choice is kept."""
    new = redrafted(desk)
    press(desk.place.many.candidates_page.later, Qt.Key.Key_2)
    desk.qtbot.waitUntil(lambda: not desk.place.many.open, timeout=5_000)
    desk.lies(new)
    assert desk.review(desk.ids[0]).state == "returned"
    assert signals(desk, new) == [("preferred", "later", new)]


def test_escape_leaves_both_and_the_command_shows_them_again(desk):
    """Nothing is chosen; Ctrl+Shift+B on the new draft asks again, and Alt+2 answers from anywhere."""
    new = redrafted(desk)
    press(desk.place.many.candidates_page.later, Qt.Key.Key_Escape)
    assert not desk.place.many.open
    assert signals(desk, new) == []
    press(desk.place.queue.list, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    desk.qtbot.waitUntil(lambda: desk.place.many.choosing.open, timeout=5_000)
    press(desk.place.many.candidates_page.no, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    desk.qtbot.waitUntil(lambda: not desk.place.many.open, timeout=5_000)
    assert [name for name, *_ in signals(desk, new)] == ["preferred"]


def test_a_draft_without_an_earlier_one_says_so(desk):
    """The command tells that there is nothing to compare."""
    place = desk.show()
    place.many.choosing.ask()
    desk.qtbot.waitUntil(lambda: any("no earlier draft" in toast for toast in desk.said.toasts), timeout=5_000)


def test_somebody_was_faster(desk):
    """The new draft was decided meanwhile: both stay as they are, and no preference is kept."""
    new = redrafted(desk)
    pair = desk.fetch(lambda: desk.workspace.reviewing.candidates)
    held = desk.place.many.choosing._pair

    async def decide():
        await desk.workspace.reviewing.send_back(new, "no", 1.0)

    run(desk, decide)
    with pytest.raises(Refused, match=r"review\.moved_on"):
        run(desk, lambda: pair.choose(held, "earlier", "me", 1.0))
    assert desk.review(desk.ids[0]).state == "returned"
    assert signals(desk, new) == []


def run(desk, call):
    found = []
    job = desk.engine.job(call)
    job.done.connect(found.append)
    job.failed.connect(found.append)
    with desk.qtbot.waitSignal(job.ended, timeout=10_000):
        job.start()
    if isinstance(found[0], Exception):
        raise found[0]
