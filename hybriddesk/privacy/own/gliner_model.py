"""A GLiNER model of the span kind, exported to ONNX: ``gliner_config.json``, ``model.onnx``, ``tokenizer.json``.

The labels are part of the prompt: ``<<ENT>> person <<ENT>> location ... <<SEP>>``, then the words. The answer has a logit for every
begin, width and label. Source: the input contract of GLiNER's own exporter.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hybriddesk.privacy.own.labels import ASKED, KINDS_ASKED
from hybriddesk.privacy.own.onnx_model import OnnxModel, settings
from hybriddesk.privacy.own.token_model import RULE
from hybriddesk.privacy.own.windows import WINDOW, windows
from hybriddesk.records.way import Span

if TYPE_CHECKING:
    import numpy as np

_WORD = re.compile(r"\w+(?:[-_]\w+)*|\S")
LEAST = 0.5


class GlinerModel:
    """A ``NameTagger``; made when its folder is first used."""

    def __init__(self, folder: Path) -> None:
        self._width = int(settings(folder, "gliner_config.json").get("max_width", 12))
        self._model = OnnxModel(folder)
        self._head = [sign for label in ASKED for sign in ("<<ENT>>", label)] + ["<<SEP>>"]

    def tag(self, text: str, language: str | None) -> Iterator[Span]:  # noqa: ARG002  the model knows its own languages
        """Names with the model's own certainty, the surest first, none across another."""
        for offset, part in windows(text, WINDOW // 2):
            words = [(match.start(), match.end()) for match in _WORD.finditer(part)]
            if words:
                for first, last, label, score in self._found(part, words):
                    yield Span(offset + words[first][0], offset + words[last][1], KINDS_ASKED[label], score, RULE)

    def _found(self, part: str, words: list[tuple[int, int]]) -> Iterator[tuple[int, int, int, float]]:
        import numpy as np  # noqa: PLC0415  with the model, not at start

        spans = [(first, first + width) for first in range(len(words)) for width in range(self._width)]
        encoded = self._model.tokenizer.encode([*self._head, *(part[start:end] for start, end in words)], is_pretokenized=True)
        logits = self._model.run({
            "input_ids": encoded.ids, "attention_mask": encoded.attention_mask, "words_mask": self._marks(encoded.word_ids),
            "text_lengths": [len(words)], "span_idx": spans, "span_mask": [last < len(words) for _first, last in spans],
        })
        yield from chosen(1 / (1 + np.exp(-logits.astype("float64"))), len(words))

    def _marks(self, word_ids: list[int | None]) -> list[int]:
        """The number of a word of the text (from 1) at its first subword, 0 elsewhere."""
        head, before, marks = len(self._head), None, []
        for word in word_ids:
            marks.append(word - head + 1 if word is not None and word >= head and word != before else 0)
            before = word
        return marks


def chosen(sure: np.ndarray[Any, Any], words: int) -> Iterator[tuple[int, int, int, float]]:
    """``(first word, last word, label, certainty)`` from certainties of shape (words, widths, labels): the surest first, none across another."""
    found = [(-float(sure[first, width, label]), int(first), int(width), int(label)) for first, width, label in zip(*(sure > LEAST).nonzero(), strict=True)]
    taken: set[int] = set()
    for score, first, width, label in sorted(found):
        covered = range(first, first + width + 1)
        if covered[-1] < words and taken.isdisjoint(covered):
            taken.update(covered)
            yield first, covered[-1], label, -score
