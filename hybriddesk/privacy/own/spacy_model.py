"""A spaCy pipeline in a folder, as ``nlp.to_disk`` or an unpacked model package has it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from hybriddesk.privacy.own.labels import kind_of
from hybriddesk.privacy.own.token_model import RULE
from hybriddesk.privacy.own.windows import windows
from hybriddesk.records.errors import Refused
from hybriddesk.records.way import Span

SCORE = 0.85
"""spaCy's taggers name no certainty; this is what they reach on ordinary text."""
PART = 20_000


class SpacyModel:
    """A ``NameTagger``; made when its folder is first used."""

    def __init__(self, folder: Path) -> None:
        try:
            import spacy  # noqa: PLC0415  an optional extra, loaded for the person who has a model
        except ImportError as error:
            raise Refused("privacy.model_library", extra="spacy", library="spacy") from error
        try:
            self._nlp = spacy.load(folder)
        except Exception as error:  # spaCy raises whatever its parts raise; any of it means that the folder is no good
            raise Refused("privacy.model_unreadable", file="config.cfg", reason=type(error).__name__) from error

    def tag(self, text: str, language: str | None) -> Iterator[Span]:  # noqa: ARG002  the model knows its own language
        """Names as the pipeline's own recogniser sees them."""
        for offset, part in windows(text, PART):
            for name in self._nlp(part).ents:
                kind = kind_of(name.label_)
                if kind:
                    yield Span(offset + name.start_char, offset + name.end_char, kind, SCORE, RULE)
