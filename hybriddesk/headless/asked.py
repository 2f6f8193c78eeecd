"""How a model is to be asked, from the options of the ask command."""

from __future__ import annotations

import argparse
from pathlib import Path

import msgspec

from hybriddesk.headless.session import file_text
from hybriddesk.records.errors import Refused
from hybriddesk.records.way import OutputSchema, Params, Tool


class _Tool(msgspec.Struct):
    name: str
    parameters: msgspec.Raw
    description: str = ""


def params_of(options: argparse.Namespace) -> Params:
    """Raises ``Permanent('file.unreadable')``, ``Refused('provider.bad_schema')``."""
    return Params(
        temperature=options.temperature, max_tokens=options.max_tokens, logprobs=options.logprobs,
        tools=_tools(options.tools) if options.tools else (), schema=_schema(options.schema) if options.schema else None,
    )


def _tools(file: str) -> tuple[Tool, ...]:
    try:
        found = msgspec.json.decode(file_text(file), type=list[_Tool])
    except (msgspec.MsgspecError, RecursionError):
        raise Refused("provider.bad_schema") from None
    return tuple(Tool(one.name, one.description, bytes(one.parameters).decode()) for one in found)


def _schema(file: str) -> OutputSchema:
    name = "".join(sign if sign.isascii() and sign.isalnum() else "_" for sign in Path(file).stem)[:64]
    return OutputSchema(name or "answer", file_text(file))
