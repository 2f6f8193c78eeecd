"""What links by the placeholders: one that stands in two conversations, an order or a spelling that is not drawn at random.

Three random characters make 32,768 names, so that now and then two conversations draw the same one by chance. A finding needs more
than chance gives once in a million tests (Poisson and normal tails), and says how many were to be expected.
"""

from __future__ import annotations

import itertools
import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from hybriddesk.privacy.kinds import KIND_NAMES
from hybriddesk.privacy.tokens import ALPHABET
from hybriddesk.records.errors import Fact
from hybriddesk.records.linking import Finding, Sighting

TOKEN = re.compile(rf"\b(?:{'|'.join(sorted(KIND_NAMES, key=lambda n: (-len(n), n)))})_(?!REMOVED)[A-Z0-9]{{1,8}}\b", re.ASCII)
NAMES = 32**3
RARE = 1e-6
"""How seldom a fair draw may be called a link."""
DEVIATIONS = 5.0
"""Standard deviations: about ``RARE`` on both sides of a normal curve."""
UNEVEN = 85.0
"""Chi-square of 31 degrees of freedom that a fair draw passes less often than ``RARE``."""
FEWEST = 30
"""Pairs below which nothing can be said of an order."""


def tokens(sightings: Sequence[Sighting]) -> Iterator[Finding]:
    """The rows about placeholders."""
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for one in sightings:
        found[one.conversation].update(dict.fromkeys(TOKEN.findall(one.seen.body.decode("utf-8", "replace"))))
    by_talk = {talk: tuple(given) for talk, given in found.items()}
    yield _shared(by_talk)
    yield _order(by_talk)
    yield _spelling(by_talk)


def _shared(by_talk: Mapping[str, tuple[str, ...]]) -> Finding:
    users = Counter(token for given in by_talk.values() for token in given)
    pairs = sum(math.comb(count, 2) for count in users.values())
    kinds = Counter(token.rsplit("_", 1)[0] for given in by_talk.values() for token in given)
    within = Counter(kind for given in by_talk.values() for kind, count in _kinds(given).items() for _ in range(math.comb(count, 2)))
    expected = sum(math.comb(count, 2) - within[kind] for kind, count in kinds.items()) / NAMES
    most = max(users, key=lambda token: (users[token], token), default="")
    facts: dict[str, Fact] = {
        "tokens": len(users), "pairs": pairs, "expected": round(expected, 3), "token": most if pairs else "",
        "conversations": users[most] if pairs else 0,
    }
    return Finding("token_shared", "linked" if pairs and tail(pairs, expected) < RARE else "nothing", facts=facts)


def _kinds(given: Sequence[str]) -> Counter[str]:
    return Counter(token.rsplit("_", 1)[0] for token in given)


def tail(count: int, expected: float) -> float:
    """The chance of ``count`` or more where ``expected`` come on average (Poisson)."""
    if not expected:
        return float(count == 0)
    below = sum(math.exp(k * math.log(expected) - expected - math.lgamma(k + 1)) for k in range(count))
    return max(1.0 - below, 0.0)


def _order(by_talk: Mapping[str, tuple[str, ...]]) -> Finding:
    """Whether a later placeholder is more often above than below the one before it."""
    bodies = [[token.rsplit("_", 1)[1] for token in given] for given in by_talk.values()]
    pairs = [(a, b) for given in bodies for a, b in itertools.pairwise(given) if a[:3] != b[:3]]
    rising = sum(a < b for a, b in pairs)
    odd = len(pairs) >= FEWEST and abs(rising - len(pairs) / 2) > DEVIATIONS * math.sqrt(len(pairs) / 4)
    return Finding("token_order", "linked" if odd else "nothing", facts={"pairs": len(pairs), "rising": rising})


def _spelling(by_talk: Mapping[str, tuple[str, ...]]) -> Finding:
    """Whether the random characters are spread evenly over the alphabet (chi-square, 31 degrees of freedom)."""
    signs = Counter(sign for given in by_talk.values() for stem in {t.rsplit("_", 1)[1][:3] for t in given} for sign in stem)
    count, strange = sum(signs.values()), sum(n for sign, n in signs.items() if sign not in ALPHABET)
    mean = count / len(ALPHABET)
    spread = sum((signs[sign] - mean) ** 2 for sign in ALPHABET) / mean if mean else 0.0
    uneven = count >= 5 * len(ALPHABET) and spread > UNEVEN
    return Finding("token_spelling", "linked" if strange or uneven else "nothing", facts={"characters": count, "strange": strange, "spread": round(spread, 1)})
