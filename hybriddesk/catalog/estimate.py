"""How many tokens a prompt is, about, before anything is sent. No tokenizer is shipped: they are large, differ per model, and some
load their tables from the network. Characters are weighed by script instead, which every sentence shows as "about".
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

from hybriddesk.catalog.prices import Price, price
from hybriddesk.records.way import Estimate, Message

LATIN, ACCENTED, CYRILLIC, ARABIC, INDIC, CJK = 0.25, 3.2, 0.49, 0.70, 0.92, 1.15
DIGIT, PUNCTUATION, RUN = 0.95, 0.60, 0.22
MARGIN = 1.15
"""On top, until a model's own counts are known: a preview that says too little is worse than one that says too much."""
PER_MESSAGE = 4
TYPICAL_ANSWER = 400
"""Tokens of an answer, for the price: a reply of some 250 words."""

_RUN = re.compile(r"[ \t]{2,}|[ \t]*\n\s*")
# first and last code point of a script, tokens per character
_SCRIPTS = (
    (0x0370, 0x052F, CYRILLIC), (0x0530, 0x077F, ARABIC), (0x0900, 0x0DFF, INDIC), (0x0E00, 0x0EFF, INDIC),
    (0x1100, 0x11FF, CJK), (0x2E80, 0x9FFF, CJK), (0xA960, 0xA97F, CJK), (0xAC00, 0xD7FF, CJK), (0xF900, 0xFAFF, CJK),
    (0xFF00, 0xFFEF, CJK), (0x20000, 0x3FFFF, CJK),
)


def tokens(text: str) -> int:
    """About how many tokens a text is, without margin."""
    weight = sum(_weight(sign) * count for sign, count in Counter(text).items())
    return math.ceil(weight + RUN * sum(1 for _ in _RUN.finditer(text)))


def prompt_tokens(messages: Iterable[Message]) -> int:
    """About how many tokens a prompt is, with the frame around each message and the margin."""
    return math.ceil(MARGIN * sum(tokens(message.text) + PER_MESSAGE for message in messages))


def estimate(body: bytes, messages: tuple[Message, ...], model: str, own: Price | None = None) -> Estimate:
    """Size of the body, tokens of the prompt, and the price of a call with an answer of usual length if the model's price is known:
    ``own`` is what the provider itself says, and goes before the table."""
    count, known = prompt_tokens(messages), own or price(model)
    return Estimate(len(body), count, None if known is None else known.cost(count, TYPICAL_ANSWER))


@lru_cache(maxsize=4096)
def _weight(sign: str) -> float:
    if sign.isspace():
        return 0.0
    if sign.isascii():
        return LATIN if sign.isalpha() else DIGIT if sign.isdigit() else PUNCTUATION
    point = ord(sign)
    found = next((weight for first, last, weight in _SCRIPTS if first <= point <= last), None)
    if found is not None:
        return found
    return ACCENTED if unicodedata.category(sign).startswith("L") else PUNCTUATION * len(sign.encode("utf-8", "replace")) / 2
