"""A model file of a few kilobytes with random weights, made at test time; it says nonsense, but by the real loading code."""

from __future__ import annotations

import struct
from pathlib import Path


def tiny_model(path: Path, *, context: int = 256) -> Path:
    """A one-layer model of the llama kind. Needs the ``gguf`` and ``numpy`` packages."""
    import gguf
    import numpy as np

    dim, wide, heads = 32, 64, 2
    random = np.random.default_rng(1)
    writer = gguf.GGUFWriter(path, "llama")
    writer.add_context_length(context)
    writer.add_embedding_length(dim)
    writer.add_block_count(1)
    writer.add_feed_forward_length(wide)
    writer.add_head_count(heads)
    writer.add_head_count_kv(heads)
    writer.add_layer_norm_rms_eps(1e-5)
    writer.add_rope_dimension_count(dim // heads)
    words = [b"<unk>", b"<s>", b"</s>", *(f"<0x{n:02X}>".encode() for n in range(256)), *(f"\u2581word{n}" for n in range(40))]
    writer.add_tokenizer_model("llama")
    writer.add_token_list(words)
    writer.add_token_scores([0.0] * 3 + [-1000.0] * 256 + [-float(n) for n in range(40)])
    writer.add_token_types([2, 3, 3] + [6] * 256 + [1] * 40)
    writer.add_bos_token_id(1)
    writer.add_eos_token_id(2)
    writer.add_unk_token_id(0)

    def weights(*shape: int) -> object:
        return (random.standard_normal(shape) * 0.1).astype(np.float32)

    writer.add_tensor("token_embd.weight", weights(len(words), dim))
    writer.add_tensor("output_norm.weight", np.ones(dim, np.float32))
    writer.add_tensor("output.weight", weights(len(words), dim))
    for name, shape in (("attn_q", (dim, dim)), ("attn_k", (dim, dim)), ("attn_v", (dim, dim)), ("attn_output", (dim, dim)),
                        ("ffn_gate", (wide, dim)), ("ffn_up", (wide, dim)), ("ffn_down", (dim, wide))):
        writer.add_tensor(f"blk.0.{name}.weight", weights(*shape))
    for name in ("attn_norm", "ffn_norm"):
        writer.add_tensor(f"blk.0.{name}.weight", np.ones(dim, np.float32))
    for write in (writer.write_header_to_file, writer.write_kv_data_to_file, writer.write_tensors_to_file, writer.close):
        write()
    return path


def _text(text: bytes) -> bytes:
    return struct.pack("<Q", len(text)) + text


def header(*pairs: tuple[bytes, int, bytes]) -> bytes:
    """The head of a GGUF file with these pairs of key, type and value."""
    return b"GGUF" + struct.pack("<IQQ", 3, 0, len(pairs)) + b"".join(_text(key) + struct.pack("<I", kind) + value for key, kind, value in pairs)


def context_pair(context: int) -> tuple[bytes, int, bytes]:
    """What says how much the model reads."""
    return b"llama.context_length", 4, struct.pack("<I", context)


def some_pairs() -> tuple[tuple[bytes, int, bytes], ...]:
    """Values of every sort that has to be read over."""
    return (
        (b"general.name", 8, _text(b"Tiny")), (b"a.flag", 7, b"\x01"), (b"a.list", 9, struct.pack("<IQ", 6, 2) + b"\0" * 8),
        (b"a.words", 9, struct.pack("<IQ", 8, 2) + _text(b"one") + _text(b"two")),
    )
