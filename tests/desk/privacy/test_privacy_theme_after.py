"""A theme that changes after the place has gone touches nothing that is not there any more."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent


def test_a_theme_changed_after_the_place_is_gone_is_harmless(desk):
    """The lock takes the window's pages away; the lock page may switch the theme all the same."""
    desk.open("privacy", view="isolation")
    assert desk.place.isolation is not None
    desk.idle()
    desk.shell.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    desk.theme.apply("dark")
    desk.theme.apply("light")
    desk.shell = None
