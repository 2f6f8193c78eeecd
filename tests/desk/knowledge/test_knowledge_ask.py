"""Questions tried on the sources, and kept for later."""

from __future__ import annotations

import anyio
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from hybriddesk.desk.words import percent
from hybriddesk.records.errors import Refused
from hybriddesk.records.knowledge import Gathered, HeldBack, Passage
from hybriddesk.vault.knowledge import Knowledge, NewSource
from tests.desk.home.opened_home import unnamed
from tests.desk.knowledge.opened_knowledge import TERMS, WARRANTY

WATER = "Is water damage of the kettle covered by the warranty?"


def ask(desk, page, question):
    page.field.setText(question)
    QTest.keyClick(page.field, Qt.Key.Key_Return)
    desk.settle()


def kept(desk):
    desk.settle()
    return [(one.text, one.wanted) for one in desk.place.ask.questions.questions]


def test_before_a_question_the_page_says_what_it_is_for(desk):
    """Nothing is sent, and nothing can be tried or kept without words."""
    page = desk.view("ask")
    assert page.empty.isVisible()
    assert not page.button.isEnabled()
    assert not page.keep.isEnabled()
    assert desk.window.focusWidget() is page.field
    page.ask()
    page.keep_question()
    assert page.questions.none.isVisible()
    assert unnamed(desk.window) == []
    ask(desk, page, "What is the price?")
    assert page.view._column.itemAt(1).widget().text().startswith("There is no source yet.")


def test_what_would_go_along_and_what_would_be_held_back(desk):
    """Each passage with its source, how well it fits, the question's words marked, and the reason in words; nothing leaves."""
    desk.three()
    page = desk.view("ask")
    ask(desk, page, WATER)
    assert not page.empty.isVisible()
    card = page.view.cards[0]
    assert card.name.whole_text() == "[1]  Warranty"
    fit = percent(page.found.given[0].score)
    assert (card.score.text(), card.meter.accessibleName()) == (fit, f"How much of what is asked it speaks of: {fit}")
    assert 'underline">warranty</span>' in card.words.html()
    assert 'underline">Water</span>' in card.words.html()
    assert ">two<" not in card.words.html()
    assert page.view._column.itemAt(0).widget().text() == "1 passage would go along"
    ask(desk, page, "When does the repair shop open?")
    held = next(card for card in page.view.cards if card.objectName() == "passage_held")
    assert "orders to a model" in held.why.text()
    assert unnamed(desk.window) == []
    assert desk.fetch(lambda: desk.db.query("SELECT count(*) FROM ledger"))[0][0] == 0


def test_nothing_that_fits_is_said(desk):
    """The request would be sent without passages."""
    desk.added(("Terms", TERMS))
    page = desk.view("ask")
    ask(desk, page, "Zebra giraffe xylophone?")
    assert page.view._column.itemAt(0).widget().text() == "0 passages would go along"
    assert "would be sent without them" in page.view._column.itemAt(1).widget().text()
    assert page.view.cards == []


def test_sources_that_are_still_taken_in_are_shown_when_they_are(desk):
    """The search does not wait for them, and the answer comes by itself."""
    page, over = desk.view("ask"), desk.fetch(anyio.Event)

    async def takes_long():
        async with desk.workspace.retrieving._indexing._turn:
            await over.wait()

    taking = desk.engine.job(takes_long).start()
    desk.wait(desk.workspace.retrieving._indexing._turn.locked)
    desk.fetch(lambda: Knowledge(desk.db).add(NewSource("Warranty", "", "text", "a" * 64, 0, WARRANTY)))
    page.try_question(WATER)
    desk.wait(lambda: page.question)
    desk.wait(lambda: page.view._column.itemAt(1).widget().text().startswith("Your sources are still being taken in."))
    desk.engine.on_loop(over.set)
    desk.wait(lambda: not taking.running)
    desk.run(lambda: desk.workspace.retrieving.find(WATER))
    desk.wait(lambda: page.found.given)


def test_a_passage_leads_to_its_place_in_the_source(desk):
    """The book opens the source with that passage chosen, also past a filter."""
    desk.added(("Terms", TERMS * 8), ("Warranty", WARRANTY))
    page = desk.view("sources")
    page.filter.setText("no such")
    desk.place.show_view("ask")
    ask(desk, desk.place.ask, "How much does standard delivery cost?")
    passage = desk.place.ask.found.given[0]
    desk.click(desk.place.ask.view.cards[0], "passage_open")
    desk.settle()
    assert desk.place.views.value() == "sources"
    detail = page.detail
    assert detail.title.text() == "Terms"
    assert detail.whole.parts.spans[detail.text.passage][0] <= passage.start < detail.whole.parts.spans[detail.text.passage][1]


def test_text_of_a_passage_is_never_markup(desk):
    """Whatever stands in a source is shown as it is."""
    desk.added(("Odd", "The kettle <b>costs</b> <img src=x> & more than the other kettle."))
    page = desk.view("ask")
    ask(desk, page, "What costs the kettle?")
    words = (page.view.cards[0]).words.html()
    assert "&lt;b&gt;" in words
    assert "<img" not in words


def test_many_held_back_are_cut_and_counted(desk, monkeypatch):
    """Twelve are shown, the rest is a number; an excerpt is enough where the reason warns of nothing."""
    page = desk.view("ask")
    held = tuple(HeldBack(Passage("s", f"Source {n}", 0, 900, 0.1, "long " * 300), "knowledge.held_irrelevant") for n in range(14))
    given = (Passage("g", "Good", 0, 4, 0.9, "good"),)

    async def find(_question, _version=None):
        return Gathered(1, given, held, 2)

    monkeypatch.setattr(type(desk.workspace.retrieving), "find", lambda _self, question, version=None: find(question, version))
    ask(desk, page, "good?")
    assert len(page.view.cards) == 13
    last = page.view._column.itemAt(page.view._column.count() - 1).widget()
    assert last.text() == "and 2 more"
    assert page.view.cards[1].words.accessibleName().endswith("…")
    assert "2 characters that no reader sees would be left out." in page.view._column.itemAt(1).widget().text()
    desk.theme.apply("dark", 100)
    assert desk.theme.tokens.accent_text in page.view.cards[0].words.html()
    desk.theme.apply("light", 100)


def test_what_breaks_is_told_and_a_later_question_wins(desk, monkeypatch):
    """A fault stands in the bar; questions asked while one is searched are answered after it."""
    page = desk.view("ask")
    asked, faults = [], [Refused("knowledge.unknown_index", version=3), Refused("vault.locked")]

    async def find(question):
        asked.append(question)
        raise faults.pop(0)

    monkeypatch.setattr(type(desk.workspace.retrieving), "find", lambda _self, question: find(question))
    page.field.setText("one?")
    page.ask()
    page.field.setText("two?")
    page.ask()
    desk.settle()
    assert asked == ["one?", "two?"]
    assert desk.shell.error_bar.fault.code == "knowledge.unknown_index"
    assert page.view.cards == []


def test_a_question_is_kept_with_the_source_it_should_find(desk):
    """The sources found come first to choose from, then all others; the toast takes it back; Delete forgets, and that can be undone."""
    _terms, warranty, _repair = desk.three()
    page = desk.view("ask")
    ask(desk, page, WATER)
    assert [page.wanted.itemText(at) for at in range(2)] == ["Any source", "Warranty"]
    assert page.wanted.count() == 4
    page.wanted.choose(warranty)
    desk.click(page, "ask_keep")
    assert kept(desk) == [(WATER, warranty)]
    assert desk.toast() == "Question kept"
    assert desk.cells(page.questions.table)[0][:2] == [WATER, "Warranty"]
    assert unnamed(desk.window) == []
    desk.click(desk.shell.toast, "toast_undo")
    desk.wait(lambda: kept(desk) == [])
    desk.click(page, "ask_keep")
    desk.wait(lambda: len(kept(desk)) == 1)
    QTest.keyClicks(page.field, "?")
    assert page.wanted.key() == ""
    page.try_question("How long may goods be returned?")
    desk.settle()
    QTest.keyClick(page.questions.table, Qt.Key.Key_Return)
    desk.settle()
    assert page.field.text() == WATER
    assert page.wanted.key() == warranty
    QTest.keyClick(page.questions.table, Qt.Key.Key_Down)
    QTest.keyClick(page.questions.table, Qt.Key.Key_Delete)
    desk.wait(lambda: kept(desk) == [])
    assert page.questions.none.isVisible()
    page.questions.forget()
    page.questions.try_again()
    desk.click(desk.shell.toast, "toast_undo")
    desk.wait(lambda: kept(desk) == [(WATER, warranty)])
    desk.run(lambda: desk.workspace.knowing.remove([warranty]))
    desk.wait(lambda: desk.cells(page.questions.table)[0][1] == "a source that is gone")


def test_an_answer_is_read_anew_when_the_sources_change(desk):
    """Another window or the command line adds or removes: what is in sight follows, unless the person writes another question."""
    (made,) = desk.added(("Warranty", WARRANTY))
    page = desk.view("ask")
    ask(desk, page, WATER)
    assert len(page.found.given) == 1
    desk.run(lambda: desk.workspace.knowing.remove([made]))
    desk.wait(lambda: not page.found.given and not page._pause.isActive())
    page.field.setText("Something else")
    desk.run(lambda: desk.workspace.knowing.put_back([made]))
    desk.settle()
    assert page.question == WATER
    assert not page.found.given
    page.field.setText(WATER)
    desk.place.show_view("index")
    desk.run(lambda: desk.workspace.knowing.add_text("Second", "Water damage is covered by the warranty of the kettle K3."))
    desk.settle()
    assert not page.found.given
    desk.place.show_view("ask")
    desk.wait(lambda: page.found.given)


def test_the_kept_questions_stand_where_there_is_room(desk):
    """Beside what was found, below it in a narrow window, and back."""
    page = desk.view("ask")
    assert page.side.isVisible()
    assert page.side.isAncestorOf(page.questions)
    desk.window.resize(1008, 600)
    desk.settle()
    assert not page.side.isVisible()
    assert page.results.isAncestorOf(page.questions)
    assert page.questions.isVisible()
    assert unnamed(desk.window) == []
    desk.window.resize(1440, 900)
    desk.wait(lambda: page.side.isAncestorOf(page.questions))
    desk.theme.apply("light", 150)
    assert page.results.isAncestorOf(page.questions)
    desk.theme.apply("light", 100)
    assert page.side.isAncestorOf(page.questions)


def test_a_narrow_window_has_the_kept_questions_from_the_start(desk):
    """Made below what was found at once."""
    page = desk.view("ask", 1008, 600)
    assert page.results.isAncestorOf(page.questions)
    assert page.questions.isVisible()


def test_a_question_can_come_from_elsewhere(desk):
    """Another place opens this one with a question, or with a source at a place of its text."""
    made = desk.three()[0]
    desk.view()
    desk.shell.go_to("knowledge", question=WATER)
    desk.settle()
    assert desk.place.ask.question == WATER
    desk.shell.go_to("knowledge", source=made, at=150)
    desk.settle()
    assert desk.place.sources.opened == made
    desk.shell.go_to("knowledge", view="no such")
    assert desk.place.views.value() == "sources"
