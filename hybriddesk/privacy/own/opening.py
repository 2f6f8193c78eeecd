"""Which kind of model lies in a folder, and the models opened so far."""

from __future__ import annotations

import threading
from pathlib import Path

from hybriddesk.privacy.names import NameTagger
from hybriddesk.privacy.own.gliner_model import GlinerModel
from hybriddesk.privacy.own.onnx_model import model_file
from hybriddesk.privacy.own.spacy_model import SpacyModel
from hybriddesk.privacy.own.token_model import TokenModel
from hybriddesk.records.errors import Refused


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


class OwnModels:
    """The model of the folder that was asked for last; opened at first use, once. Safe to ask from several threads.

    A folder that cannot be used raises each time: nothing may leave less hidden than the person asked for.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._opened: tuple[str, NameTagger] | None = None

    def of(self, folder: str) -> NameTagger:
        """Raises as ``open_model`` does."""
        with self._lock:
            if self._opened is None or self._opened[0] != folder:
                self._opened = folder, open_model(Path(folder))
            return self._opened[1]
