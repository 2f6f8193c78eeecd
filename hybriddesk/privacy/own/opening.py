"""Which kind of model lies in a folder, and the tagger that asks it beside the shipped one."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

from hybriddesk.privacy.names import NameTagger
from hybriddesk.privacy.own.gliner_model import GlinerModel
from hybriddesk.privacy.own.onnx_model import model_file
from hybriddesk.privacy.own.spacy_model import SpacyModel
from hybriddesk.privacy.own.token_model import TokenModel
from hybriddesk.records.errors import Refused
from hybriddesk.records.way import Span


def open_model(folder: Path) -> NameTagger:
    """The model of that folder.

    Raises ``Refused`` with ``privacy.model_missing`` (nothing there), ``privacy.model_library`` (an extra is not installed) or
    ``privacy.model_unreadable`` (a file is damaged or of another kind).
    """
    if (folder / "gliner_config.json").is_file():
        return GlinerModel(folder)
    if (folder / "meta.json").is_file() and (folder / "config.cfg").is_file():
        return SpacyModel(folder)
    if model_file(folder) and (folder / "tokenizer.json").is_file():
        return TokenModel(folder)
    raise Refused("privacy.model_missing", wanted="model.onnx, tokenizer.json")


class WithOwn:
    """The shipped tagger, and beside it the person's own while they name a folder. Opened at first use, once per folder.

    ``folder`` gives the path as the person set it, empty for none. A folder that cannot be used raises at each text: nothing may
    leave less hidden than the person asked for.
    """

    def __init__(self, shipped: NameTagger, folder: Callable[[], str]) -> None:
        self._shipped = shipped
        self._folder = folder
        self._lock = threading.Lock()
        self._opened: tuple[str, NameTagger] | None = None

    def tag(self, text: str, language: str | None) -> Iterator[Span]:
        """Spans of both."""
        folder = self._folder().strip()
        own = self._own(folder) if folder else None
        yield from self._shipped.tag(text, language)
        if own is not None:
            yield from own.tag(text, language)

    def _own(self, folder: str) -> NameTagger:
        with self._lock:
            if self._opened is None or self._opened[0] != folder:
                self._opened = folder, open_model(Path(folder))
            return self._opened[1]
