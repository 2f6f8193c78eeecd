"""What a carrier finds in a text: blocks of structure, and in them the places where values stand."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

Escape = Literal["", "json", "xml"]
_WORD = re.compile(r"[A-Z]+(?![^\W\d_A-Z])|[A-Z]?[^\W\d_A-Z]+|[0-9]+")
_LONGEST_LABEL = 80


@dataclass(frozen=True, slots=True)
class Region:
    """One value, ``[start, end)`` in code points of the source.

    ``label`` names it in lower-case words (``date of birth``); ``record`` counts the object or row it belongs to, ``quote`` is
    what must stand around a token in the place of a bare number, ``escape`` how characters are written in it.
    """

    start: int
    end: int
    label: str = ""
    record: int = 0
    quote: str = ""
    escape: Escape = ""


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of structure with its values in order. What of it is no value is syntax and stays as it is."""

    start: int
    end: int
    regions: tuple[Region, ...]


Finder = Callable[[str, int, int], Iterator[Block]]
"""Looks for blocks in ``text[start:end]``; yields them in order, disjoint."""


def label_of(name: str) -> str:
    """``customerFirstName``, ``customer-first_name`` and ``Customer first name`` as ``customer first name``, without accents."""
    words = " ".join(word.lower() for word in _WORD.findall(name[:_LONGEST_LABEL]))
    return words if words.isascii() else "".join(char for char in unicodedata.normalize("NFKD", words) if not unicodedata.combining(char))


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The stretch without white space at its ends; empty at ``end`` if there is nothing else."""
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return start, end
