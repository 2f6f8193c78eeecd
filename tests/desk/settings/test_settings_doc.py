"""The page of the documentation that is written from the settings table."""

from __future__ import annotations

import importlib.util
from pathlib import Path

from hybriddesk.records.settings import SETTINGS

ROOT = Path(__file__).resolve().parents[3]


def maker():
    spec = importlib.util.spec_from_file_location("make_settings_doc", ROOT / "packaging" / "make_settings_doc.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_committed_page_is_what_the_table_says():
    """Run packaging/make_settings_doc.py after changing a setting."""
    assert (ROOT / "docs" / "settings.md").read_text(encoding="utf-8") == maker().document()


def test_every_setting_a_person_can_change_is_in_it():
    """Name, label and sentence of each; what the window keeps for itself is left out."""
    page = maker().document()
    for setting in SETTINGS:
        assert (f"`{setting.name}`" in page and setting.sentence in page) is (setting.group != "hidden")
