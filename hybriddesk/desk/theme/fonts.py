"""The bundled fonts: Inter for the desk, JetBrains Mono for what is code or bytes."""

from __future__ import annotations

from PySide6.QtGui import QFont, QFontDatabase

from hybriddesk.desk.theme.tokens import SIZES
from hybriddesk.records.resources import resource

FILES = ("Inter-Regular.otf", "Inter-Medium.otf", "Inter-SemiBold.otf", "JetBrainsMono-Regular.ttf", "JetBrainsMono-Medium.ttf")
SANS, MONO = "Inter", "JetBrains Mono"
WEIGHTS = {400: QFont.Weight.Normal, 500: QFont.Weight.Medium, 600: QFont.Weight.DemiBold}


def load() -> None:
    """Registers the bundled fonts. A file that is not there is a broken installation and raises ``FileNotFoundError``."""
    folder = resource("fonts")
    for name in FILES:
        if QFontDatabase.addApplicationFont(str(folder / name)) < 0:
            raise FileNotFoundError(f"resources/fonts/{name} is missing or damaged in this installation")


def font(size: str = "base", weight: int = 400, *, mono: bool = False, zoom: int = 100) -> QFont:
    """A font by size name (see ``SIZES``) and weight 400, 500 or 600. Big sizes are set a little tighter."""
    pixels = round(SIZES[size] * zoom / 100)
    made = QFont(MONO if mono else SANS)
    made.setPixelSize(pixels)
    made.setWeight(WEIGHTS[weight])
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    if SIZES[size] >= 18:
        made.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, -0.2 if SIZES[size] == 18 else -0.4)
    return made
