"""The structure of one text: which finders saw what, in order, each in the stretches that the ones before it left free."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from hybriddesk.privacy.carriers import code, json_text, markup, pairs, sql, table
from hybriddesk.privacy.carriers.decoded import Decoded, is_escaped
from hybriddesk.privacy.carriers.region import Block, Finder
from hybriddesk.privacy.normalise import View

_Gate = Callable[[str], bool]
_FINDERS: tuple[tuple[_Gate, Finder], ...] = (
    (lambda text: "```" in text or "~~~" in text, code.fences),
    (lambda text: "=" in text or "(" in text, code.find),
    (lambda text: '"' in text and ("{" in text or "[" in text), json_text.find),
    (lambda text: "</" in text or "/>" in text or "<?" in text or "<!" in text, markup.find),
    (lambda text: "'" in text, sql.find),
    (lambda text: "\n" in text, table.find),
    (lambda text: "\n" in text and (":" in text or "=" in text), pairs.find),
    (lambda text: "=" in text, pairs.fields),
    (bool, pairs.users),
)
"""Each with the cheap sign without which it has nothing to find. Prose of one line passes none."""


class Layout:
    """Blocks in order, and their regions in order."""

    def __init__(self, text: str) -> None:
        self.text = text
        blocks: list[Block] = []
        for gate, find in _FINDERS:
            if gate(text):
                blocks += [block for start, end in _free(blocks, len(text)) for block in find(text, start, end)]
                blocks.sort(key=_start)
        self.blocks = tuple(blocks)
        self.regions = tuple(region for block in blocks for region in block.regions)
        self.quotes = {(region.start, region.end): region.quote for region in self.regions if region.quote}

    def view(self) -> View:
        """What the detectors read: escapes decoded."""
        escaped = [region for region in self.regions if region.escape]
        return Decoded(self.text, escaped) if escaped or is_escaped(self.text) else View(self.text)


def _free(blocks: list[Block], end: int) -> Iterator[tuple[int, int]]:
    at = 0
    for block in blocks:
        if at < block.start:
            yield at, block.start
        at = block.end
    if at < end:
        yield at, end


def _start(block: Block) -> int:
    return block.start
