"""Where bad answers came from, on the Confidence page; and the look that follows each decision."""

from __future__ import annotations

from types import SimpleNamespace

from hybriddesk.desk.monitor.causes_card import causes_words, share_words
from hybriddesk.insight.causes import causes
from hybriddesk.records.diagnoses import Diagnosis, DiagnosisFact
from hybriddesk.records.errors import Transient
from hybriddesk.records.work import NewDecision
from hybriddesk.vault.diagnoses import Diagnoses, Found, decided_ms
from tests.desk.home.opened_home import unnamed
from tests.way.judged import Answered, plant
from tests.window.test_window_reach import clipped


def bad(desk, causes_=(), days=10, count=0):
    """Bad decisions, each with a cause, and ``count`` more that nobody looked at; returns the ids."""
    now = desk.db.clock()

    def write():
        ids = plant(desk.db, [Answered(now - days * 86_400_000 + at, 0.5, "return") for at in range(len(causes_) + count)])
        for one, cause in zip(ids, causes_, strict=False):
            Diagnoses(desk.db).keep(one, decided_ms(desk.db, one), Found(Diagnosis(cause, 0.8), asked=True))
        return ids

    return desk.fetch(write)


def opened(desk, **size):
    page = desk.view("confidence", **size)
    desk.wait(lambda: not page.fresh.reading and page.shown is not None)
    desk.shell.tracer.stop()
    return page.causes.card


def cells(table):
    return [[table.cell(row, column) for column in range(table.columnCount())] for row in range(table.rowCount())]


def test_few_are_counted_and_too_few_to_say(desk):
    """Counts stand, shares do not."""
    bad(desk, ["missed", "missed", "gap"])
    card = opened(desk)
    assert card.sentence.text() == "3 bad answers were traced in the last 90 days. Shares are shown from 10 on."
    assert cells(card.causes) == [["In a source, not found", "Finding passages", "2", "too few to say"], ["In no source", "Your sources", "1", "too few to say"]]
    assert cells(card.groups) == [["Reply, reply@v7", "In a source, not found", "2 of 3", "too few to say"]]


def test_each_row_opens_its_entries_and_each_entry_its_draft(desk):
    """Return on a row lists them and takes the focus there; Return on one puts it on the desk."""
    ids = bad(desk, ["ignored"] * 8 + ["gap"] * 4)
    card = opened(desk)
    assert cells(card.causes)[0] == ["Passage not used", "Model or prompt", "8", "67\u202f% (39\u202f% to 86\u202f%)"]
    assert card.sentence.text().endswith("By where it went wrong: Your sources 33\u202f%, Model or prompt 67\u202f%.")
    card.causes.activated.emit(card.causes.model().index(1, 0))
    desk.wait(card.entries.isVisible)
    assert (card.entries_title.text(), card.entries.rowCount()) == ("In no source", 4)
    assert card.entries.hasFocus() or not desk.window.isActiveWindow()
    card.groups.activated.emit(card.groups.model().index(0, 0))
    desk.wait(lambda: card.entries.rowCount() == 12)
    assert card.entries_title.text() == "Reply, reply@v7"
    card.entries.activated.emit(card.entries.model().index(0, 0))
    desk.wait(lambda: desk.shell.current().place_id == "review" and desk.shell.current().table.review_id == ids[-1])
    desk.idle()


def test_very_many_entries_say_how_many_are_shown(desk):
    """The latest fifty."""
    bad(desk, ["gap"] * 60)
    card = opened(desk)
    card.causes.activated.emit(card.causes.model().index(0, 0))
    desk.wait(lambda: card.entries.rowCount() == 50)
    assert card.entries_title.text() == "In no source: the latest 50 of 60"


def test_older_decisions_are_looked_at_when_asked(desk):
    """With progress; a second click while it runs does nothing; at the end it says how many."""
    bad(desk, count=3)
    card = opened(desk)
    assert card.sentence.text().startswith("No bad answer was traced")
    assert not card.causes.isVisible()
    work = desk.place.confidence.causes
    card.older.click()
    work.look_back()
    desk.wait(lambda: card.older.isEnabled() and card.progress.isHidden())
    desk.wait(lambda: cells(card.causes) == [["Not clear", "Not clear", "3", "too few to say"]])
    assert desk.toast() == "3 more bad answers were traced."
    card.older.click()
    desk.wait(lambda: desk.toast() == "Nothing older was left to trace.")
    desk.idle()


def test_a_look_that_fails_says_so_and_can_be_stopped(desk, monkeypatch):
    """The card can be used again either way; a store that is being locked is no fault to tell."""
    bad(desk, ["gap"])
    card, work = opened(desk), desk.place.confidence.causes
    work._cancel()

    async def broken(*_args):
        raise Transient("vault.io")

    monkeypatch.setattr(type(desk.workspace.diagnosing), "catch_up", broken)
    card.older.click()
    desk.wait(lambda: desk.shell.error_bar.fault is not None and desk.shell.error_bar.fault.code == "vault.io")
    desk.wait(card.older.isEnabled)
    work._failed(Transient("vault.locked"))
    assert desk.shell.error_bar.fault.code == "vault.io"
    card.older.click()
    card.progress.stop.click()
    desk.wait(card.older.isEnabled)
    work._asked = None
    work._listed((None, "reply", "reply@v7"), ((), ()))
    assert not card.entries.isVisible()


def test_after_each_decision_the_tracer_looks(desk):
    """Once nobody waits; decisions in a row are one look, one that comes meanwhile is looked at after it."""
    opened(desk)
    (review,) = desk.fetch(lambda: plant(desk.db, [Answered(desk.db.clock() - 1_000, 0.5)]))
    tracer = desk.shell.tracer
    desk.fetch(lambda: desk.workspace.reviews.decide(NewDecision(review, "return", None, "", None, None, 3.0), "me"))
    desk.wait(tracer._pause.isActive)
    tracer.stop()
    tracer.look()
    tracer.look()
    desk.wait(lambda: not tracer._looking)
    assert desk.fetch(lambda: desk.workspace.diagnosing.of(review)).cause == "unclear"
    desk.idle()


def test_a_tracer_that_fails_tells_it_unless_the_store_is_locked(desk, monkeypatch):
    """The decision is in the store all the same."""
    opened(desk)

    async def broken(*_args):
        raise Transient("vault.io")

    monkeypatch.setattr(type(desk.workspace.diagnosing), "catch_up", broken)
    desk.shell.tracer.look()
    desk.wait(lambda: desk.shell.error_bar.fault is not None)
    desk.shell.error_bar.clear_fault()
    desk.shell.tracer._failed(Transient("vault.locked"))
    assert desk.shell.error_bar.fault is None
    desk.idle()


def test_everything_has_a_name_and_room(desk):
    """Also in the narrowest window, with all tables shown."""
    bad(desk, ["missed", "held", "irrelevant", "outdated", "gap", "ignored", "invented", "wording", "unclear"] * 2)
    card = opened(desk, width=1008, height=600)
    card.groups.activated.emit(card.groups.model().index(0, 0))
    desk.wait(card.entries.isVisible)
    assert unnamed(desk.place) == []
    assert clipped(SimpleNamespace(front=desk.window)) == []


def test_words_for_one_and_for_what_a_person_named():
    """One answer is said as one; no share without enough."""
    one = causes([DiagnosisFact("r", "gap", "person", "reply", "reply@1", 1)])
    assert causes_words(one).startswith("1 bad answer was traced")
    assert share_words(None) == "too few to say"
