"""The improvement cycle as a board."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt

from hybriddesk.desk.monitor.cycle_words import check_words, head_words, said
from hybriddesk.desk.monitor.decision_sheet import DecisionSheet
from hybriddesk.records.cycle import Check, Plan, Side
from tests.desk.home.opened_home import unnamed
from tests.desk.monitor.opened_monitor import SLOW
from tests.way.judged import DAY, month, plant
from tests.window.test_window_reach import clipped

PLAN = Plan("Begin with Hello", "Ada", "bad_share", "reply", 14)


def opened(desk, *, bad_share=0.4, count=160, **size):
    if count:
        desk.fetch(lambda: plant(desk.db, month(desk.db.clock(), count, bad_share=bad_share)))
    page = desk.view("cycle", **size)
    settle(desk, page)
    return page


def settle(desk, page):
    desk.wait(lambda: not page.fresh.reading and page.board is not None)
    desk.idle()


def card(page, column, at=0):
    return page.columns[column].cards[at]


def press(desk, page, column, act, at=0):
    one = card(page, column, at)
    desk.click(one, f"cycle_{act}_{one.key}")
    desk.idle()
    settle(desk, page)


def sheet(desk):
    desk.wait(lambda: desk.window.findChild(DecisionSheet) is not None)
    return desk.window.findChild(DecisionSheet)


def counts(page):
    return [len(column.cards) for column in page.columns.values()]


def test_an_empty_board_says_what_would_stand_out(desk):
    """No sample topics; the words name what is looked at."""
    page = opened(desk, count=0)
    assert counts(page) == [0, 0, 0, 0]
    assert page.columns["observe"].says.text().startswith("Nothing stands out")
    assert "0 answers and 0 decisions" in page.says.text()
    assert "No review was held yet" in page.says.text()


def test_the_agenda_is_prepared_from_the_store_in_words(desk):
    """Bad prompts first, recurring edits in the words people use, open troubles."""
    desk.trouble(SLOW)
    page = opened(desk)
    heads = [one.accessibleName() for one in page.columns["observe"].cards]
    assert "of the drafts of reply@v7 were sent back or mostly rewritten" in heads[0]
    assert any("\u201cdear sir\u201d by \u201chello\u201d" in head for head in heads)
    assert any("Still open: api.example.org said nothing for 30 seconds, 1 time" in head for head in heads)
    assert page.columns["observe"].count.text() == str(len(heads))


def test_from_a_topic_to_an_action_that_is_checked(desk):
    """Taken up, found out, decided with an owner and a figure, carried out, looked at early, due, checked, closed."""
    page = opened(desk)
    press(desk, page, "observe", "take")
    assert counts(page)[1] == 1
    assert not any(one.key == "prompt:reply@v7" for one in page.columns["observe"].cards)
    press(desk, page, "evaluate", "decide")
    asked = sheet(desk)
    assert (asked.figure.key(), asked.workflow.key(), asked.owner.text()) == ("bad_share", "reply", "me")
    desk.click(asked, "decision_save")
    assert "says nothing about what is to be done" in asked.refusal.text()
    asked.action.setPlainText("Begin with Hello")
    asked.owner.setText("Ada")
    desk.click(asked, "decision_save")
    desk.idle()
    settle(desk, page)
    assert counts(page)[1:] == [0, 1, 0]
    assert card(page, "decide").accessibleName() == "Begin with Hello"
    press(desk, page, "decide", "act")
    assert counts(page)[1:] == [0, 0, 1]
    one = card(page, "act")
    assert one.outcome.text().startswith("Checked on")
    press(desk, page, "act", "check")
    assert card(page, "act").outcome.text() == "So far: Too few items"
    acted = desk.fetch(lambda: desk.workspace.cycling.entry(one.key)).acted_ms
    desk.fetch(lambda: plant(desk.db, month(acted + 14 * DAY, 100, bad_share=0.05, days=14)))
    desk.db.clock = lambda: acted + 14 * DAY
    page.fresh.refresh()
    settle(desk, page)
    assert card(page, "act").outcome.text() == "Check is due"
    press(desk, page, "act", "check")
    desk.wait(lambda: card(page, "act").outcome.text() == "It helped")
    assert "Difference: \u2212" in card(page, "act").result.text()
    press(desk, page, "act", "close")
    assert counts(page)[1:] == [0, 0, 0]
    assert page.closed.text() == "Show 1 closed"
    page.closed.click()
    assert card(page, "act").outcome.text() == "It helped"
    assert list(card(page, "act").buttons) == []
    page.closed.click()
    assert counts(page)[1:] == [0, 0, 0]
    assert [act for act, _ in desk.acts() if act.startswith("cycle.")][::-1] == ["cycle.take", "cycle.decide", "cycle.act", "cycle.check", "cycle.close"]


def test_every_step_can_be_taken_back_from_its_toast(desk):
    """Taking up, deciding, carrying out, dropping."""
    page = opened(desk)
    press(desk, page, "observe", "take")
    desk.click(desk.shell.toast, "toast_undo")
    desk.wait(lambda: counts(page)[1] == 0)
    settle(desk, page)
    press(desk, page, "observe", "take")
    entry = card(page, "evaluate").entry
    page.decide(entry, PLAN, True)
    desk.wait(lambda: counts(page)[3] == 1)
    settle(desk, page)
    desk.click(desk.shell.toast, "toast_undo")
    desk.wait(lambda: counts(page)[1:] == [1, 0, 0])
    settle(desk, page)
    press(desk, page, "evaluate", "drop")
    assert counts(page)[1] == 0
    desk.click(desk.shell.toast, "toast_undo")
    desk.wait(lambda: counts(page)[1] == 1)


def test_a_note_is_kept_while_one_writes_and_when_the_store_is_locked(desk):
    """Words stay while the board is read anew, are kept after a pause, and a lock loses nothing."""
    page = opened(desk)
    desk.click(page, "cycle_idea")
    desk.wait(lambda: counts(page)[1] == 1)
    settle(desk, page)
    note = card(page, "evaluate").note
    desk.window.activateWindow()
    note.setFocus()
    desk.qtbot.keyClicks(note, "Ask for the order number")
    page.fresh.refresh()
    settle(desk, page)
    assert card(page, "evaluate").note.toPlainText() == "Ask for the order number"
    wanted = card(page, "evaluate").key
    desk.wait(lambda: desk.fetch(lambda: desk.workspace.cycling.entry(wanted)).note == "Ask for the order number")
    settle(desk, page)
    note = card(page, "evaluate").note
    note.setPlainText("Ask for it politely")
    desk.place.leaving()
    desk.idle()
    assert desk.fetch(lambda: desk.workspace.cycling.entry(wanted)).note == "Ask for it politely"


def test_a_held_review_is_written_down(desk):
    """The head says when the next one is due, and that it is due when its time has come."""
    page = opened(desk)
    desk.click(page, "cycle_held")
    desk.wait(lambda: page.board.held is not None)
    assert "The next review is due on" in page.says.text()
    held = page.board.held
    desk.db.clock = lambda: held.held_ms + 15 * DAY
    page.fresh.refresh()
    settle(desk, page)
    assert "The next review is due; the last was on" in head_words(page.board)


def test_the_sheet_closes_without_a_trace(desk):
    """Esc changes nothing; a card decided before shows its plan again."""
    page = opened(desk)
    press(desk, page, "observe", "take")
    page.decide(card(page, "evaluate").entry, PLAN, False)
    desk.wait(lambda: counts(page)[2] == 1)
    settle(desk, page)
    press(desk, page, "decide", "decide")
    asked = sheet(desk)
    assert asked.plan() == PLAN
    assert unnamed(asked) == []
    desk.qtbot.keyClick(asked, Qt.Key.Key_Escape)
    desk.wait(lambda: desk.window.findChild(DecisionSheet) is None)
    assert counts(page)[2] == 1


def test_a_card_that_is_gone_is_told(desk):
    """Another device may have moved it: the bar says so."""
    page = opened(desk)
    press(desk, page, "observe", "take")
    one = card(page, "evaluate")
    page._act("act")(one.entry)
    desk.wait(lambda: desk.shell.error_bar.fault is not None)
    assert desk.shell.error_bar.fault.code == "cycle.wrong_stage"


@pytest.mark.parametrize("width", [1008, 1440])
def test_everything_has_a_name_and_room(desk, width):
    """Nothing is cut at any breakpoint, and every control says what it is."""
    page = opened(desk, width=width, height=600)
    press(desk, page, "observe", "take")
    for done in (False, True):
        desk.fetch(lambda done=done: desk.workspace.cycling.decide(desk.workspace.cycling.add("x").id, PLAN, done=done))
    settle(desk, page)
    desk.wait(lambda: counts(page)[1:] == [1, 1, 1])
    desk.qtbot.wait(1)
    assert unnamed(desk.place) == []
    assert clipped(SimpleNamespace(front=desk.window)) == []


def test_topics_and_outcomes_are_said_in_the_persons_words():
    """Drift in its units, kinds of change by name, what is not known as it stands."""
    drift = said("cycle.drift", {"name": "latency", "way": "up", "usual": 2.0, "now": 3.0, "prompt": "reply@v7"})
    assert drift.what == "The Time to an answer of reply@v7 drifts upwards: usually 2.0\u202fs, lately 3.0\u202fs."
    assert "numbers" in said("cycle.habit", {"drafts": 9, "edited": 10, "kind": "numbers"}).what
    few = Check("too_few", Side(None, None, None, 0), Side(2.0, 1.0, 3.0, 1), None, None, None)
    assert check_words(few, "latency") == "Before: no item. After: 2.0\u202fs (1.0\u202fs to 3.0\u202fs), 1 item. A verdict needs 20 items on each side."
    worse = Check("worse", Side(2.0, 1.9, 2.1, 30), Side(3.0, 2.9, 3.1, 30), 0.5, 0.4, 0.6)
    assert "Difference: +50\u202f%, between +40\u202f% and +60\u202f%." in check_words(worse, "latency")
    assert check_words(Check("helped", few.after, few.after, None, None, None), "latency").endswith("1 item.")


def test_a_topic_shows_what_it_is_about(desk):
    """An example draft for a prompt and for an edit, the log for a trouble; a topic without a draft here says so."""
    desk.trouble(SLOW)
    page = opened(desk)
    gone = []
    object.__setattr__(page._context, "go_to", lambda place, **args: gone.append((place, *args)))
    for topic in page.topics:
        page.look(topic)
        desk.idle()
    assert {place for place, *_ in gone} == {"review", "monitor"}
    assert {topic.code for topic in page.topics} >= {"cycle.prompt", "cycle.words", "cycle.trouble"}
    page.look(replace(page.topics[0], code="cycle.words", workflow="nothing"))
    desk.wait(lambda: desk.toast() == "No such draft was decided here.")


def test_too_few_items_can_be_checked_again(desk):
    """The days were over and told too little: what came since counts at the next look."""
    page = opened(desk, count=40)
    now = desk.db.clock()
    desk.db.clock = lambda: now
    one = desk.fetch(lambda: desk.workspace.cycling.decide(desk.workspace.cycling.add("").id, replace(PLAN, days=1), done=True))
    desk.db.clock = lambda: now + 2 * DAY
    page.fresh.refresh()
    settle(desk, page)
    press(desk, page, "act", "check")
    desk.wait(lambda: card(page, "act").outcome.text() == "Too few items")
    assert card(page, "act").buttons["check"].text() == "Check"
    desk.fetch(lambda: plant(desk.db, month(now + 3 * DAY, 60, bad_share=0.05, days=2)))
    desk.db.clock = lambda: now + 4 * DAY
    desk.idle()
    press(desk, page, "act", "check")
    desk.wait(lambda: desk.fetch(lambda: desk.workspace.cycling.entry(one.id)).check.after.count >= 20)
