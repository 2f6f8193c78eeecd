"""The child process that runs a model file: one request in, JSON lines out. It imports nothing of this program.

A process of its own, because native code that meets a damaged file may end its process, a loaded model fills the memory until its
process ends, and nothing of one conversation may stay in the cache for the next. Line in: ``file, context, messages, max_tokens,
temperature, schema, threads``. Lines out: ``{"text"}`` ..., then ``{"end", "prompt_tokens", "completion_tokens"}`` or ``{"fault"}``.
"""

from __future__ import annotations

import json
import sys
from typing import Any


def main() -> int:
    """Returns 0 after an end or a fault that it could name."""
    asked = json.loads(sys.stdin.buffer.readline())
    try:
        import llama_cpp  # noqa: PLC0415  the extra may not be installed
    except ImportError:
        return _say(fault="local.not_installed")
    try:
        model = llama_cpp.Llama(asked["file"], n_ctx=asked["context"], n_threads=asked["threads"], n_gpu_layers=-1, verbose=False)
    except (ValueError, RuntimeError, OSError, AssertionError):
        return _say(fault="local.unreadable")
    wanted = {"messages": asked["messages"], "max_tokens": asked["max_tokens"], "temperature": asked["temperature"]}
    if asked["schema"]:
        wanted["response_format"] = {"type": "json_object", "schema": asked["schema"]}
    try:
        return _answer(model, {name: value for name, value in wanted.items() if value is not None})
    except ValueError as error:
        return _say(fault="provider.context_too_long" if "context window" in str(error) else "local.refused")


def _answer(model: Any, wanted: dict[str, Any]) -> int:
    before, count, finish = model.n_tokens, 0, "stop"
    for chunk in model.create_chat_completion(stream=True, **wanted):
        choice = chunk["choices"][0]
        text = choice["delta"].get("content")
        if text:
            count += 1
            _say(text=text)
        finish = choice["finish_reason"] or finish
    return _say(end=finish, prompt_tokens=max(0, model.n_tokens - before - count), completion_tokens=count)


def _say(**row: object) -> int:
    sys.stdout.write(json.dumps(row) + "\n")
    sys.stdout.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
