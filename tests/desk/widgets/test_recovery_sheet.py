"""The recovery code in sight, as set-up and settings both show it."""

from __future__ import annotations

import stat

from PySide6.QtGui import QGuiApplication

from hybriddesk.desk.theme.theme import Theme
from hybriddesk.desk.welcome.recovery import RecoveryPage
from hybriddesk.desk.widgets.recovery_sheet import RecoverySheet

CODE = "-".join(f"AB{number:02}" for number in range(8))


def sheet(qapp, qtbot):
    made = RecoverySheet(Theme(qapp), "code", "code", lambda: 7)
    qtbot.addWidget(made)
    made.show_code(CODE)
    return made


def test_a_saved_sheet_is_this_users_alone(qapp, qtbot, tmp_path):
    """The file holds the code in lines of four groups; nobody else may read it, even if a file lay there before."""
    target = tmp_path / "sheet.txt"
    target.touch(mode=0o644)
    made = sheet(qapp, qtbot)
    with qtbot.waitSignal(made.saved):
        made.save_to(target)
    assert "AB00-AB01-AB02-AB03\nAB04-AB05-AB06-AB07" in target.read_text(encoding="utf-8")
    assert stat.S_IMODE(target.stat().st_mode) == 0o600


def test_a_sheet_that_cannot_be_written_is_said(qapp, qtbot, tmp_path):
    """A folder that is not there gives a fault, not silence."""
    made = sheet(qapp, qtbot)
    with qtbot.waitSignal(made.failed) as caught:
        made.save_to(tmp_path / "missing" / "sheet.txt")
    assert caught.args[0].code == "desk.save_failed"


def test_forgetting_leaves_nothing(qapp, qtbot):
    """After forget neither the screen nor the clipboard button has the code."""
    made = sheet(qapp, qtbot)
    made.forget()
    made.copy()
    assert made.text() == ""
    assert CODE not in QGuiApplication.clipboard().text()


def test_set_up_goes_on_only_when_the_code_is_kept(qapp, qtbot, tmp_path):
    """The page of the first minute shows the code, opens the desk only after the tick, and then forgets the code."""
    page = RecoveryPage(Theme(qapp), CODE)
    qtbot.addWidget(page)
    assert page.code_label.text().replace("\n", "-") == CODE
    assert not page.go_on.isEnabled()
    page.code_label.save_to(tmp_path / "missing" / "sheet.txt")
    assert not page.errors.isHidden()
    page.kept.setChecked(True)
    with qtbot.waitSignal(page.confirmed):
        page.go_on.click()
    assert page.code_label.text() == ""
