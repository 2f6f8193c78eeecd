"""Kinds and lists: what is switched and written, and that it is audited."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from hybriddesk.desk.privacy.kinds_card import ALWAYS_ON, words_at
from hybriddesk.desk.privacy.word_list import lines_of
from hybriddesk.privacy.kinds import KINDS, OPTIONAL_KINDS


def off(desk):
    return desk.fetch(lambda: desk.workspace.settings.get("privacy.kinds_off"))


def test_every_kind_stands_in_the_list_and_secrets_have_no_switch(desk):
    """Kinds that are never let out have no switch that does nothing; work data is off from the start."""
    card = desk.open("privacy").rules.kinds
    assert set(card.switches) == {kind.name for kind in KINDS if kind.name not in ALWAYS_ON}
    assert "SECRET" not in card.switches
    assert {kind for kind, switch in card.switches.items() if not switch.isChecked()} == OPTIONAL_KINDS
    assert card.count.text() == "All but work data"


def test_work_data_can_be_hidden_too(desk):
    """A tick on organisations is stored, audited and obeyed by the try box; taking it away is asked back."""
    place = desk.open("privacy")
    card, box = place.rules.kinds, place.rules.try_box
    box.text.show_text("Your order 88-1203 is on its way.")
    box.read()
    desk.idle()
    assert box.table.rowCount() == 0
    card.switches["ORDER"].click()
    desk.wait(lambda: box.table.rowCount() == 1)
    assert desk.fetch(lambda: desk.workspace.settings.get("privacy.kinds_on")) == ("ORDER",)
    assert ("privacy.kind_on", "ORDER") in desk.acts()
    assert card.asking.isHidden()
    card.switches["ORDER"].click()
    card.let_go.click()
    desk.wait(lambda: box.table.rowCount() == 0)
    assert desk.fetch(lambda: desk.workspace.settings.get("privacy.kinds_on")) == ()
    assert ("privacy.kind_off", "ORDER") in desk.acts()
    assert off(desk) == ()


@pytest.mark.parametrize("zoom", [100, 150])
def test_words_of_all_kinds_begin_at_one_line(desk, zoom):
    """A kind without a box is not shifted against those with one, at any zoom."""
    card = desk.open("privacy").rules.kinds
    desk.theme.apply(zoom=zoom)
    desk.qtbot.wait(20)
    for indent in card.indents:
        row = indent.parentWidget()
        label = row.layout().itemAt(1).widget()
        assert label.x() + label.contentsRect().x() == words_at(card.switches["PERSON"])


def test_switching_a_kind_off_is_asked_back_and_changes_nothing_before_the_answer(desk):
    """The first click asks in words; Keep hidden leaves everything as it was."""
    card = desk.open("privacy").rules.kinds
    card.switches["PHONE"].click()
    assert card.asking.isVisible()
    assert "Phone or fax number" in card.question.text()
    assert card.switches["PHONE"].isChecked()
    assert card.keep.hasFocus()
    card.keep.click()
    desk.idle()
    assert card.asking.isHidden()
    assert off(desk) == ()
    assert "privacy.kind_off" not in dict(desk.acts())


def test_a_confirmed_switch_is_stored_and_audited_in_one_step(desk):
    """The kind leaves in clear from then on, the log names it, and the try box follows."""
    place = desk.open("privacy")
    card = place.rules.kinds
    place.rules.try_box.text.show_text("anna@example.org")
    place.rules.try_box.read()
    desk.wait(lambda: place.rules.try_box.table.rowCount() == 1)
    card.switches["EMAIL"].click()
    card.let_go.click()
    desk.wait(lambda: not card.switches["EMAIL"].isChecked())
    assert off(desk) == ("EMAIL",)
    assert ("privacy.kind_off", "EMAIL") in desk.acts()
    assert card.count.text() == "1 kind leaves in clear"
    desk.wait(lambda: place.rules.try_box.table.rowCount() == 0)


def test_switching_on_again_needs_no_question(desk):
    """Hiding more is always safe; it is audited too."""
    desk.fetch(lambda: desk.workspace.settings.set("privacy.kinds_off", ("PHONE",)))
    card = desk.open("privacy").rules.kinds
    assert not card.switches["PHONE"].isChecked()
    card.switches["PHONE"].click()
    desk.idle()
    assert card.asking.isHidden()
    assert off(desk) == ()
    assert ("privacy.kind_on", "PHONE") in desk.acts()


def test_a_list_is_in_the_store_within_a_second_of_typing(desk):
    """No save button: what was typed is stored, trimmed, without doubles."""
    card = desk.open("privacy").rules.hide_list
    card.text.setFocus()
    desk.qtbot.keyClicks(card.text, "Project Falcon")
    desk.qtbot.keyClick(card.text, Qt.Key.Key_Return)
    desk.qtbot.keyClicks(card.text, " Falcon ")
    assert card.state.text() == "Saving\u2026"
    desk.wait(lambda: card.state.text() == "Saved")
    assert desk.fetch(lambda: desk.workspace.settings.get("privacy.always_hide")) == ("Project Falcon", "Falcon")
    assert ("settings.change", "privacy.always_hide") in desk.acts()


def test_locking_saves_what_was_just_typed(desk):
    """A list typed a moment before the lock is not lost."""
    place = desk.open("privacy")
    place.rules.show_list.text.setPlainText("Ourshop")
    place.leaving()
    desk.idle()
    assert desk.fetch(lambda: desk.workspace.settings.get("privacy.never_hide")) == ("Ourshop",)


def test_a_list_changed_elsewhere_is_shown(desk):
    """The settings page and an import may change a list; words being typed here are never overwritten."""
    place = desk.open("privacy")
    card = place.rules.hide_list
    desk.fetch(lambda: desk.workspace.settings.set("privacy.always_hide", ("Marsh",)))
    desk.wait(lambda: card.text.toPlainText() == "Marsh")
    card.text.setPlainText("Marsh\nKel")
    place.rules.settings_changed()
    assert card.text.toPlainText() == "Marsh\nKel"


def test_lines_are_trimmed_and_told_once():
    """Blank lines and doubles are not entries."""
    assert lines_of(" a \n\n b\na\n") == ("a", "b")


def test_a_switch_that_could_not_be_stored_goes_back(desk, monkeypatch):
    """The window never shows a kind as let out that is not, or the other way round."""
    from hybriddesk.records.errors import Permanent

    card = desk.open("privacy").rules.kinds

    def full(*_):
        raise Permanent("vault.disk_full")

    monkeypatch.setattr(type(desk.workspace.settings), "set", full)
    card.switches["PHONE"].click()
    card.let_go.click()
    desk.wait(lambda: desk.shell.error_bar.fault is not None)
    assert desk.shell.error_bar.fault.code == "vault.disk_full"
    assert card.switches["PHONE"].isChecked()
    assert off(desk) == ()
