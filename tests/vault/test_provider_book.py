"""Providers, keys and breakers in the store."""

import pytest
from table_store import open_store

from hybriddesk.records.errors import Refused
from hybriddesk.records.work import ProviderConfig
from hybriddesk.vault.breakers import Breakers
from hybriddesk.vault.provider_book import ProviderBook


@pytest.fixture
def store(tmp_path):
    opened = open_store(tmp_path)
    yield opened
    opened.db.close()


@pytest.fixture
def book(store):
    return ProviderBook(store.db)


def config(name="nano", **more):
    values = {
        "name": name, "adapter": "openai", "base_url": "https://api.example/v1", "allow_loopback_http": False, "ask": "always",
        "has_key": True, "models": ("m-1", "m-2"), "default_model": "m-1", "created_ms": 1_700_000_000_000,
    }
    return ProviderConfig(**(values | more))


def test_a_provider_comes_back_as_added(store, book):
    """All its fields return, in the order providers were added; the key only through its own door."""
    book.add(config(), "sk-secret")
    store.clock.move(1)
    local = config("a-local", base_url="http://127.0.0.1:11434/v1", allow_loopback_http=True, has_key=False, created_ms=store.clock.now)
    book.add(local, None)
    assert book.all() == (config(), local)
    assert (book.key("nano"), book.key("a-local")) == ("sk-secret", None)
    with pytest.raises(Refused, match=r"provider\.exists \(name=nano\)"):
        book.add(config(), "other")
    assert book.key("nano") == "sk-secret"


@pytest.mark.parametrize("act", [
    lambda book: book.get("x"), lambda book: book.key("x"), lambda book: book.update(config("x")), lambda book: book.remove("x"),
    lambda book: book.set_ask("x", "never"), lambda book: book.seen_kinds("x"), lambda book: book.add_seen_kinds("x", ["PERSON"]),
    lambda book: book.set_models("x", (), ""),
])
def test_an_unknown_provider_is_refused(book, act):
    """Every act on a provider that is not there says so."""
    with pytest.raises(Refused, match=r"provider\.unknown"):
        act(book)


def test_update_keeps_the_key_unless_one_is_given(book):
    """Changing the address leaves the key; a new key replaces it."""
    book.add(config(), "sk-1")
    book.update(config(base_url="https://other.example/v1", ask="never"))
    assert (book.get("nano").base_url, book.get("nano").ask, book.key("nano")) == ("https://other.example/v1", "never", "sk-1")
    book.update(config(), "sk-2")
    assert book.key("nano") == "sk-2"


def test_models_and_rule_can_be_set_alone(book):
    """What the provider offers and when the person is asked change without touching the rest."""
    book.add(config(), "sk-1")
    book.set_models("nano", ["m-9"], "m-9")
    book.set_ask("nano", "new_kinds")
    assert book.get("nano") == config(models=("m-9",), default_model="m-9", ask="new_kinds")


def test_seen_kinds_only_grow(store, book):
    """Kinds once shown in a preview are remembered; the same ones again write nothing."""
    book.add(config(), None)
    book.add_seen_kinds("nano", ["PERSON"])
    book.add_seen_kinds("nano", ["EMAIL", "PERSON"])
    store.told.clear()
    book.add_seen_kinds("nano", ["EMAIL"])
    assert book.seen_kinds("nano") == {"PERSON", "EMAIL"}
    assert store.told == []


def test_removing_forgets_key_and_breakers(store, book):
    """A removed provider leaves neither key nor breaker state behind."""
    book.add(config(), "sk-secret")
    breakers = Breakers(store.db)
    breakers.save("nano", "m-1", '{"state": "open"}')
    breakers.save("nano", "m-1", '{"state": "closed"}')
    breakers.save("other", "m-1", "{}")
    assert breakers.load() == {("nano", "m-1"): '{"state": "closed"}', ("other", "m-1"): "{}"}
    book.remove("nano")
    assert book.all() == ()
    assert breakers.load() == {("other", "m-1"): "{}"}


def test_acts_are_audited_without_the_key(store, book):
    """Adding, changing and removing are in the log by name; no line holds the key."""
    book.add(config(), "sk-secret-1")
    book.update(config(), "sk-secret-2")
    book.set_ask("nano", "never")
    book.remove("nano")
    assert [(act, subject) for act, subject, _ in store.audit] == [
        ("provider.add", "nano"), ("provider.change", "nano"), ("provider.ask", "nano"), ("provider.remove", "nano"),
    ]
    assert "sk-secret" not in str(store.audit)
