"""Who can open the store: changed through the page, tried at the real door."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QLabel

from hybriddesk.records.errors import Permanent, Refused
from hybriddesk.records.store import Passphrase, RecoveryCode
from hybriddesk.vault import store
from hybriddesk.vault.folder import StoreFolder
from tests.way.desk_store import PASSPHRASE

NEW = "eleven calm otters drift past noon"


def opens(desk, secret):
    try:
        store.unlock(StoreFolder(desk.door.data_dir), secret).wipe()
    except Refused:
        return False
    return True


def type_twice(desk, first, second):
    desk.find("new_passphrase").setText(first)
    desk.find("repeat_passphrase").setText(second)
    desk.place.page("security").passphrase.judge()


def test_the_passphrase_is_changed(desk):
    """Typed twice and good, it replaces the old one at the door, and the fields are empty again."""
    desk.page("security")
    type_twice(desk, NEW, NEW)
    desk.find("change_passphrase").click()
    desk.wait(lambda: "is changed" in desk.find("passphrase_outcome_words").text())
    assert desk.find("new_passphrase").text() == ""
    assert not opens(desk, Passphrase(PASSPHRASE))
    assert opens(desk, Passphrase(NEW))


@pytest.mark.parametrize(("first", "second", "said"), [
    ("short", "short", "at least 10"), ("password123", "password123", "first that anybody would guess"),
    (NEW, NEW[:-1], "not the same"), ("", "", "At least ten"),
])
def test_a_passphrase_that_does_not_fit_cannot_be_taken(desk, first, second, said):
    """A weak one or two different ones are named as such, and the button stays closed, to Enter as well."""
    desk.page("security")
    type_twice(desk, first, second)
    assert said in desk.find("passphrase_strength").text()
    assert not desk.find("change_passphrase").isEnabled()
    desk.place.page("security").passphrase.change()
    assert opens(desk, Passphrase(PASSPHRASE))


def test_a_suggestion_fills_both_fields_in_sight(desk):
    """The suggested words can be read and are strong."""
    desk.page("security")
    desk.find("suggest_passphrase").click()
    first = desk.find("new_passphrase")
    assert first.text() == desk.find("repeat_passphrase").text()
    assert len(first.text().split()) == 6
    assert first.displayText() == first.text()
    desk.wait(lambda: "Strong" in desk.find("passphrase_strength").text())


def test_leaving_forgets_what_was_typed(desk):
    """A passphrase half typed does not wait on a page in the back."""
    desk.page("security")
    desk.find("new_passphrase").setText(NEW)
    desk.place.show_page("general")
    assert desk.find("new_passphrase").text() == ""


def new_code(desk):
    desk.page("security")
    desk.find("recovery_new").click()
    desk.find("confirm_yes").click()
    desk.wait(lambda: desk.find("new_recovery_code").text() != "")
    return desk.find("new_recovery_code").text().replace("\n", "-")


def test_a_new_recovery_code_opens_the_store(desk):
    """After the question the code is shown, it opens the store, and Done takes it off the screen."""
    code = new_code(desk)
    assert opens(desk, RecoveryCode(code))
    desk.find("recovery_done").click()
    assert desk.find("new_recovery_code").text() == ""
    assert not desk.find("new_recovery_code").isVisible()


def test_a_newer_code_makes_the_older_useless(desk):
    """Only the last code opens the store; the question said so before."""
    first = new_code(desk)
    desk.find("recovery_done").click()
    desk.find("recovery_new").click()
    said = " ".join(label.text() for label in desk.find("confirm", QDialog).findChildren(QLabel))
    assert "opens nothing any more" in said
    desk.find("confirm_no").click()
    assert opens(desk, RecoveryCode(first))
    second = new_code(desk)
    assert not opens(desk, RecoveryCode(first))
    assert opens(desk, RecoveryCode(second))


def test_a_copied_code_leaves_the_clipboard(desk, monkeypatch):
    """It is asked to stay for the seconds of the setting, so Done does not take it away; the lock does."""
    from hybriddesk.desk.clipboard import SecretClipboard

    desk.shell.set_setting("security.clipboard_seconds", 7)
    for_seconds = []
    copy = SecretClipboard.copy
    monkeypatch.setattr(SecretClipboard, "copy", lambda self, secret, seconds: (for_seconds.append(seconds), copy(self, secret, seconds)))
    code = new_code(desk)
    desk.find("recovery_sheet_copy").click()
    assert QGuiApplication.clipboard().text() == code
    assert for_seconds == [7]
    desk.find("recovery_done").click()
    assert QGuiApplication.clipboard().text() == code
    desk.place.leaving()
    assert QGuiApplication.clipboard().text() == ""


def test_the_sheet_is_saved_for_this_user_only(desk, tmp_path: Path):
    """The file holds the code and nobody else may read it, even where a file of that name was there before."""
    code = new_code(desk)
    target = tmp_path / "sheet.txt"
    target.touch(mode=0o644)
    desk.place.page("security").recovery.code.save_to(target)
    assert code in target.read_text(encoding="utf-8").replace("\n", "-")
    assert stat.S_IMODE(target.stat().st_mode) == 0o600


def test_a_sheet_that_cannot_be_saved_says_so(desk, tmp_path: Path):
    """A folder that is not there is told in words; the code stays on the screen."""
    new_code(desk)
    desk.place.page("security").recovery.code.save_to(tmp_path / "missing" / "sheet.txt")
    assert "could not be written" in desk.find("recovery_outcome_words").text()
    assert desk.find("new_recovery_code").isVisible()


def test_the_keyring_switch_shows_what_the_store_says(desk, monkeypatch):
    """Its state comes from the door; switching it asks the door and shows the new state with what it means."""
    state = {"on": False}

    async def turn(*, on):
        state["on"] = on

    monkeypatch.setattr(desk.door, "keyring_offered", lambda: state["on"])
    monkeypatch.setattr(desk.door, "set_keyring", turn)
    page = desk.page("security")
    desk.wait(page.keyring.switch.isEnabled)
    assert page.keyring.chip.text() == "Off"
    desk.find("keyring_switch").click()
    desk.wait(lambda: page.keyring.chip.text() == "On")
    assert "unlocked desktop can open it" in page.keyring.sentence.text()
    assert page.keyring.switch.accessibleName() == "Keyring: Switch off"


def test_a_keyring_that_does_not_answer_is_told(desk, monkeypatch):
    """The fault is said in the card and the switch stays off."""

    async def absent(*, on):
        raise Permanent("vault.keyring_absent")

    monkeypatch.setattr(desk.door, "set_keyring", absent)
    page = desk.page("security")
    desk.wait(page.keyring.switch.isEnabled)
    desk.find("keyring_switch").click()
    desk.wait(lambda: "No keyring is running" in desk.find("keyring_outcome_words").text())
    desk.wait(page.keyring.switch.isEnabled)
    assert page.keyring.chip.text() == "Off"


def test_lock_now_locks(desk):
    """The button runs the desk's own lock."""
    desk.page("security")
    desk.find("lock_now").click()
    assert desk.locked == [True]


def test_the_code_stays_in_sight_until_it_is_kept(desk):
    """A look at another page does not lose a code that was not written down yet."""
    code = new_code(desk)
    desk.place.show_page("general")
    desk.place.show_page("security")
    assert desk.find("new_recovery_code").text().replace("\n", "-") == code


def test_locking_takes_the_code_off_the_screen(desk):
    """What the window does before it locks also forgets a shown code."""
    new_code(desk)
    desk.place.leaving()
    assert desk.find("new_recovery_code").text() == ""
