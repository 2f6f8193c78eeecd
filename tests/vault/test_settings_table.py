"""Settings in the store."""

import pytest
from table_store import open_store

from hybriddesk.records.errors import Refused
from hybriddesk.records.settings import SETTINGS
from hybriddesk.vault.settings_table import Settings, settings_rows


@pytest.fixture
def store(tmp_path):
    opened = open_store(tmp_path)
    yield opened
    opened.db.close()


@pytest.fixture
def settings(store):
    return Settings(store.db)


def test_a_fresh_store_has_the_defaults(settings):
    """Every declared setting is there with its default."""
    assert settings.all() == {one.name: one.default for one in SETTINGS}
    assert settings.get("appearance.zoom") == 100


@pytest.mark.parametrize(("name", "value"), [
    ("appearance.zoom", 150), ("general.person", "Ada ✓"), ("appearance.reduce_motion", True), ("review.threshold", 0.5),
    ("privacy.always_hide", ("Project Falcon", "x\ny")),
])
def test_a_value_comes_back_with_its_type(store, settings, name, value):
    """Numbers, words, switches and lists come back as they went in, also through another connection."""
    settings.set(name, value)
    settings.set(name, value)
    assert settings.get(name) == value
    assert type(settings.get(name)) is type(value)
    assert settings_rows(store.db)[name] == value


def test_wrong_values_are_refused(settings):
    """An unknown name and a value outside its limits change nothing."""
    with pytest.raises(Refused, match=r"settings\.unknown"):
        settings.get("no.such")
    with pytest.raises(Refused, match=r"settings\.unknown"):
        settings.set("no.such", 1)
    with pytest.raises(Refused, match=r"settings\.invalid"):
        settings.set("appearance.zoom", 500)
    assert settings.get("appearance.zoom") == 100


def test_only_a_change_is_written_and_told(store, settings):
    """Setting what is already so writes nothing; a change names the setting to the windows."""
    settings.set("appearance.zoom", 100)
    assert store.told == []
    settings.set("appearance.zoom", 120)
    assert store.told[0].ids == {"appearance.zoom"}


def test_security_and_privacy_are_audited_by_name(store, settings):
    """The log says which protective setting changed and never to what."""
    settings.set("privacy.never_hide", ("Falcon",))
    settings.set("appearance.zoom", 120)
    assert store.audit == [("settings.change", "privacy.never_hide", "{}")]


def test_a_value_of_another_version_does_not_keep_the_desk_shut(store, settings):
    """A stored value outside today's limits reads as the default, an unknown name is left alone."""
    with store.db.write("settings") as connection:
        connection.execute("INSERT INTO settings VALUES('appearance.zoom', '9000', 1), ('future.thing', '1', 1)")
    assert settings.get("appearance.zoom") == 100
    assert "future.thing" not in settings.all()
