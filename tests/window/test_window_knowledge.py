"""Sources by hand: pasted, asked about, found again behind the locked door, and files that were being read when it closed."""

from __future__ import annotations

from PySide6.QtWidgets import QPlainTextEdit

from tests.window.drive import says, until, usable

FILES = 240


def knowledge(window):
    """The place, with its first page made."""
    place = window.go("knowledge")
    until(lambda: place.growing.grown, "the sources")
    window.settled()
    return place


def paste(window, place, name, text):
    before = len(place.sources.model.ids())
    window.keys("Ctrl+Shift+V")
    usable("source_paste", QPlainTextEdit)
    window.type(name, into="source_name")
    window.type(text, into="source_paste")
    window.click("source_save")
    until(lambda: len(place.sources.model.ids()) == before + 1, "the source in the list")


def test_a_text_is_pasted_found_and_locked_away(empty):
    """From the first steps to the answer: no click more than needed, and nothing of it over the lock screen."""
    empty.click("checklist_sources")
    place = empty.place("knowledge")
    until(lambda: place.growing.grown, "the sources")
    paste(empty, place, "Warranty", "The warranty of the kettle is two years. Water damage is not covered.")
    empty.keys("Alt+2")
    empty.type("Is water damage covered by the warranty?", into="ask_field")
    empty.keys("Return")
    until(lambda: place.ask.question and place.ask.view.grown, "what was found")
    assert place.ask.view.cards[0].name.whole_text() == "[1]  Warranty"
    empty.keys("Alt+3")
    until(lambda: place.index.growing.grown and place.index.versions.rows, "the versions")
    empty.keys("Alt+1")
    empty.keys("Ctrl+Shift+V")
    empty.type("half a sentence", into="source_paste")
    empty.front.lock()  # as the session's lock or an idle hour would: the sheet has the keys
    empty.locked()
    empty.activate()
    assert not says("half a sentence")
    assert not says("Warranty")
    empty.unlock()
    place = knowledge(empty)
    until(lambda: len(place.sources.model.ids()) == 1, "the source")


def test_files_that_were_being_read_when_the_desk_was_locked(empty, tmp_path):
    """What was read is there, nothing is there twice, and dropping the folder again adds the rest."""
    folder = tmp_path / "letters"
    folder.mkdir()
    for number in range(FILES):
        (folder / f"{number:03}.txt").write_text(f"Letter {number}: the kettle costs {number} francs.\n" * 20, encoding="utf-8")
    place = knowledge(empty)
    assert place.drop([str(folder)])
    until(place.sources.adding.progress.isVisible, "the reading")
    empty.keys("Ctrl+L")
    empty.locked()
    empty.unlock()
    place = knowledge(empty)
    assert not empty.shell.error_bar.isVisible()
    assert len(place.sources.model.ids()) <= FILES
    assert place.drop([str(folder)])
    until(lambda: not place.sources.adding.running and len(place.sources.model.ids()) == FILES, "every letter")
    empty.settled()
    assert "could not be read" not in place.sources.adding.outcome.words.text()
