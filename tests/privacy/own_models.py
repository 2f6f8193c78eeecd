"""Tiny real models written at test time: ONNX files byte by byte, tokenizers by their own library."""

from __future__ import annotations

import json
import struct
from collections.abc import Mapping, Sequence
from pathlib import Path

FLOAT, INT64 = 1, 7


def varint(value: int) -> bytes:
    out = b""
    while value > 0x7F:
        out, value = out + bytes([value & 0x7F | 0x80]), value >> 7
    return out + bytes([value])


def field(number: int, value: int | str | bytes) -> bytes:
    if isinstance(value, int):
        return varint(number << 3) + varint(value)
    data = value.encode() if isinstance(value, str) else value
    return varint(number << 3 | 2) + varint(len(data)) + data


def tensor(name: str, dims: Sequence[int], values: Sequence[float], kind: int = FLOAT) -> bytes:
    raw = struct.pack(f"<{len(values)}{'f' if kind == FLOAT else 'q'}", *values)
    return b"".join(field(1, dim) for dim in dims) + field(2, kind) + field(8, name) + field(9, raw)


def node(op: str, inputs: Sequence[str], output: str, axis: int | None = None) -> bytes:
    attribute = b"" if axis is None else field(5, field(1, "axis") + field(3, axis) + field(20, 2))
    return b"".join(field(1, one) for one in inputs) + field(2, output) + field(4, op) + attribute


def value(name: str, dims: Sequence[str], kind: int = INT64) -> bytes:
    shape = b"".join(field(1, field(2, dim)) for dim in dims)
    return field(1, name) + field(2, field(1, field(1, kind) + field(2, shape)))


def model(nodes: Sequence[bytes], tensors: Sequence[bytes], inputs: Mapping[str, Sequence[str]], output: str, dims: Sequence[str]) -> bytes:
    graph = b"".join(field(1, one) for one in nodes) + field(2, "tiny") + b"".join(field(5, one) for one in tensors)
    graph += b"".join(field(11, value(name, shape)) for name, shape in inputs.items()) + field(12, value(output, dims, FLOAT))
    return field(1, 8) + field(8, field(1, "") + field(2, 13)) + field(7, graph)


WORDS = ("[UNK]", "[CLS]", "[SEP]", "<<ENT>>", "<<SEP>>", "Anna", "Kel", "##ler", "lives", "in", "York", "Tom", ".", "O", "##slo")
LABELS = ("O", "B-PER", "I-PER", "B-LOC", "I-LOC", "B-MISC")
MEANS = {"Anna": 1, "Kel": 2, "##ler": 0, "York": 3, "Tom": 1, "O": 5, "##slo": 3}
"""The label number each word has; the rest of a word (``##ler``) says O on purpose: it belongs to its begin all the same."""


def tokenizer(folder: Path, *, special: bool = True) -> None:
    from tokenizers import Tokenizer, models, pre_tokenizers, processors

    made = Tokenizer(models.WordPiece({word: at for at, word in enumerate(WORDS)}, unk_token="[UNK]"))
    made.pre_tokenizer = pre_tokenizers.Whitespace()
    if special:
        made.post_processor = processors.TemplateProcessing(single="[CLS] $A [SEP]", special_tokens=[("[CLS]", 1), ("[SEP]", 2)])
    made.enable_truncation(16)
    made.save(str(folder / "tokenizer.json"))


def token_folder(folder: Path) -> Path:
    """A token classifier that looks every subword up in a table."""
    folder.mkdir(parents=True)
    rows = [[6.0 if MEANS.get(word, 0) == label else 0.0 for label in range(len(LABELS))] for word in WORDS]
    table = tensor("table", (len(WORDS), len(LABELS)), [each for row in rows for each in row])
    made = model([node("Gather", ("table", "input_ids"), "logits")], [table], {"input_ids": ("b", "n")}, "logits", ("b", "n", "l"))
    (folder / "model.onnx").write_bytes(made)
    (folder / "config.json").write_text(json.dumps({"id2label": dict(enumerate(LABELS))}))
    tokenizer(folder)
    return folder


def gliner_folder(folder: Path, *, labels: int, width: int = 3) -> Path:
    """A span model that looks at the word at each place of ``words_mask``: "Anna" begins a person two words long, "York" a place of one."""
    folder.mkdir(parents=True)
    rows = []
    for word in WORDS:
        row = [-9.0] * (width * labels)
        if word == "Anna":
            row[1 * labels + 0], row[0 * labels + 0] = 4.0, 2.0
        if word == "York":
            row[0 * labels + 1], row[2 * labels + 1] = 3.0, 5.0
        rows += row
    nodes = [
        node("NonZero", ("words_mask",), "where"), node("Gather", ("where", "one"), "places", axis=0),
        node("Gather", ("input_ids", "places"), "begins", axis=1), node("Gather", ("table", "begins"), "flat"),
        node("Reshape", ("flat", "shape"), "logits"),
    ]
    tensors = [
        tensor("table", (len(WORDS), width * labels), rows), tensor("one", (), [1], INT64), tensor("shape", (4,), [1, -1, width, labels], INT64),
    ]
    inputs = {"input_ids": ("b", "n"), "words_mask": ("b", "n")}
    (folder / "model.onnx").write_bytes(model(nodes, tensors, inputs, "logits", ("b", "w", "d", "l")))
    (folder / "gliner_config.json").write_text(json.dumps({"max_width": width}))
    tokenizer(folder)
    return folder
