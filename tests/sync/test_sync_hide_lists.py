"""Hide lists in a bundle, and bundles that were written before there were any."""

from __future__ import annotations

import pytest
from sync_stores import LOG_N, PASS, empty, filled, written

from hybriddesk.sync import bundle_write, bundling, tables
from hybriddesk.vault.hide_lists import HideLists, terms_for


@pytest.fixture
def source(tmp_path):
    db = filled(tmp_path / "one")
    yield db
    db.close()


@pytest.fixture
def target(tmp_path):
    db = empty(tmp_path / "two")
    yield db
    db.close()


def test_a_list_travels_with_its_uses(source, target, tmp_path):
    written(source, tmp_path / "b.age")
    bundling.import_bundle(target, tmp_path / "b.age", PASS)
    assert HideLists(target).all() == HideLists(source).all()
    thread = HideLists(target).all()[0].conversations[0]
    assert terms_for(target, thread) == ("Krähe",)


def test_a_list_removed_here_comes_back_and_hides_more(source, tmp_path):
    written(source, tmp_path / "b.age")
    HideLists(source).remove("l" * 26)
    bundling.import_bundle(source, tmp_path / "b.age", PASS)
    assert [one.terms for one in HideLists(source).all()] == [("Krähe",)]


def test_a_bundle_without_these_tables_is_read(source, target, tmp_path, monkeypatch):
    """As the version before wrote it: schema 2 and none of the later tables."""
    older = tables.of_schema(2)
    monkeypatch.setattr(bundle_write, "TABLES", older)
    monkeypatch.setattr(bundle_write, "SCHEMA", 2)
    written(source, tmp_path / "b.age", log_n=LOG_N)
    monkeypatch.undo()
    assert bundling.import_bundle(target, tmp_path / "b.age", PASS).new > 0
    assert HideLists(target).all() == ()
