"""What this program is made of: versions, packages with their licences, works that are shipped with it."""

from __future__ import annotations

import platform
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

import PySide6
from PySide6.QtCore import qVersion

from hybriddesk import __version__
from hybriddesk.records.resources import resource

NAME = "hybriddesk"
LICENCE = "Apache-2.0"
_ENDS_NAME = frozenset("<>=!~;[( ")


@dataclass(frozen=True, slots=True)
class Package:
    """A Python package this program needs, as its own metadata says."""

    name: str
    version: str
    licence: str


@dataclass(frozen=True, slots=True)
class Work:
    """A licence or notice that is shipped."""

    title: str
    text: str


def versions() -> tuple[tuple[str, str], ...]:
    """Program, Python, Qt and system: names and numbers only, nothing of people."""
    return (
        ("HybridDesk", __version__), ("Python", platform.python_version()), ("Qt", qVersion()),
        ("PySide6", PySide6.__version__),
        (platform.system(), f"{platform.release()} ({platform.machine()})"),
    )


def packages() -> tuple[Package, ...]:
    """Every package that is needed, directly or by another one, and is installed. Reads files: call it in a worker thread."""
    found: dict[str, Package] = {}
    waiting = list(_direct())
    while waiting:
        name = waiting.pop()
        if _key(name) in found:
            continue
        try:
            there = distribution(name)
        except PackageNotFoundError:
            continue  # needed on other systems only
        found[_key(name)] = Package(there.metadata["Name"], there.version, _licence(there))
        waiting += _needed(there.requires or ())
    return tuple(found[key] for key in sorted(found))


def works() -> tuple[Work, ...]:
    """The texts of licences and notices. Reads files: call it in a worker thread."""
    root = resource("icons").parent
    own = (Work("HybridDesk (Apache-2.0)", _own_licence()),)
    notices = (Work(path.name, _text(path)) for path in sorted(root.glob("NOTICE*")))
    fonts = (Work(path.stem, _text(path)) for path in sorted((root / "fonts").glob("*.copyright")))
    return (*own, *notices, *fonts, Work("Lucide", _text(root / "icons" / "LICENSE")))


def _direct() -> list[str]:
    try:
        return _needed(distribution(NAME).requires or ())
    except PackageNotFoundError:
        project = tomllib.loads(_text(resource("icons").parent.parent / "pyproject.toml"))["project"]  # run from a checkout
        return _needed(project["dependencies"])


def _needed(requirements: Iterable[str]) -> list[str]:
    return [_name(line) for line in requirements if "extra ==" not in line]


def _name(requirement: str) -> str:
    end = next((at for at, sign in enumerate(requirement) if sign in _ENDS_NAME), len(requirement))
    return requirement[:end]


def _key(name: str) -> str:
    return name.lower().replace("_", "-").replace(".", "-")


def _licence(there: Distribution) -> str:
    said = [line for name in ("License-Expression", "License") for line in there.metadata.get_all(name) or ()]
    short = next((text.strip().splitlines()[0] for text in said if text.strip()), "")
    classes = [line.rsplit(" :: ", 1)[1] for line in there.metadata.get_all("Classifier") or () if line.startswith("License :: ")]
    return short or ", ".join(classes) or "?"


def _own_licence() -> str:
    try:
        shipped = distribution(NAME).read_text("licenses/LICENSE")
    except PackageNotFoundError:
        shipped = None
    return shipped or _text(resource("icons").parent.parent / "LICENSE")


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace")
