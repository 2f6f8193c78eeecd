"""The colours, sizes and spaces of the desk. Everything drawn takes its colour from here, by the name of its meaning."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Literal

Mode = Literal["light", "dark", "contrast"]
Role = str
"""The name of one field of ``Tokens``."""

SPACE = (4, 8, 12, 16, 24, 32)
RADIUS = (4, 6, 10)
SIZES = {"small": 11, "hint": 12, "base": 13, "read": 14, "title": 18, "page": 24}
"""Text sizes in px at 100 %."""

ROW_HEIGHT = {"button": 32, "nav": 32, "queue": 78, "table": 32}


@dataclass(frozen=True, slots=True)
class Tokens:
    """One theme. ``x`` on ``x_soft`` is a text pair; ``border`` is soft (labelled buttons), ``strong`` reaches 3:1 (inputs),
    ``line`` separates; ``scrim`` lies over the window behind a palette or dialog (with alpha)."""

    canvas: str
    surface: str
    sunken: str
    raised: str
    hover: str
    text: str
    text2: str
    text3: str
    line: str
    border: str
    strong: str
    accent: str
    accent_hover: str
    on_accent: str
    accent_soft: str
    accent_text: str
    ok: str
    ok_soft: str
    warn: str
    warn_soft: str
    bad: str
    bad_soft: str
    pii: str
    pii_soft: str
    neutral: str
    neutral_soft: str
    added: str
    added_soft: str
    removed: str
    removed_soft: str
    track: str
    selection: str
    selection_text: str
    focus: str
    scrim: str

    def role(self, name: Role) -> str:
        """The colour of a role. An unknown role is a defect and raises ``KeyError``."""
        if name not in ROLES:
            raise KeyError(name)
        colour: str = getattr(self, name)
        return colour


ROLES = frozenset(field.name for field in fields(Tokens))

LIGHT = Tokens(
    canvas="#F4F5F7", surface="#FFFFFF", sunken="#F8F9FA", raised="#FFFFFF", hover="#ECEEF2",
    text="#14181F", text2="#454E5B", text3="#5F6875",
    line="#E1E4E9", border="#C8CDD5", strong="#818A97",
    accent="#2E54C8", accent_hover="#2647AE", on_accent="#FFFFFF", accent_soft="#E9EEFC", accent_text="#2747AD",
    ok="#18704A", ok_soft="#E2F3EA", warn="#8A5300", warn_soft="#FDF1DA", bad="#B3261E", bad_soft="#FCE9E7",
    pii="#6A35B1", pii_soft="#F1E9FB", neutral="#454E5B", neutral_soft="#EEF0F3",
    added="#0F5132", added_soft="#D3F0DD", removed="#7F1D17", removed_soft="#FBDAD7",
    track="#EEF0F3", selection="#CFDAF8", selection_text="#14181F", focus="#2E54C8", scrim="#5914181F",
)

DARK = Tokens(
    canvas="#0F1115", surface="#171A20", sunken="#13161B", raised="#272C35", hover="#20242C",
    text="#E8EBF0", text2="#B4BCC8", text3="#8F98A6",
    line="#272C35", border="#3A414D", strong="#6D7683",
    accent="#8AA5FF", accent_hover="#A3B8FF", on_accent="#0F1115", accent_soft="#1F2A47", accent_text="#A9BCFF",
    ok="#63C795", ok_soft="#14301F", warn="#E8B04B", warn_soft="#33260C", bad="#FF8A80", bad_soft="#3A1715",
    pii="#C4A2FF", pii_soft="#2A1D42", neutral="#B4BCC8", neutral_soft="#20242C",
    added="#B6F0CE", added_soft="#173B27", removed="#FFC9C3", removed_soft="#4A1D1A",
    track="#272C35", selection="#2F4071", selection_text="#E8EBF0", focus="#8AA5FF", scrim="#8C000000",
)

CONTRAST = Tokens(
    canvas="#000000", surface="#000000", sunken="#000000", raised="#000000", hover="#1A1A1A",
    text="#FFFFFF", text2="#FFFFFF", text3="#E6E6E6",
    line="#FFFFFF", border="#FFFFFF", strong="#FFFFFF",
    accent="#FFD400", accent_hover="#FFE566", on_accent="#000000", accent_soft="#00335C", accent_text="#FFD400",
    ok="#7CFFB2", ok_soft="#00260F", warn="#FFD400", warn_soft="#332B00", bad="#FF9C94", bad_soft="#3D0500",
    pii="#D9BFFF", pii_soft="#26004D", neutral="#FFFFFF", neutral_soft="#1A1A1A",
    added="#B3FFD1", added_soft="#003D1A", removed="#FFD6D1", removed_soft="#5C0A00",
    track="#333333", selection="#00335C", selection_text="#FFFFFF", focus="#FFD400", scrim="#B3000000",
)

TOKENS: dict[Mode, Tokens] = {"light": LIGHT, "dark": DARK, "contrast": CONTRAST}
