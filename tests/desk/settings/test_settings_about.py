"""What the About page says and copies."""

from __future__ import annotations

import platform

from PySide6.QtCore import qVersion
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QLabel

from hybriddesk import __version__
from hybriddesk.desk.settings.shipped import packages, works


def ready(desk):
    page = desk.page("about")
    desk.wait(lambda: desk.find("licence_chooser").count() > 1)
    return page


def test_versions_and_folder_are_shown(desk):
    """Program, Python and Qt by number, and the folder of the data."""
    said = {label.text() for label in ready(desk).findChildren(QLabel)}
    assert {__version__, platform.python_version(), qVersion()} <= said
    assert desk.find("about_folder").whole_text() == str(desk.door.data_dir)


def test_the_licences_of_all_that_is_shipped_can_be_read(desk):
    """The own licence, the notices, the fonts, the icons and the packages are offered with their text."""
    ready(desk)
    chooser, text = desk.find("licence_chooser"), desk.find("licence_text")
    titles = [chooser.itemText(at) for at in range(chooser.count())]
    assert titles[0] == "HybridDesk (Apache-2.0)"
    assert {"Inter", "JetBrainsMono", "Lucide", "Python packages"} <= set(titles)
    assert "Apache License" in text.toPlainText()
    chooser.setCurrentIndex(titles.index("Python packages"))
    chooser.activated.emit(chooser.currentIndex())
    assert "LGPL" in next(line for line in text.toPlainText().splitlines() if line.startswith("PySide6"))


def test_needed_packages_are_listed_with_theirs_and_no_others():
    """Direct and indirect needs are there; test tools are not."""
    names = {package.name for package in packages()}
    assert {"httpx", "httpcore", "PySide6_Essentials", "cryptography"} <= names
    assert not names & {"pytest", "mypy", "ruff", "pip"}
    assert all(package.version for package in packages())


def test_every_notice_is_among_the_works():
    """Each NOTICE file that is shipped can be read in the desk."""
    from hybriddesk.records.resources import resource

    shipped = {path.name for path in resource("icons").parent.glob("NOTICE*")}
    assert shipped <= {work.title for work in works()}
    assert all(work.text.strip() for work in works())


def test_the_details_for_a_report_hold_nothing_of_people(desk, qtbot):
    """Versions, kinds of providers and numbers; no name, address, folder or signature."""
    desk.shell.set_setting("general.person", "Anna Keller")
    job = desk.engine.call(lambda: desk.workspace.providing.add("Annas account", "openai", "https://ai.example.org/v1", "sk-1"))
    with qtbot.waitSignal(job.done):
        job.start()
    ready(desk)
    desk.find("about_copy").click()
    copied = QGuiApplication.clipboard().text()
    assert f"HybridDesk {__version__}" in copied
    assert "providers: openai" in copied
    assert "httpx" in copied
    for private in ("Anna", "example.org", "sk-1", str(desk.door.data_dir)):
        assert private not in copied


def test_the_folder_is_opened_by_the_desktop(desk, monkeypatch):
    """Open folder hands the path to the desktop, and says so if the desktop cannot."""
    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()) or len(opened) == 1)
    ready(desk)
    desk.find("about_open_folder").click()
    desk.find("about_open_folder").click()
    assert opened == [str(desk.door.data_dir)] * 2
    assert "no program to open folders" in desk.find("folder_outcome_words").text()
