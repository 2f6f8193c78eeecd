"""The window from the first start to lock and unlock, on a real store."""

from __future__ import annotations

from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from hybriddesk.desk.commands.declared import Declared, bound
from hybriddesk.desk.place import Place
from hybriddesk.desk.shell import opening, places, rail, window_commands  # noqa: F401  patched by name below
from hybriddesk.desk.shell import shell as _shell  # noqa: F401
from hybriddesk.desk.shell.front import Front
from hybriddesk.desk.shell.places import PlaceRow
from hybriddesk.desk.widgets.sheets import Sheet
from hybriddesk.records.store import Passphrase, RecoveryCode

PASSPHRASE = "copper ladder seven rivers"
LONG = 20_000


COMMANDS = (
    Declared("review.approve", "Approve", "review", ("Ctrl+Return",)), Declared("review.export", "Export", "review", opening=True),
)


class Desk(Place):
    place_id, title, icon = "home", "Home", "house"

    def build(self, context):
        self.seen, self.changes, self.left = [], [], 0
        QLabel("text of a person", self)

    def opened(self, **args):
        self.seen.append(args)

    def on_changed(self, changed):
        self.changes.append(changed)

    def leaving(self):
        self.left += 1
        self.context.engine.job(self._save, keep=True).start()

    async def _save(self):
        self.context.workspace.settings.set("general.signature", "saved while locking")


class Other(Desk):
    place_id, title, icon = "review", "Review", "inbox"

    def commands(self):
        self.ran = []
        return bound(COMMANDS, {each.id: partial(self.ran.append, each.id) for each in COMMANDS})


@pytest.fixture
def two_places(monkeypatch):
    rows = (
        PlaceRow("home", "Home", "house", "", __name__, "Desk"),
        PlaceRow("review", "Review", "inbox", "Protect", __name__, "Other", __name__),
    )
    for module in ("places", "rail", "window_commands", "opening", "shell"):
        monkeypatch.setattr(f"hybriddesk.desk.shell.{module}.PLACES", rows)
    monkeypatch.setattr(places, "BY_ID", {row.id: row for row in rows})
    for module in ("shell", "window_commands", "opening"):
        monkeypatch.setattr(f"hybriddesk.desk.shell.{module}.BY_ID", places.BY_ID)


@pytest.fixture
def front(qtbot, theme, engine, door, options, two_places):
    window = Front(engine, theme, door, options)
    qtbot.addWidget(window, before_close_func=lambda _window: engine.stop())
    window.show()
    return window


@pytest.fixture
def made(qtbot, engine, door):
    """A store that exists and is closed."""
    job = engine.job(lambda: door.create(PASSPHRASE))
    with qtbot.waitSignal(job.done, timeout=LONG) as caught:
        job.start()
    closing = engine.job(door.lock)
    with qtbot.waitSignal(closing.ended, timeout=LONG):
        closing.start()
    return caught.args[0][1]


def _unlock(qtbot, front, secret=None):
    with qtbot.waitSignal(front.opened, timeout=LONG):
        front.unlock(secret or Passphrase(PASSPHRASE))
    return front.shell


def test_the_first_start_is_welcome_and_ends_in_the_desk(qtbot, front, door):
    """A passphrase twice, the recovery code kept, and the desk is open: the store is made and its code shown once."""
    front.begin()
    page = front._pages.currentWidget()
    assert page.objectName() == "welcome_page"
    page.protect.first.setText(PASSPHRASE)
    page.protect.second.setText(PASSPHRASE)
    page.empty_button.click()
    qtbot.waitUntil(lambda: page._pages.count() == 2, timeout=LONG)
    recovery = page._pages.currentWidget()
    code = recovery.code_label.text().replace("\n", "-")
    assert not recovery.go_on.isEnabled()
    recovery.kept.click()
    with qtbot.waitSignal(front.opened, timeout=LONG):
        recovery.go_on.click()
    assert front.shell.current().place_id == "home"
    assert recovery.code_label.text() == ""
    front.lock()
    qtbot.waitUntil(front.lock_page.unlock_button.isEnabled, timeout=LONG)
    _unlock(qtbot, front, RecoveryCode(code))


def test_welcome_says_what_is_missing(qtbot, front, door):
    """Without a passphrase, or with two different ones, nothing is made and a sentence says why."""
    front.begin()
    page = front._pages.currentWidget()
    page.samples_button.click()
    assert "passphrase" in page.protect.words.text()
    page.protect.first.setText(PASSPHRASE)
    page.protect.second.setText("another one altogether")
    page.samples_button.click()
    assert "not the same" in page.protect.words.text()
    assert door.state() == "absent"


def test_a_suggestion_fills_both_fields_in_clear(qtbot, front):
    """Suggest one gives six words in both fields, shown so that they can be written down, and calls them strong."""
    front.begin()
    page = front._pages.currentWidget()
    page.protect.suggest_button.click()
    qtbot.waitUntil(lambda: bool(page.protect.first.text()), timeout=LONG)
    assert page.protect.first.text() == page.protect.second.text() == page.protect.first.displayText()
    assert len(page.protect.first.text().split()) == 6
    qtbot.waitUntil(lambda: "Strong" in page.protect.words.text(), timeout=LONG)


def test_a_wrong_passphrase_gets_a_sentence(qtbot, made, front):
    """The door stays closed, says why and what to do, and can be tried again."""
    front.begin()
    qtbot.keyClicks(front.lock_page.secret, "not the right words")
    qtbot.keyClick(front.lock_page.secret, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(front.lock_page.what.text()), timeout=LONG)
    assert "does not open" in front.lock_page.what.text()
    assert front.lock_page.rest.text()
    assert front.lock_page.secret.text() == ""
    assert front.shell is None
    _unlock(qtbot, front)


def test_lock_saves_closes_and_takes_the_texts_away(qtbot, made, front, door):
    """Ctrl+L lets places save, closes the store, and no widget with a text is left; unlocking shows what was saved."""
    front.begin()
    shell = _unlock(qtbot, front)
    place = shell.current()
    front.lock()
    qtbot.waitUntil(front.lock_page.unlock_button.isEnabled, timeout=LONG)
    assert place.left == 1
    assert front.shell is None
    assert front._pages.currentWidget() is front.lock_page
    assert door._db is None
    assert door._key is None
    qtbot.waitUntil(lambda: front._pages.count() == 1)
    assert _unlock(qtbot, front).setting("general.signature") == "saved while locking"


def test_no_sheet_stays_over_the_lock_screen(qtbot, made, front):
    """A sheet is the window's and outlives the desk under it; what it shows is the store's."""
    front.begin()
    _unlock(qtbot, front)
    sheet = Sheet(front._theme, "sheet_of_a_test", "Words of a client", front)
    sheet.place(300, 200)
    sheet.open()
    gone: list[object] = []
    sheet.destroyed.connect(lambda: gone.append(1))
    front.lock()
    assert not sheet.isVisible()
    qtbot.waitUntil(lambda: bool(gone), timeout=LONG)
    qtbot.waitUntil(front.lock_page.unlock_button.isEnabled, timeout=LONG)


def test_a_damaged_header_is_explained(qtbot, made, front, door):
    """Both copies of the header damaged: no field, but what happened, what to do, and the folder."""
    for name in ("vault.json", "vault.json.bak"):
        (door.data_dir / name).write_text("{ not a header")
    front.begin()
    page = front.lock_page
    assert "damaged" in page.what.text()
    assert not page.secret.isVisible()
    assert str(door.data_dir) in page.hint.text()
    assert page.again_button.isVisible()


def test_places_are_built_when_first_opened(qtbot, made, front):
    """Going to a place builds it once; arguments reach it."""
    front.begin()
    shell = _unlock(qtbot, front)
    assert set(shell._built) == {"home"}
    shell.registry.run("go.review")
    first = shell.current()
    shell.go_to("review", review="abc")
    assert shell.current() is first
    assert first.seen == [{}, {"review": "abc"}]


def test_commands_of_unbuilt_places_are_there(qtbot, made, front):
    """Palette, menus and key sheet know every place's commands from the start, and no place is built for that."""
    front.begin()
    shell = _unlock(qtbot, front)
    assert {"review.approve", "review.export"} <= {command.id for command in shell.registry.all()}
    assert set(shell._built) == {"home"}


@pytest.mark.parametrize(("command", "ran"), [("review.approve", []), ("review.export", ["review.export"])])
def test_a_command_of_an_unbuilt_place_opens_it_first(qtbot, made, front, command, ran):
    """Choosing one opens its place; what decides about things not yet in sight is not done then, but the next time."""
    front.begin()
    shell = _unlock(qtbot, front)
    assert shell.registry.run(command)
    assert shell.current().place_id == "review"
    assert shell.current().ran == ran
    shell.registry.run(command)
    assert shell.current().ran[-1] == command


def test_a_change_reaches_every_built_place(qtbot, made, front):
    """A commit is heard by the places that exist, and the window's own settings follow."""
    front.begin()
    shell = _unlock(qtbot, front)
    shell.set_setting("appearance.zoom", 120)
    qtbot.waitUntil(lambda: any("settings" in change.tables for change in shell.current().changes), timeout=LONG)
    assert front._theme.zoom == 120
    front._theme.apply("light", 100)


def test_a_refused_setting_is_put_back_and_explained(qtbot, made, front):
    """A value the store refuses does not stay in the window."""
    front.begin()
    shell = _unlock(qtbot, front)
    shell.set_setting("appearance.zoom", 9000)
    qtbot.waitUntil(shell.error_bar.isVisible, timeout=LONG)
    assert shell.setting("appearance.zoom") == 100


def test_the_menu_bar_has_every_command(qtbot, made, front):
    """Whatever has a key or a palette line is in a menu too."""
    front.begin()
    shell = _unlock(qtbot, front)
    names = {action.objectName() for menu in front.menuBar().actions() for action in menu.menu().actions()}
    assert names == {command.id for command in shell.registry.all() if not command.hidden}
    assert shell.registry.conflicts() == ()


def test_the_rail_is_narrow_in_a_narrow_window(qtbot, made, front):
    """Below 1100 px the rail keeps its icons, each with its name as tooltip."""
    front.begin()
    shell = _unlock(qtbot, front)
    front.resize(1440, 900)
    assert shell.rail.width() == 200
    front.resize(1020, 700)
    assert shell.rail.width() == 56
    assert shell.rail.buttons["home"].toolTip() == "Home"
    assert shell.rail.buttons["home"].text() == ""
    front.resize(1440, 900)
    front._theme.apply(zoom=150)
    assert shell.rail.width() == 84, "at 150 % the same window is a narrow one"
    front._theme.apply(zoom=100)
    assert shell.rail.width() == 200


def test_dropped_files_reach_the_importer(qtbot, made, front):
    """A place that does not take the files leaves them to the window."""
    front.begin()
    shell = _unlock(qtbot, front)
    shell.dropped.disconnect()
    with qtbot.waitSignal(shell.dropped) as caught:
        shell.drop(["a.eml", "b.csv"])
    assert caught.args == [["a.eml", "b.csv"]]


def test_quitting_saves_the_window_and_the_places(qtbot, made, front, engine, door):
    """Closing the window lets places save and ends with the store closed."""
    front.begin()
    shell = _unlock(qtbot, front)
    place = shell.current()
    front.close()
    engine.stop()
    assert place.left == 1
    assert door._db is None


def test_the_session_lock_locks_the_desk(qtbot, made, front):
    """When the desktop session locks, so does the store; not if the person switched that off."""
    front.begin()
    shell = _unlock(qtbot, front)
    shell._settings["security.lock_with_session"] = False
    front._session.session_locked()
    assert front.shell is shell
    shell._settings["security.lock_with_session"] = True
    front._session.saver_changed(True)
    assert front.shell is None
    qtbot.waitUntil(front.lock_page.unlock_button.isEnabled, timeout=LONG)


def test_after_a_crash_the_store_is_looked_through(qtbot, made, front, monkeypatch):
    """A store that was not closed is read whole in the background; damage is said in the bar."""
    from hybriddesk.vault.database import Database

    really = Database.open.__func__

    def after_a_crash(cls, *rest, **named):
        db = really(cls, *rest, **named)
        db.unclean = True
        return db

    monkeypatch.setattr(Database, "open", classmethod(after_a_crash))
    monkeypatch.setattr(Database, "integrity", lambda self: ("page 7",))
    front.begin()
    shell = _unlock(qtbot, front)
    qtbot.waitUntil(shell.error_bar.isVisible, timeout=3_000)
    assert "damaged" in shell.error_bar.what.text()
