"""The generated pages, in a real shell on a real store."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractScrollArea, QAbstractSpinBox, QCheckBox, QComboBox, QLabel, QWidget

from hybriddesk.desk.settings.pages import PAGES
from hybriddesk.records.settings import BY_NAME, SETTINGS

GROUPS = ("general", "appearance", "security", "review", "privacy")
PRIVACY = [setting for setting in SETTINGS if setting.group == "privacy"]


@pytest.mark.parametrize("group", GROUPS)
def test_every_setting_has_its_row(desk, group):
    """Each setting of the table stands on the page of its group, with its label and its sentence."""
    page = desk.page(group)
    said = {label.text() for label in page.findChildren(QLabel)}
    for setting in (each for each in SETTINGS if each.group == group):
        assert {setting.label, setting.sentence} <= said
        assert page.findChild(QWidget, f"setting_{setting.name.replace('.', '_')}")


def test_hidden_settings_have_no_row(desk):
    """What the window keeps for itself is not offered."""
    rows = {row.setting.name for name in GROUPS for row in desk.page(name).rows}
    assert rows == {setting.name for setting in SETTINGS if setting.group in GROUPS}


def test_a_section_opens_its_page(desk):
    """``go_to("settings", section=...)`` shows that page and marks it in the list; an unknown one changes nothing."""
    desk.shell.go_to("settings", section="about")
    assert desk.place.stack.currentWidget() is desk.place.page("about")
    assert desk.place.list.buttons["about"].isChecked()
    desk.shell.go_to("settings", section="nothing")
    assert desk.place.stack.currentWidget() is desk.place.page("about")


def test_a_page_grows_by_itself(desk):
    """A page that is shown gets all its parts over the next turns of the loop, without anybody asking."""
    desk.place.show_page("privacy")
    desk.wait(lambda: desk.place.page("privacy").grown and len(desk.place.page("privacy").rows) == len(PRIVACY))


def test_every_page_is_a_command(desk):
    """The palette offers each page by name."""
    for row in PAGES:
        assert desk.shell.registry.run(f"settings.{row.id}")
        assert desk.place.stack.currentWidget() is desk.place.page(row.id)


def test_yes_and_no_are_saved_at_once(desk, qtbot):
    """A click on the tick is stored, and a quiet word says so."""
    desk.page("appearance")
    tick = desk.find("setting_appearance_reduce_motion")
    desk.wait(lambda: tick.visibleRegion().boundingRect().width() >= 16)
    qtbot.mouseClick(tick, Qt.MouseButton.LeftButton)
    desk.wait(lambda: desk.find("note_appearance_reduce_motion").text() == "Saved")
    assert desk.stored("appearance.reduce_motion") is True
    assert desk.shell.setting("appearance.reduce_motion") is True


def test_a_choice_is_saved_and_takes_effect(desk, theme):
    """Choosing dark stores it and the window turns dark."""
    desk.page("appearance")
    desk.find("setting_appearance_theme_dark").click()
    desk.wait(lambda: theme.mode == "dark")
    assert desk.stored("appearance.theme") == "dark"


def test_a_number_is_saved(desk, qtbot):
    """A number typed with its unit in place is stored soon after the last key."""
    desk.page("security")
    box = desk.find("setting_security_idle_lock_minutes")
    box.setValue(25)
    assert box.text().endswith("min")
    desk.wait(lambda: desk.stored("security.idle_lock_minutes") == 25)


def test_a_number_out_of_range_is_refused_in_words(desk, qtbot):
    """300 % is not clamped in silence: a sentence names the limits, the old value stays stored, and a good value clears it."""
    desk.page("appearance")
    box, refusal = desk.find("setting_appearance_zoom"), desk.find("refusal_appearance_zoom")
    box.setFocus()
    box.selectAll()
    qtbot.keyClicks(box, "300")
    desk.wait(refusal.isVisible)
    assert "80" in refusal.text()
    assert "200" in refusal.text()
    assert box.accessibleDescription() == refusal.text()
    assert box.property("wrong") is True
    assert desk.stored("appearance.zoom") == 100
    box.selectAll()
    qtbot.keyClicks(box, "110")
    desk.wait(lambda: desk.stored("appearance.zoom") == 110)
    assert not refusal.isVisible()
    assert box.property("wrong") is False


def test_the_arrows_of_a_number_stay_within(desk):
    """Stepping stops at the limits."""
    desk.page("appearance")
    box = desk.find("setting_appearance_zoom")
    box.stepBy(50)
    assert box.value() == 200
    assert not box.stepEnabled() & QAbstractSpinBox.StepEnabledFlag.StepUpEnabled
    box.stepBy(-50)
    assert box.value() == 80


def test_a_share_is_shown_in_percent(desk):
    """0.75 reads 75 %, and 60 % is stored as 0.6."""
    desk.page("review")
    box = desk.find("setting_review_threshold")
    assert box.text().startswith("75")
    box.setValue(60)
    desk.wait(lambda: desk.stored("review.threshold") == pytest.approx(0.6))


def test_a_list_is_saved_without_blanks_and_doubles(desk):
    """One entry a line; empty lines and repeats are left out of what is stored."""
    desk.page("privacy")
    desk.find("setting_privacy_always_hide").setPlainText("  Tanglewood \n\nTanglewood\nMr Pim\n")
    desk.wait(lambda: desk.stored("privacy.always_hide") == ("Tanglewood", "Mr Pim"))


def test_kinds_are_ticked_by_their_words(desk):
    """Ticking "Postcode" lets postcodes leave in clear; secrets are not offered at all."""
    page = desk.page("privacy")
    desk.find("kind_postcode").click()
    desk.wait(lambda: desk.stored("privacy.kinds_off") == ("POSTCODE",))
    assert page.findChild(QCheckBox, "kind_secret") is None


def test_a_kind_of_another_version_is_kept(desk):
    """A stored kind this version does not know survives a change of the others."""
    job = desk.engine.call(lambda: desk.workspace.settings.set("privacy.kinds_off", ("STARSIGN",)))
    job.start()
    desk.wait(lambda: desk.shell.setting("privacy.kinds_off") == ("STARSIGN",))
    desk.page("privacy")
    desk.find("kind_iban").click()
    desk.wait(lambda: desk.stored("privacy.kinds_off") == ("IBAN", "STARSIGN"))


def test_what_is_being_typed_is_saved_on_leaving(desk, qtbot):
    """Another page, or the lock, a moment after the last key loses nothing."""
    desk.page("general")
    field = desk.find("setting_general_person")
    field.setFocus()
    qtbot.keyClicks(field, "AK")
    desk.place.show_page("review")
    desk.wait(lambda: desk.stored("general.person") == "AK")
    desk.page("general")
    qtbot.keyClicks(field, "!")
    desk.place.leaving()
    desk.wait(lambda: desk.stored("general.person") == "AK!")


def test_a_change_from_elsewhere_is_shown(desk):
    """A setting changed by a command shows on the page at once, without a "Saved"."""
    desk.page("appearance")
    desk.shell.set_setting("appearance.zoom", 120)
    desk.wait(lambda: desk.find("setting_appearance_zoom").value() == 120)
    assert desk.find("note_appearance_zoom").text() == ""


def test_a_failed_save_says_why_beside_the_field(desk, monkeypatch):
    """A full disk is told beside the field, and nothing claims to be saved."""
    from hybriddesk.records.errors import Permanent

    def full(*_args):
        raise Permanent("vault.disk_full")

    desk.page("appearance")
    monkeypatch.setattr(type(desk.workspace.settings), "set", full)
    desk.find("setting_appearance_reduce_motion").click()
    desk.wait(lambda: "disk is full" in desk.find("refusal_appearance_reduce_motion").text())
    assert desk.find("note_appearance_reduce_motion").text() == ""
    monkeypatch.undo()


def test_scrolling_over_a_field_changes_nothing(desk, qtbot):
    """The wheel over a number or a chooser that has no focus scrolls the page and leaves the value."""
    from PySide6.QtCore import QPointF
    from PySide6.QtGui import QWheelEvent
    from PySide6.QtWidgets import QApplication

    desk.page("security")
    box = desk.find("setting_security_idle_lock_minutes")
    desk.place.list.focus()
    turn = QWheelEvent(
        QPointF(5, 5), QPointF(box.mapToGlobal(QPoint(5, 5))), QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )
    QApplication.sendEvent(box, turn)
    assert box.value() == BY_NAME["security.idle_lock_minutes"].default


@pytest.mark.parametrize("name", [row.id for row in PAGES])
def test_everything_can_be_named_reached_and_hit(desk, name):
    """Whatever takes the focus has an object name and an accessible name, and is at least 24 px high and wide."""
    page = desk.page(name)
    for widget in (page, *page.findChildren(QWidget)):
        if not widget.focusPolicy().value or widget.isHidden() or not widget.isVisibleTo(page):
            continue
        assert widget.objectName(), widget
        assert widget.accessibleName() or isinstance(widget.parent(), QComboBox | QAbstractScrollArea), widget.objectName()
        inside = isinstance(widget.parent(), QAbstractSpinBox | QComboBox | QAbstractScrollArea)
        assert inside or min(widget.width(), widget.height()) >= 16, (widget.objectName(), widget.size())
        if not inside:
            assert max(widget.height(), widget.parentWidget().height()) >= 24, widget.objectName()


def test_tab_reaches_every_field_of_a_page(desk, qtbot):
    """From the list of pages, Tab alone comes to each field of the page in front."""
    page = desk.page("general")
    desk.place.list.focus()
    wanted = {"setting_general_person", "setting_general_signature", "setting_general_default_provider"}
    met = set()
    widget = desk.place.list.buttons["general"]
    for _ in range(200):
        widget = widget.nextInFocusChain()
        if page.isAncestorOf(widget) and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            met.add(widget.objectName())
    assert wanted <= met


def test_right_to_left_mirrors_the_place(desk, qapp):
    """In a right-to-left language the list of pages stands at the right."""
    desk.page("general")
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    try:
        desk.wait(lambda: desk.place.list.x() > desk.place.stack.x())
    finally:
        qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


def test_a_page_survives_a_change_of_zoom(desk, theme):
    """Larger text makes the fields wider, so that nothing is cut off."""
    desk.page("general")
    field = desk.find("setting_general_signature")
    before = field.width()
    theme.apply("light", 150)
    assert field.width() == round(before * 1.5)
