"""A first network reads the doubtful places of real texts again, for the second one to learn from."""

from __future__ import annotations

import hashlib
from pathlib import Path

from silver import UNSURE, Label

from hybriddesk.privacy.language import guess
from hybriddesk.privacy.tagger.features import tokens_of
from hybriddesk.privacy.tagger.network import LABELS, network

SURE, SURE_OF_NONE = 0.9, 0.97
KINDS = [label[2:] for label in LABELS if label.startswith("B-")]


class Teacher:
    """Settles labels of real texts by a network that was trained before."""

    def __init__(self, path: Path) -> None:
        self._network = network(path, hashlib.sha256(path.read_bytes()).hexdigest())

    def settled(self, text: str, labels: list[Label]) -> list[Label]:
        """Unsure labels with a kind, or without one, where the network is sure; listed ones that it denies become unsure."""
        if not labels:
            return labels
        tokens = tokens_of(text, guess(text.lower()))
        answers = self._network.answers(tokens)
        kept: list[Label] = []
        for start, end, kind in labels:
            rows = [at for at, (left, right) in enumerate(tokens.spans) if left < end and start < right]
            none = float(answers[rows, 0].min())
            sums = (answers[rows, 1::2] + answers[rows, 2::2]).min(axis=0)
            best = int(sums.argmax())
            if kind == UNSURE:
                if none < SURE_OF_NONE:
                    kept.append((start, end, KINDS[best] if sums[best] > SURE else UNSURE))
            elif kind in KINDS:
                kept.append((start, end, kind if sums[KINDS.index(kind)] > 1 - SURE else UNSURE))
        return kept
