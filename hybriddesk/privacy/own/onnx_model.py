"""Opening an ONNX folder: its tokenizer, its settings and its session, with a fault that names what is missing."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hybriddesk.records.errors import Refused

if TYPE_CHECKING:
    import numpy as np

FILES = ("model.onnx", "onnx/model.onnx", "model_quantized.onnx", "onnx/model_quantized.onnx", "model_int8.onnx", "onnx/model_int8.onnx")
"""Where exporters put the model, the full one first."""


def model_file(folder: Path) -> Path | None:
    """The model in the folder, if there is one."""
    return next((folder / name for name in FILES if (folder / name).is_file()), None)


def settings(folder: Path, name: str) -> dict[str, Any]:
    """A JSON file of the folder. Raises ``Refused('privacy.model_unreadable')``."""
    try:
        read = json.loads((folder / name).read_bytes())
    except (OSError, ValueError) as error:
        raise Refused("privacy.model_unreadable", file=name, reason=type(error).__name__) from error
    if not isinstance(read, dict):
        raise Refused("privacy.model_unreadable", file=name, reason="not an object")
    return read


class OnnxModel:
    """``encode`` and ``run`` of one folder; one thread, so that the window and other programs keep theirs."""

    def __init__(self, folder: Path) -> None:
        try:
            import onnxruntime  # noqa: PLC0415  an optional extra, loaded for the person who has a model
            import tokenizers  # noqa: PLC0415
        except ImportError as error:
            raise Refused("privacy.model_library", extra="onnx", library=str(error.name)) from error
        file = model_file(folder)
        if file is None:
            raise Refused("privacy.model_missing", wanted=FILES[0])
        try:
            self.tokenizer = tokenizers.Tokenizer.from_file(str(folder / "tokenizer.json"))
            options = onnxruntime.SessionOptions()
            options.intra_op_num_threads = options.inter_op_num_threads = 1
            options.log_severity_level = 4
            self.session = onnxruntime.InferenceSession(str(file), options, providers=["CPUExecutionProvider"])
        except Exception as error:  # both libraries raise bare exceptions of their own; any of them means that the file is no good
            raise Refused("privacy.model_unreadable", file=file.name, reason=type(error).__name__) from error
        self.tokenizer.no_truncation()
        self.tokenizer.no_padding()
        self.inputs = frozenset(one.name for one in self.session.get_inputs())

    def run(self, feeds: dict[str, Any]) -> np.ndarray[Any, Any]:
        """The first output, without the batch: only those ``feeds`` are given that the model has an input for."""
        import numpy as np  # noqa: PLC0415  with the model, not at start

        given = {name: np.asarray([value]) for name, value in feeds.items() if name in self.inputs}
        output: np.ndarray[Any, Any] = self.session.run(None, given)[0][0]
        return output
