"""Padding, proxy and further keys of a provider, chosen in its card."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QWidget

from hybriddesk.records.isolation import Isolation
from hybriddesk.vault.isolation_book import isolation_of

KEY = "sk-planted-key-9942"


@pytest.fixture
def card(desk):
    job = desk.engine.call(lambda: desk.workspace.providing.add("cloud", "openai", "", "sk-own"))
    job.start()
    page = desk.page("providers")
    desk.wait(lambda: "cloud" in page.cards)
    return page.cards["cloud"]


def opened(desk, card):
    desk.find("isolation_cloud").click()
    desk.wait(card.isolation.isVisible)
    return card.isolation


def stands(desk):
    return isolation_of(desk.shell.reader, "cloud")


def test_what_is_chosen_is_stored_and_shown(desk, card):
    """Padding, proxy and a key; the key is counted and stands in no widget any more."""
    form = opened(desk, card)
    assert "own key" in form.keys.text()
    assert not form.forget.isVisible()
    form.padding.setChecked(True)
    form.proxy.setText("socks5://127.0.0.1:9050")
    form.key.setText(KEY)
    desk.find("isolation_save_cloud").click()
    desk.wait(lambda: stands(desk) == Isolation(padding=True, proxy="127.0.0.1:9050", keys=1))
    desk.wait(lambda: "Stored" in form.outcome.words.text())
    assert form.proxy.text() == "127.0.0.1:9050"
    assert "1 further key" in form.keys.text()
    for widget in desk.place.findChildren(QWidget):
        text = getattr(widget, "text", None)
        assert not (callable(text) and KEY in str(text())), widget.objectName()


def test_a_second_key_is_counted_and_all_are_forgotten(desk, card):
    """The button forgets them, and goes."""
    form = opened(desk, card)
    for key in (KEY, KEY + "b"):
        form.key.setText(key)
        form.save()
        desk.wait(lambda: not form.key.text())
    assert "2 further keys" in form.keys.text()
    desk.find("isolation_forget_cloud").click()
    desk.wait(lambda: stands(desk).keys == 0)
    desk.wait(lambda: not form.forget.isVisible())


def test_a_wrong_proxy_says_so_and_nothing_is_stored(desk, card):
    """The words say how to write it; what was typed stays."""
    form = opened(desk, card)
    form.proxy.setText("http://127.0.0.1:8080")
    form.save()
    desk.wait(lambda: "host:port" in form.outcome.words.text())
    assert form.proxy.text() == "http://127.0.0.1:8080"
    assert stands(desk) == Isolation()


def test_the_button_closes_it_again(desk, card):
    """What was typed is forgotten."""
    form = opened(desk, card)
    form.key.setText(KEY)
    desk.find("isolation_cloud").click()
    assert not form.isVisible()
    assert form.key.text() == ""
    opened(desk, card)
    desk.find("isolation_close_cloud").click()
    assert not form.isVisible()
