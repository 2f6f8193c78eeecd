"""Where the shipped files are: fonts, icons, prompts, samples, price table."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent


def resource(name: str) -> Path:
    """The path of ``resources/<name>``, in an installed package or in a checkout. Raises ``FileNotFoundError``."""
    for root in (_PACKAGE / "resources", _PACKAGE.parent / "resources"):
        if (root / name).exists():
            return root / name
    raise FileNotFoundError(f"resources/{name} is missing from this installation")
