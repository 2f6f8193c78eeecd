"""How the sources are split: versions side by side, built, compared, used, rolled back and removed."""

from __future__ import annotations

import anyio
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from hybriddesk.records.errors import Refused
from tests.desk.home.opened_home import unnamed
from tests.desk.knowledge.opened_knowledge import TERMS

WATER = "Is water damage of the kettle covered by the warranty?"


def build(desk, page, key="short"):
    page.building.length.button(key).click()
    desk.click(page, "build_start")
    desk.wait(lambda: not page.building.running)
    desk.settle()


def versions(page):
    return [(one.version, one.live) for one in page.versions.rows]


def yes(desk, page):
    desk.click(page.versions.confirm, "confirm_yes")
    desk.settle()


def test_without_sources_there_is_nothing_to_split(desk):
    """The first way is made by itself with the first source."""
    page = desk.view("index")
    assert page.versions.none.isVisible()
    assert not page.versions.table.isVisible()
    assert not page.building.button.isEnabled()
    page.versions.use()
    page.versions.compare()
    page.versions.remove()
    assert page.versions.confirm is None
    assert unnamed(desk.window) == []
    desk.added(("Terms", TERMS))
    desk.wait(lambda: versions(page) == [(1, True)])
    assert page.building.button.isEnabled()
    assert not page.versions.switch.isVisible()


def test_another_way_is_built_compared_used_and_rolled_back(desk):
    """Nothing changes for requests until the person uses it, and Undo goes back."""
    _terms, warranty, repair = desk.three()
    desk.run(lambda: desk.workspace.knowing.ask_later(WATER, warranty))
    desk.run(lambda: desk.workspace.knowing.ask_later("When does the repair shop open?", repair))
    desk.run(lambda: desk.workspace.knowing.ask_later("Xylophone zebra?"))
    page = desk.view("index")
    build(desk, page)
    assert versions(page) == [(2, False), (1, True)]
    assert page.building.outcome.words.text().startswith("v2 is ready.")
    cells = desk.cells(page.versions.table)
    assert cells[0][:3] == ["v2", "Short, up to 500 characters", "60 characters"]
    assert [row[5] for row in cells] == ["Ready", "In use"]
    assert unnamed(desk.window) == []
    page.versions.table.setCurrentCell(1, 0)
    assert not page.versions.switch.isEnabled()
    assert not page.versions.drop.isEnabled()
    page.versions.use()
    page.versions.compare()
    page.versions.remove()
    assert page.versions.confirm is None
    page.versions.table.setCurrentCell(0, 0)
    desk.click(page, "version_compare")
    desk.wait(lambda: not page.comparing.running)
    desk.settle()
    assert page.comparing.summary.text() == "v1 finds the right source for 1 of 2 questions, v2 for 1. No question changes."
    assert desk.cells(page.comparing.table) == [
        [WATER, "Warranty", "Found, 1 of 1", "Found, 1 of 1"], ["When does the repair shop open?", "Repair shop", *["Held back"] * 2],
        ["Xylophone zebra?", "any", "Nothing", "Nothing"],
    ]
    page.versions.use()
    assert "up to 500 characters" in page.versions.confirm.sentences[0].text()
    QTest.keyClick(page.versions.confirm, Qt.Key.Key_Escape)
    assert page.versions.confirm is None
    assert versions(page) == [(2, False), (1, True)]
    QTest.keyClick(page.versions.table, Qt.Key.Key_Return)
    yes(desk, page)
    assert versions(page) == [(2, True), (1, False)]
    assert desk.toast() == "v2 is in use"
    assert not page.comparing.isVisible()
    desk.click(desk.shell.toast, "toast_undo")
    desk.wait(lambda: versions(page) == [(2, False), (1, True)])
    assert desk.toast() == "v1 is in use again"
    QTest.keyClick(page.versions.table, Qt.Key.Key_Down)
    QTest.keyClick(page.versions.table, Qt.Key.Key_Up)
    QTest.keyClick(page.versions.table, Qt.Key.Key_Delete)
    assert "Your sources and the version in use stay" in page.versions.confirm.sentences[0].text()
    yes(desk, page)
    assert versions(page) == [(1, True)]
    assert desk.toast() == "Version removed"


def test_without_questions_comparing_asks_for_some(desk):
    """A button leads to where they are kept; a compared question can be tried there."""
    desk.three()
    page = desk.view("index")
    build(desk, page, "long")
    desk.click(page, "version_compare")
    desk.wait(lambda: not page.comparing.running)
    desk.settle()
    assert "no question to compare with" in page.comparing.summary.text()
    desk.click(page, "compare_ask")
    assert desk.place.views.value() == "ask"
    desk.run(lambda: desk.workspace.knowing.ask_later(WATER))
    desk.place.show_view("index")
    page.comparing._try()
    page.versions.compare()
    page.comparing.compare(1, 2)
    desk.wait(lambda: not page.comparing.running)
    desk.settle()
    assert page.comparing.summary.text().startswith("No kept question names the source")
    QTest.keyClick(page.comparing.table, Qt.Key.Key_Return)
    desk.settle()
    assert (desk.place.views.value(), desk.place.ask.question) == ("ask", WATER)


def test_exact_numbers_and_words_go_together(desk):
    """A length by its word fills in the numbers; other numbers are one's own; numbers that cannot be are said to be so."""
    desk.three()
    page = desk.view("index")
    card = page.building
    assert (card.size_.value(), card.overlap.value()) == (1_600, 200)
    card.length.button("short").click()
    assert (card.size_.value(), card.overlap.value()) == (500, 60)
    card.size_.setValue(700)
    assert card.says.text() == "Your own numbers."
    card.size_.setValue(500)
    assert card.length.value() == "short"
    card.overlap.setValue(400)
    assert not card.button.isEnabled()
    assert card.says.text().startswith("A passage has 200 to 4")
    card.overlap.setValue(100)
    assert card.button.isEnabled()
    desk.click(page, "build_start")
    desk.wait(lambda: not card.running)
    desk.settle()
    assert desk.cells(page.versions.table)[0][1] == "Own, up to 500 characters"


def test_building_shows_how_far_it_is_and_can_be_stopped(desk, monkeypatch):
    """Fields rest meanwhile; Cancel says what stays; a second press does nothing; what breaks stands where the result would."""
    desk.three()
    page, started = desk.view("index"), []
    card = page.building

    async def slow(size, overlap, progress):
        started.append((size, overlap))
        progress(2, 7)
        await anyio.sleep_forever()

    monkeypatch.setattr(desk.workspace.knowing, "build", slow)
    card.cancel()
    card.build()
    card.build()
    desk.wait(lambda: card.progress.words.text() == "Splitting: 2 of 7 sources")
    assert not card.button.isEnabled()
    assert not card.length.isEnabled()
    desk.click(page, "build_progress_cancel")
    desk.wait(lambda: not card.running)
    assert started == [(1_600, 200)]
    assert card.outcome.words.text() == "Stopped. The version in use is as it was."
    assert desk.window.focusWidget() is card.button

    faults = [Refused("vault.locked"), Refused("knowledge.bad_size", least=200, most=4000)]

    async def broken(_size, _overlap, _progress):
        raise faults.pop(0)

    monkeypatch.setattr(desk.workspace.knowing, "build", broken)
    for _ in range(2):
        card.build()
        desk.wait(lambda: not card.running)
    assert "200 to 4000" in card.outcome.words.text()
    desk.theme.reduce_motion = True
    card._show_step(0, 0)
    assert card.progress.bar.isHidden()
    desk.theme.reduce_motion = False


def test_comparing_can_be_stopped_and_says_what_broke(desk, monkeypatch):
    """Nothing is left in sight of a comparison that was stopped."""
    desk.three()
    page = desk.view("index")
    card = page.comparing
    card.cancel()

    async def slow(_version):
        await anyio.sleep_forever()

    monkeypatch.setattr(desk.workspace.knowing, "compare", slow)
    card.compare(1, 2)
    card.compare(1, 2)
    assert card.isVisible()
    desk.click(card, "compare_progress_cancel")
    desk.wait(lambda: not card.running)
    assert not card.isVisible()
    faults = [Refused("vault.locked"), Refused("knowledge.unknown_index", version=2)]

    async def broken(_version):
        raise faults.pop(0)

    monkeypatch.setattr(desk.workspace.knowing, "compare", broken)
    for _ in range(2):
        card.compare(1, 2)
        desk.wait(lambda: not card.running)
    assert "no version 2" in card.outcome.words.text()
    page._compare(2)
    desk.wait(lambda: not card.running)


def test_locking_closes_an_open_question(desk):
    """Nobody decides over the lock screen."""
    desk.three()
    page = desk.view("index")
    build(desk, page)
    page.versions.use()
    assert page.versions.confirm is not None
    desk.place.leaving()
    assert page.versions.confirm is None
    assert versions(page) == [(2, False), (1, True)]
    desk.place.leaving()
