"""A token-classification model as Hugging Face's exporters write it: ``model.onnx``, ``tokenizer.json``, ``config.json``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hybriddesk.privacy.own.labels import begins, kind_of
from hybriddesk.privacy.own.onnx_model import OnnxModel, settings
from hybriddesk.privacy.own.windows import halves, windows
from hybriddesk.records.errors import Refused
from hybriddesk.records.way import Span

if TYPE_CHECKING:
    import numpy as np

LONGEST = 512
"""Subwords that any of these models reads at once."""
RULE = "own_model"


class TokenModel:
    """A ``NameTagger``; made when its folder is first used."""

    def __init__(self, folder: Path) -> None:
        labels = settings(folder, "config.json").get("id2label")
        if not isinstance(labels, dict) or not any(kind_of(str(label)) for label in labels.values()):
            raise Refused("privacy.model_unreadable", file="config.json", reason="no label of a name")
        self._labels = {int(number): str(label) for number, label in labels.items()}
        self._model = OnnxModel(folder)

    def tag(self, text: str, language: str | None) -> Iterator[Span]:  # noqa: ARG002  the model knows its own languages
        """Names with the model's own certainty."""
        waiting = list(windows(text))[::-1]
        while waiting:
            offset, part = waiting.pop()
            encoded = self._model.tokenizer.encode(part)
            if len(encoded.ids) > LONGEST and len(part) > 1:
                waiting += list(halves(offset, part))[::-1]
                continue
            logits = self._model.run({
                "input_ids": encoded.ids, "attention_mask": encoded.attention_mask, "token_type_ids": encoded.type_ids,
            })
            for start, end, kind, score in self._names(part, encoded.offsets, logits):
                yield Span(offset + start, offset + end, kind, score, RULE)

    def _names(
        self, part: str, offsets: Sequence[tuple[int, int]], logits: np.ndarray[Any, Any],
    ) -> Iterator[tuple[int, int, str, float]]:
        best, sure = logits.argmax(-1), _softmax(logits).max(-1)
        start = end = 0
        kind, scores = None, [0.0]
        for (left, right), number, score in zip(offsets, best, sure, strict=True):
            if left == right:
                continue  # a special sign of the model stands for no text
            label = self._labels.get(int(number), "O")
            now = kind_of(label)
            if kind and ((left == end and _one_word(part, left)) or (now == kind and not begins(label))):  # the rest of a word belongs to its begin
                end, scores = right, [*scores, float(score)]
                continue
            if kind:
                yield start, end, kind, sum(scores) / len(scores)
            kind, start, end, scores = now, _word_begin(part, left), right, [float(score)]
        if kind:
            yield start, end, kind, sum(scores) / len(scores)


def _one_word(part: str, at: int) -> bool:
    return at > 0 and part[at - 1].isalnum() and part[at].isalnum()


def _word_begin(part: str, at: int) -> int:
    while _one_word(part, at):
        at -= 1
    return at


def _softmax(logits: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    import numpy as np  # noqa: PLC0415  with the model, not at start

    raised: np.ndarray[Any, Any] = np.exp(logits - logits.max(-1, keepdims=True))
    shares: np.ndarray[Any, Any] = raised / raised.sum(-1, keepdims=True)
    return shares
