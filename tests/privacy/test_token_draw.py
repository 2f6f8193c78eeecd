"""Placeholders are drawn: over many conversations their spelling, their order and their meetings are those of chance.

Each limit is one that a fair draw passes less often than once in a million runs.
"""

from __future__ import annotations

import itertools
import math
from collections import Counter

import pytest

from hybriddesk.privacy.scrub import scrub_text
from hybriddesk.privacy.tokens import ALPHABET, Mint, check_character

TALKS = 600
TEXT = "anna@example.org, ben@example.org, cleo@example.org, dora@example.org, emil@example.org and finn@example.org"
UNEVEN = 85.0
"""Chi-square, 31 degrees of freedom."""


@pytest.fixture(scope="module")
def bodies() -> list[list[str]]:
    """The four characters of each placeholder in the order in which they stand, for each conversation."""
    made = [scrub_text(TEXT) for _ in range(TALKS)]
    return [[entry.token[-4:] for entry in one.entries] for one in made]


@pytest.mark.parametrize("place", [0, 1, 2])
def test_every_character_is_as_likely_at_every_place(bodies: list[list[str]], place: int) -> None:
    """Chi-square over the alphabet."""
    counts = Counter(body[place] for talk in bodies for body in talk)
    mean = sum(counts.values()) / len(ALPHABET)
    assert set(counts) <= set(ALPHABET)
    assert sum((counts[sign] - mean) ** 2 for sign in ALPHABET) / mean < UNEVEN


def test_places_say_nothing_of_each_other(bodies: list[list[str]]) -> None:
    """Chi-square over pairs of halves of the alphabet, at each two places."""
    for a, b in itertools.combinations(range(3), 2):
        pairs = Counter((ALPHABET.index(body[a]) // 16, ALPHABET.index(body[b]) // 16) for talk in bodies for body in talk)
        mean = sum(pairs.values()) / 4
        assert sum((pairs[pair] - mean) ** 2 for pair in itertools.product((0, 1), repeat=2)) / mean < 31.0


def test_the_order_tells_nothing(bodies: list[list[str]]) -> None:
    """Of two neighbours either may be above the other; the first of a conversation is the smallest as often as any."""
    pairs = [(a, b) for talk in bodies for a, b in itertools.pairwise(talk)]
    rising = sum(a < b for a, b in pairs)
    assert abs(rising - len(pairs) / 2) < 5 * math.sqrt(len(pairs) / 4)
    smallest = Counter(talk.index(min(talk)) for talk in bodies)
    share = 1 / len(bodies[0])
    assert all(abs(smallest[at] - TALKS * share) < 5 * math.sqrt(TALKS * share * (1 - share)) for at in range(len(bodies[0])))


def test_conversations_share_no_more_than_chance_gives(bodies: list[list[str]]) -> None:
    """Six of 32,768 in each of 600 conversations: the number of meetings is Poisson's, and the same value never keeps its token."""
    users = Counter(body for talk in bodies for body in talk)
    meetings = sum(math.comb(count, 2) for count in users.values())
    expected = math.comb(TALKS, 2) * 36 / 32**3
    assert abs(meetings - expected) < 6 * math.sqrt(expected)
    same = sum(math.comb(count, 2) for at in range(6) for count in Counter(talk[at] for talk in bodies).values())
    assert abs(same - expected / 6) < 6 * math.sqrt(expected / 6)


def test_a_conversation_never_draws_one_twice(bodies: list[list[str]]) -> None:
    """Within a conversation each stem is its own, and the fourth character checks it."""
    assert all(len({body[:3] for body in talk}) == len(talk) == 6 for talk in bodies)
    assert all(check_character(body[:3]) == body[3] for talk in bodies for body in talk)


def test_a_numbering_would_be_noticed() -> None:
    """The same looks at tokens that are counted up: the tests above can fail."""
    at = itertools.count()

    def counted(_count: int) -> bytes:
        n = next(at)
        return bytes((n // 1024 % 32, n // 32 % 32, n % 32))

    talks = []
    for _ in range(60):
        mint = Mint((), counted)
        talks.append([mint.new("EMAIL")[-4:] for _ in range(6)])
    counts = Counter(body[0] for talk in talks for body in talk)
    mean = sum(counts.values()) / len(ALPHABET)
    assert sum((counts[sign] - mean) ** 2 for sign in ALPHABET) / mean > UNEVEN
    pairs = [(a, b) for talk in talks for a, b in itertools.pairwise(talk)]
    assert abs(sum(a < b for a, b in pairs) - len(pairs) / 2) > 5 * math.sqrt(len(pairs) / 4)
