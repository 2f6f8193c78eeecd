"""Values of a given shape, drawn with a fixed seed until the number's own check accepts one. No value here belongs to anybody."""

from __future__ import annotations

import random
import re._parser as shapes  # type: ignore[import-not-found]
from typing import Any

from hybriddesk.privacy.rules.ids import valid

_TRIES = 200_000


def drawn(shape: str, rng: random.Random) -> str:
    """A random text that the expression matches; the simple parts of expressions only."""
    return _text(shapes.parse(shape), rng)


def number(check: str, shape: str, rng: random.Random) -> str:
    """A text of the shape that passes ``check`` of the table of numbers."""
    for _ in range(_TRIES):
        text = drawn(shape, rng)
        if valid(check, text):
            return text
    raise AssertionError(f"no {check} of shape {shape}")


def _text(parts: Any, rng: random.Random) -> str:
    return "".join(_part(str(kind), value, rng) for kind, value in parts)


def _part(kind: str, value: Any, rng: random.Random) -> str:
    if kind == "LITERAL":
        return chr(value)
    if kind == "IN":
        chars = [chr(code) for op, item in value for code in (range(item[0], item[1] + 1) if str(op) == "RANGE" else [item])]
        return rng.choice(chars)
    if kind == "MAX_REPEAT":
        least, most, inner = value
        return "".join(_text(inner, rng) for _ in range(rng.randint(least, most)))
    return _text(value[3] if kind == "SUBPATTERN" else rng.choice(value[1]), rng)
