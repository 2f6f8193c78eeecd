"""Work grows with the length of a text and no faster, whatever the text is made of; and no pattern of ours can backtrack without bound."""

from __future__ import annotations

import importlib
import pkgutil
import random
import re
import re._parser as shapes  # type: ignore[import-not-found]
from collections.abc import Iterator
from time import thread_time
from typing import Any

import pytest

import hybriddesk.privacy
from hybriddesk.privacy.detect import find_by_rules
from hybriddesk.privacy.normalise import View

SMALL, LARGE, MOST = 2_000, 24_000, 48
"""Twelve times the text may cost 48 times the time, the best of several; quadratic work would cost 144 times."""
UNITS = (
    "1", "a", "1 ", "1-", "1.", "a ", "a b ", "a.b", "@", "a@", " at ", " dot ", "[.]", "%41", "&#65;", "\\u0041", "::", "f:", "00:", "+1", "(", "((1)", "one ", "two three ", "x=", "password ", "password is ", "pass: ",
    "-----BEGIN PRIVATE KEY-----\n", "eyJa.", "http://", "https://a/", "://a:b@", "<<", "P<UTO", "Main St ", "12 Main St ", "Apt 4 ", "lives at ", "lives at 12 ", "rue de la ", "Calle ", "1 Oak ", "12345 Oak 1\n", "+49 30 1",
    "DE89 ", "DE1", "4111 ", "0x", "1A", "bc1q", "SSN ", "nr. ", "id: 1 ", "\u200b", "a\u0301", "\u0301", "а", "aа", "é1", "９", "corner of A and ", "Dr. ", ", ", "\n", "> ", "key=", "= ", "ab12", "$2b$", "ghp_", "user/", "a/b/", "born ", "1/1/", "patient ",
)  # fmt: skip


def cpu(text: str) -> float:
    began = thread_time()
    for _ in find_by_rules(View(text)):
        pass
    return thread_time() - began


def growth(unit: str) -> float:
    """How much longer the large text takes; times too short to measure count as the shortest that can be."""
    few, many = (min(cpu((unit * size)[:size]) for _ in range(3)) for size in (SMALL, LARGE))
    return many / max(few, 2e-4)


@pytest.mark.parametrize("unit", UNITS)
def test_repeating_a_unit_costs_linear_time(unit: str) -> None:
    assert growth(unit) < MOST


@pytest.mark.parametrize("seed", range(12))
def test_repeating_a_random_mixture_costs_linear_time(seed: int) -> None:
    rng = random.Random(seed)
    assert growth("".join(rng.choice(UNITS) for _ in range(rng.randint(2, 5)))) < MOST


def patterns() -> Iterator[tuple[str, re.Pattern[str]]]:
    for found in pkgutil.walk_packages(hybriddesk.privacy.__path__, "hybriddesk.privacy."):
        for name, value in vars(importlib.import_module(found.name)).items():
            if isinstance(value, re.Pattern):
                yield f"{found.name}.{name}", value


def endless_within(parts: Any, *, repeated: bool = False) -> bool:
    """Whether an unbounded repetition stands inside another repetition of more than one: the shape that explodes."""
    for kind, value in parts:
        op = str(kind)
        if op in ("MAX_REPEAT", "MIN_REPEAT"):
            _, most, inner = value
            endless = most == shapes.MAXREPEAT
            if (endless and repeated and not _one_class(inner)) or endless_within(inner, repeated=repeated or endless):
                return True
        elif (op == "SUBPATTERN" and endless_within(value[3], repeated=repeated)) or (op == "BRANCH" and any(endless_within(branch, repeated=repeated) for branch in value[1])):
            return True
    return False


def _one_class(parts: Any) -> bool:
    return len(parts) == 1 and str(parts[0][0]) in ("IN", "LITERAL", "NOT_LITERAL", "ANY")


def test_no_endless_repetition_stands_inside_another() -> None:
    assert [name for name, pattern in patterns() if endless_within(shapes.parse(pattern.pattern, pattern.flags))] == []


def test_the_check_itself_sees_the_shape() -> None:
    assert endless_within(shapes.parse("(?:(?:ab)+c?)*"))
