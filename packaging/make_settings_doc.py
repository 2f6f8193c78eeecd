"""Writes docs/settings.md from the settings table; a test holds that the committed file is what this writes.

python packaging/make_settings_doc.py
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "docs" / "settings.md"
sys.path.insert(0, str(ROOT))

from hybriddesk.records.settings import SETTINGS, Setting, Value  # noqa: E402

HEAD = """# Settings

Every setting, its default, and what it does. In the desk: Settings (Ctrl+,). Changes are saved as you make them.

This page is written from the settings table (`hybriddesk/records/settings.py`) by `packaging/make_settings_doc.py`.
"""
COLUMNS = "| Setting | Name | Values | Default | What it does |\n|---|---|---|---|---|"


def document() -> str:
    """The whole page."""
    shown = [setting for setting in SETTINGS if setting.group != "hidden"]
    groups = dict.fromkeys(setting.group for setting in shown)
    parts = [f"## {group.capitalize()}\n\n{COLUMNS}\n" + "\n".join(_row(s) for s in shown if s.group == group) for group in groups]
    return "\n".join([HEAD, *(f"{part}\n" for part in parts)])


def _row(setting: Setting) -> str:
    return f"| {setting.label} | `{setting.name}` | {_values(setting)} | {_value(setting.default)} | {setting.sentence} |"


def _values(setting: Setting) -> str:
    if setting.choices:
        return ", ".join(setting.choices)
    if isinstance(setting.default, bool):
        return "on, off"
    if setting.low is not None and setting.high is not None:
        return f"{setting.low:g} to {setting.high:g}{f' {setting.unit}' if setting.unit else ''}"
    return "one a line" if isinstance(setting.default, tuple) else "text"


def _value(value: Value) -> str:
    if isinstance(value, bool):
        return "on" if value else "off"
    return "none" if value in ("", ()) else str(value)


if __name__ == "__main__":
    TARGET.write_text(document(), encoding="utf-8")
    print(f"wrote {TARGET.relative_to(ROOT)}")
