"""Providers added, tried, changed and removed through the page, against a server on loopback."""

from __future__ import annotations

from importlib.util import find_spec

import pytest
from PySide6.QtWidgets import QDialog, QLabel, QWidget

from tests.providers.tiny_gguf import context_pair, header
from tests.way.loopback import Loopback, models, status

KEY = "sk-planted-key-4711"


def fill(desk, url, *, name="cloud", key=KEY, plain=True):
    desk.page("providers")
    desk.find("provider_add").click()
    desk.find("add_name").setText(name)
    desk.find("add_address").setText(url)
    desk.find("add_key").setText(key)
    desk.find("add_plain").setChecked(plain)


def stored(desk, name="cloud"):
    return desk.providers()[name]


def words(desk, name):
    return desk.find(f"outcome_{name}_words").text()


def added(desk, server, name="cloud"):
    fill(desk, server.url, name=name)
    desk.find("add_and_test").click()
    desk.wait(lambda: name in desk.place.page("providers").cards and "It answered" in words(desk, name))


def test_a_provider_is_added_and_tested(desk):
    """The form stores provider and key, the test shows how many models answered, and the model chooser offers them."""
    with Loopback([models("m-1", "m-2", "m-3")]) as server:
        added(desk, server)
        assert "3 models" in words(desk, "cloud")
        (request,) = server.requests
        assert request.header("authorization") == f"Bearer {KEY}"
    assert stored(desk).has_key
    desk.wait(lambda: desk.find("model_cloud").count() == 3)
    assert not desk.find("add_provider").isVisible()


def test_the_key_is_never_shown_again(desk):
    """After adding, no widget of the place holds the key, and the change form starts empty."""
    with Loopback([models()]) as server:
        added(desk, server)
    desk.find("change_cloud").click()
    assert desk.find("change_key_cloud").text() == ""
    for widget in desk.place.findChildren(QWidget):
        text = getattr(widget, "text", None)
        assert not (callable(text) and KEY in str(text())), widget.objectName()


def test_a_test_that_fails_says_what_to_do(desk):
    """A key the server does not accept is said in the card; the provider stays to be changed."""
    with Loopback([status(401, "invalid_api_key")]) as server:
        fill(desk, server.url)
        desk.find("add_and_test").click()
        desk.wait(lambda: "cloud" in desk.place.page("providers").cards and "does not accept the key" in words(desk, "cloud"))
    assert stored(desk).models == ()
    desk.wait(desk.find("test_cloud").isEnabled)


def test_add_without_a_test_asks_nobody(desk):
    """Nothing is sent when the person adds without a test."""
    with Loopback([models()]) as server:
        fill(desk, server.url)
        desk.find("add_only").click()
        desk.wait(lambda: "cloud" in desk.place.page("providers").cards)
        assert server.connections == 0


@pytest.mark.parametrize(("name", "url", "said"), [
    ("helper", "https://api.example.org/v1", "name cannot be used"),
    ("cloud", "not an address", "address cannot be used"),
    ("cloud", "http://api.example.org/v1", "without encryption"),
])
def test_what_does_not_fit_is_refused_in_the_form(desk, name, url, said):
    """The form stays open, says why, and stores nothing."""
    fill(desk, url, name=name)
    desk.find("add_only").click()
    desk.wait(lambda: said in desk.find("add_outcome_words").text())
    assert desk.find("add_provider").isVisible()
    assert desk.providers() == {}


def test_plain_http_is_offered_for_this_machine_only(desk):
    """The leave for plain http is shown for an http address on loopback, and nowhere else."""
    desk.page("providers")
    desk.find("provider_add").click()
    tick, address = desk.find("add_plain"), desk.find("add_address")
    for url, shown in (("http://127.0.0.1:9/v1", True), ("https://127.0.0.1:9/v1", False), ("http://10.0.0.8/v1", False)):
        address.setText(url)
        assert tick.isVisible() is shown, url


def test_plain_http_needs_the_tick(desk):
    """Without the tick a plain address on this machine is refused."""
    fill(desk, "http://127.0.0.1:9/v1", plain=False)
    desk.find("add_only").click()
    desk.wait(lambda: "without encryption" in desk.find("add_outcome_words").text())


def test_the_kind_fills_in_its_address(desk):
    """Choosing Ollama proposes its usual name and address and says that a key is usually not needed."""
    desk.page("providers")
    desk.find("provider_add").click()
    kind = desk.find("add_kind")
    kind.setCurrentIndex(kind.findData("ollama"))
    kind.activated.emit(kind.currentIndex())
    assert desk.find("add_address").text() == "http://127.0.0.1:11434"
    assert desk.find("add_name").text() == "Ollama"
    assert not desk.find("add_plain").isVisible()


def test_the_ask_rule_changes_at_once_and_is_explained(desk):
    """Choosing a rule stores it without a button, and the sentence beside it changes."""
    with Loopback([models()]) as server:
        added(desk, server)
    ask = desk.find("ask_cloud")
    ask.setCurrentIndex(ask.findData("never"))
    ask.activated.emit(ask.currentIndex())
    desk.wait(lambda: stored(desk).ask == "never")
    card = desk.place.page("providers").cards["cloud"]
    desk.wait(lambda: any("leave at once" in label.text() for label in card.findChildren(QLabel)))


def test_the_default_model_is_chosen_from_the_list(desk):
    """The model chooser stores its choice."""
    with Loopback([models("m-1", "m-2")]) as server:
        added(desk, server)
    desk.wait(lambda: desk.find("model_cloud").count() == 2)
    model = desk.find("model_cloud")
    model.setCurrentIndex(model.findData("m-2"))
    model.activated.emit(model.currentIndex())
    desk.wait(lambda: stored(desk).default_model == "m-2")


def test_another_key_is_stored_and_tried(desk):
    """A new key replaces the old one and is tried at once; the address stays."""
    with Loopback([models()]) as server:
        added(desk, server)
        desk.find("change_cloud").click()
        desk.find("change_key_cloud").setText("sk-second")
        desk.find("change_save_cloud").click()
        desk.wait(lambda: len(server.requests) == 2)
        assert server.requests[1].header("authorization") == "Bearer sk-second"
        assert stored(desk).base_url == server.url


def test_a_provider_may_move_to_plain_http_on_this_computer(desk):
    """A provider added for https asks for the tick when its address becomes plain http here; without it the change is refused."""
    desk.page("providers")
    desk.engine.call(lambda: desk.workspace.providing.add("cloud", "openai", "https://api.example.org/v1", "sk-1")).start()
    desk.wait(lambda: "cloud" in desk.place.page("providers").cards)
    with Loopback([models()]) as server:
        desk.find("change_cloud").click()
        tick = desk.find("change_plain_cloud")
        assert not tick.isVisible()
        desk.find("change_address_cloud").setText(server.url)
        desk.wait(tick.isVisible)
        desk.find("change_save_cloud").click()
        desk.wait(lambda: desk.find("change_outcome_cloud_words").text() != "")
        assert stored(desk).base_url == "https://api.example.org/v1"
        tick.setChecked(True)
        desk.find("change_save_cloud").click()
        desk.wait(lambda: stored(desk).base_url == server.url)
        assert stored(desk).allow_loopback_http


def test_a_bad_address_in_a_change_is_refused(desk):
    """The change form says why and keeps the old address."""
    with Loopback([models()]) as server:
        added(desk, server)
        desk.find("change_cloud").click()
        desk.find("change_address_cloud").setText("ftp://example.org")
        desk.find("change_save_cloud").click()
        desk.wait(lambda: "address cannot be used" in desk.find("change_outcome_cloud_words").text())
        assert stored(desk).base_url == server.url


def test_removing_says_what_goes_and_what_stays(desk):
    """The question names the key and the conversations; Cancel keeps all, Remove forgets the provider and frees the default."""
    with Loopback([models()]) as server:
        added(desk, server)
    desk.shell.set_setting("general.default_provider", "cloud")
    desk.wait(lambda: desk.stored("general.default_provider") == "cloud")
    desk.find("remove_cloud").click()
    said = " ".join(label.text() for label in desk.find("confirm", QDialog).findChildren(QLabel))
    assert "Goes: its address, its key" in said
    assert "Stays: every conversation" in said
    assert "built-in helper" in said
    desk.find("confirm_no").click()
    assert stored(desk).has_key
    desk.find("remove_cloud").click()
    desk.find("confirm_yes").click()
    desk.wait(lambda: "cloud" not in desk.place.page("providers").cards)
    assert desk.providers() == {}
    assert desk.stored("general.default_provider") == "helper"


def test_the_default_provider_is_chosen_from_those_there_are(desk):
    """General offers the helper and the person's providers, and stores the choice."""
    with Loopback([models()]) as server:
        added(desk, server)
    desk.page("general")
    drop = desk.find("setting_general_default_provider")
    assert [drop.itemData(at) for at in range(drop.count())] == ["helper", "cloud"]
    drop.setCurrentIndex(1)
    drop.activated.emit(1)
    desk.wait(lambda: desk.stored("general.default_provider") == "cloud")


def test_a_removed_default_is_named_as_removed(desk):
    """A default that is not in the list any more is shown as such instead of another one."""
    desk.shell.set_setting("general.default_provider", "gone")
    desk.wait(lambda: desk.stored("general.default_provider") == "gone")
    desk.page("general")
    assert desk.find("setting_general_default_provider").currentText() == "gone (removed)"


def test_a_model_on_this_computer_is_found_and_added(desk):
    """Look asks the places, shows the server and its models, and one click adds and tries it."""
    with Loopback([models("tiny-1")]) as server:
        page = desk.page("providers")
        page.local.places = (("llama.cpp", "openai", server.url),)
        desk.find("local_look").click()
        desk.wait(lambda: page.findChild(QWidget, "local_add_llama.cpp") is not None)
        desk.find("local_add_llama.cpp").click()
        desk.wait(lambda: "llama.cpp" in page.cards and "one model" in words(desk, "llama.cpp"))
        desk.wait(lambda: page.findChild(QWidget, "local_add_llama.cpp") is None)
    assert stored(desk, "llama.cpp").models == ("tiny-1",)
    assert not stored(desk, "llama.cpp").has_key


def test_nothing_found_says_what_was_looked_for(desk):
    """If nothing answers, the names that were asked are said."""
    with Loopback() as server:
        url = server.url
    page = desk.page("providers")
    page.local.places = (("Ollama", "ollama", url), ("Jan", "openai", url))
    desk.find("local_look").click()
    desk.wait(lambda: "Looked for Ollama, Jan" in desk.find("local_outcome_words").text())
    assert desk.find("local_look").isEnabled()


def test_nothing_is_looked_for_unasked(desk, monkeypatch):
    """Opening the page asks no port."""
    from hybriddesk.desk.settings import local_models

    asked = []
    monkeypatch.setattr(local_models, "look", lambda *_args: asked.append(1))
    desk.page("providers")
    assert asked == []


def test_leaving_forgets_a_half_typed_key(desk):
    """A key typed into the form is gone once another page is in front."""
    fill(desk, "https://api.example.org/v1")
    desk.place.show_page("about")
    assert desk.find("add_key").text() == ""


def test_a_model_file_is_added_and_a_wrong_one_said(desk, tmp_path, monkeypatch):
    """Chosen, it stands in the list as a model file on this computer; what is none is said; a missing extra is said beforehand."""
    page = desk.page("providers")
    card = page.local
    assert card.model_file.missing.isHidden() == (find_spec("llama_cpp") is not None)
    file = tmp_path / "Small & fine (4 bit).gguf"
    file.write_bytes(header(context_pair(2048)))
    card.model_file.add(file)
    desk.wait(lambda: "Small fine 4 bit" in page.cards)
    assert stored(desk, "Small fine 4 bit").models == (file.name,)
    shown = page.cards["Small fine 4 bit"]
    assert shown._what.whole_text() == f"Model file \u00b7 {file}"
    assert shown._where.text() == "This computer"
    (tmp_path / "none").mkdir()
    card.model_file.add(tmp_path / "none")
    desk.wait(lambda: "no folder with one" in desk.find("local_outcome_words").text())
    chosen = []
    for name in ("open_file", "open_folder"):
        monkeypatch.setattr(f"hybriddesk.desk.settings.model_file.{name}", lambda *given: chosen.append(given[-1]))
    desk.find("local_file").click()
    desk.find("local_folder").click()
    assert chosen == [card.model_file.add] * 2


def test_after_a_look_one_can_look_again(desk):
    """The button says so."""
    page = desk.page("providers")
    page.local.places = ()
    desk.find("local_look").click()
    desk.wait(lambda: desk.find("local_look").text().strip() == "Look again")
