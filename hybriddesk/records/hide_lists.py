"""A list of what is always hidden for one client or matter."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Scope = Literal["conversation", "import"]


@dataclass(frozen=True, slots=True)
class HideList:
    """``terms``: names, numbers, addresses and spellings, in the order written. ``everywhere``: used for every request, else only where it
    is assigned: to conversations by id (``conversations``) and to imports by what they are called (``imports``)."""

    id: str
    name: str = field(repr=False)
    terms: tuple[str, ...] = field(repr=False)
    everywhere: bool
    conversations: tuple[str, ...] = ()
    imports: tuple[str, ...] = field(default=(), repr=False)
