"""The first minute, with no key and no network."""

import socket

import pytest
from PySide6.QtWidgets import QWidget

from tests.window.drive import find, says, until, usable, words


@pytest.fixture
def no_sockets(monkeypatch):
    """Every attempt to reach another socket fails and is kept; the engine's own pair of sockets is no such attempt."""
    tried = []

    def refuse(name):
        def attempt(*args, **_kwargs):
            tried.append((name, args[1:]))
            raise OSError("no network in this test")

        return attempt

    for name in ("connect", "connect_ex", "bind", "sendto"):
        monkeypatch.setattr(socket.socket, name, refuse(name))
    for name in ("getaddrinfo", "gethostbyname", "create_connection"):
        monkeypatch.setattr(socket, name, refuse(name))
    return tried


def test_first_approved_reply_within_six_clicks_without_a_socket(start, no_sockets):
    """From Welcome to the first approved reply: at most six clicks, no network; it can be undone, and Home shows the figures."""
    window = start()
    window.click("welcome_suggest")
    field = usable("welcome_passphrase")
    until(lambda: len(field.text().split()) >= 4 and usable("welcome_repeat").text() == field.text(), "a suggested passphrase")
    window.click("welcome_samples")
    window.keep_code()
    page = window.review_lies()
    waiting, first = page.badge(), page.table.review_id
    assert waiting > 1
    window.keys("Return")
    until(page.bench.texts.editor.hasFocus, "the caret in the version")
    window.keys("Ctrl+End")
    window.type(" Thank you for your patience.")
    until(lambda: "Edit distance" in page.bench.figures.text() and not page.bench.figures.text().startswith("Edit distance 0"), "the figures")
    window.keys("Ctrl+Return")
    until(lambda: page.table.review_id not in (None, first) and page.badge() == waiting - 1, "the next draft")
    assert window.clicks <= 6
    assert words("toast_undo").strip() == "Undo"
    assert says("Approved with edits")
    assert window.ask(lambda: window.shell.context.workspace.reviews.get(first)).final.endswith("Thank you for your patience.")
    window.click("toast_undo")
    until(lambda: page.table.review_id == first and page.badge() == waiting, "the draft again")
    window.keys("Ctrl+Return")
    until(lambda: page.badge() == waiting - 1, "approved again")
    assert no_sockets == []
    window.go("home")
    until(lambda: says("1 decision"), "the figures of the decision")
    window.click("samples_remove")
    window.click("samples_remove_yes")
    until(lambda: page.badge() == 0, "the samples gone")
    assert window.ask(window.shell.context.workspace.items.counts).get("drafted", 0) == 0
    until(lambda: not find(QWidget, "samples_bar"), "the bar gone")
    assert no_sockets == []
