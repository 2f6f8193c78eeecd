"""What every test gets: an offscreen screen of 1440 x 900 at 96 dpi, unless the caller chose a platform."""

from __future__ import annotations

import os
from pathlib import Path

if "QT_QPA_PLATFORM" not in os.environ and "DISPLAY" not in os.environ:
    os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={Path(__file__).with_name('screen.json')}"
os.environ.setdefault("QT_ACCESSIBILITY", "0")
