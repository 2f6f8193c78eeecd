"""The locked door: nothing typed is lost behind it, and only the right secret opens it."""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLineEdit

from tests.window.drive import PASSPHRASE, find, says, until, usable

NEW = "eight loud mountains sleep soundly"


def begin_edit(window, words):
    page = window.review_lies()
    window.keys("Return")
    until(page.bench.texts.editor.hasFocus, "the caret in the version")
    window.keys("Ctrl+End")
    window.type(words)
    return page, page.table.review_id


def test_locking_keeps_a_half_typed_edit(sampled):
    """Ctrl+L in the middle of a word: after unlocking the same draft holds every letter typed."""
    page, review = begin_edit(sampled, " Half a sen")
    assert not page.table.autosave.clean
    sampled.keys("Ctrl+L")
    sampled.locked()
    assert not says("Half a sen")
    sampled.unlock()
    page = sampled.review_lies(review)
    assert page.bench.texts.editor.text().endswith(" Half a sen")


def test_closing_the_window_keeps_a_half_typed_edit(start, sampled):
    """Ctrl+Q in the middle of a word: the next start holds every letter typed."""
    _page, review = begin_edit(sampled, " Half a wor")
    sampled.keys("Ctrl+Q")
    until(lambda: not sampled.front.isVisible(), "the window closed")
    folder = sampled.home
    start.end(sampled)
    again = start(folder, page="review")
    again.unlock()
    assert again.ask(lambda: again.shell.context.workspace.reviews.get(review)).working.endswith(" Half a wor")


def test_wrong_passphrase_says_so_and_the_right_one_opens(sampled):
    """A wrong passphrase is refused with a sentence and a marked field; the right one opens after it."""
    sampled.keys("Ctrl+L")
    sampled.locked()
    sampled.type_secret("six quiet rivers bend")
    until(lambda: says("passphrase") and usable("lock_secret", QLineEdit).property("wrong"), "the refusal")
    assert sampled.front.lock_page.what.text()
    sampled.unlock()
    assert sampled.shell.isVisible()


def test_changed_passphrase_opens_and_the_old_one_does_not(sampled):
    """Settings change the passphrase; from then on the old one is refused and the new one opens."""
    sampled.keys("Ctrl+,")
    sampled.place("settings")
    sampled.click("settings_page_security")
    card = usable("passphrase_card")
    first, second, *_ = [each for each in card.findChildren(QLineEdit) if each.isVisible()]
    for field in (first, second):
        sampled.click(field)
        until(field.hasFocus, "focus")
        sampled.type(NEW)
    sampled.click("change_passphrase")
    until(lambda: not first.text() and not sampled.engine.busy, "the change")
    sampled.keys("Ctrl+L")
    sampled.locked()
    sampled.type_secret(PASSPHRASE)
    until(sampled.front.lock_page.what.text, "the refusal")
    sampled.unlock(NEW)


def test_recovery_code_opens_and_asks_for_a_new_passphrase(start):
    """The code shown at set-up opens the store and leads to the page where a new passphrase is chosen."""
    window = start()
    code = window.welcome(samples=False)
    window.keys("Ctrl+L")
    window.locked()
    window.click("lock_other")
    window.unlock(code)
    window.place("settings")
    until(lambda: find(QLineEdit) and says("recovery code"), "the security page")
    usable("change_passphrase")


def test_idle_locks(sampled):
    """When nobody has touched the window for the minutes chosen, it locks; the timer is let run out at once here."""
    watch = sampled.front._idle
    watch.set_minutes(1)
    timer = watch.findChild(QTimer)
    assert timer.isActive()
    assert timer.interval() == 60_000
    timer.setInterval(1)
    sampled.locked()


def test_idle_off_never_locks(sampled):
    """Zero minutes means never: no timer runs."""
    sampled.ask(lambda: sampled.shell.context.workspace.settings.set("security.idle_lock_minutes", 0))
    until(lambda: sampled.shell.setting("security.idle_lock_minutes") == 0, "the setting")
    assert not sampled.front._idle.findChild(QTimer).isActive()


def test_nothing_of_the_person_stays_on_the_locked_screen(sampled):
    """Behind the locked door no widget of the window holds a text of the person any more."""
    page = sampled.review_lies()
    title = page.table.current.review.title
    assert says(title)
    sampled.keys("Ctrl+L")
    sampled.locked()
    until(lambda: not any(title in text for text in all_texts(sampled.front)), "the texts gone")


def all_texts(window):
    from PySide6.QtWidgets import QLabel, QPlainTextEdit, QTextEdit

    found = [each.toPlainText() for kind in (QTextEdit, QPlainTextEdit) for each in window.findChildren(kind)]
    return found + [each.text() for kind in (QLabel, QLineEdit) for each in window.findChildren(kind)]
