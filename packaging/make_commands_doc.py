"""Writes docs/commands.md from the command line's own declaration, so that the two cannot differ.

python packaging/make_commands_doc.py
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from hybriddesk.headless.commandline import build_parser  # noqa: E402

HEAD = """# Commands

Every command works as `sh packaging/run.sh COMMAND ...` (or `python -m hybriddesk COMMAND ...`). Without a command the desk opens.
Results are JSON lines on standard output, words for people on standard error, text is UTF-8 on both sides.

| exit code | means |
|---|---|
| 0 | done |
| 1 | a defect of HybridDesk |
| 2 | wrong usage |
| 3 | the environment: a library, the display, Python |
| 4 | refused by a rule: locked, wrong passphrase, privacy, damaged file |
| 5 | the provider failed after all that could be tried |

Each command also takes `--data-dir DIR` (the folder of the store), `--passphrase-file FILE` (`-` asks; without it the keyring is
asked) and `--quiet`.
"""
COMMON = {"--data-dir", "--passphrase-file", "--quiet", "--help", "-h"}


def page() -> str:
    """The whole page."""
    return "\n".join([HEAD, *_commands(build_parser(), "")])


def _commands(parser: argparse.ArgumentParser, path: str) -> Iterator[str]:
    for action in parser._actions:  # noqa: SLF001  argparse offers no other way to read a declaration
        if isinstance(action, argparse._SubParsersAction):  # noqa: SLF001
            for name, sub in action.choices.items():
                yield from _one(sub, f"{path} {name}".strip())


def _one(parser: argparse.ArgumentParser, path: str) -> Iterator[str]:
    nested = list(_commands(parser, path))
    if nested:
        yield from nested
        return
    yield f"## {path}\n\n{_sentence(parser)}\n"
    rows = [row for action in parser._actions if (row := _row(action))]  # noqa: SLF001
    if rows:
        yield "| argument | meaning |\n|---|---|\n" + "\n".join(rows) + "\n"


def _sentence(parser: argparse.ArgumentParser) -> str:
    said = parser.description or ""
    return said[:1].upper() + said[1:].rstrip(".") + "."


def _row(action: argparse.Action) -> str:
    if COMMON & set(action.option_strings):
        return ""
    name = ", ".join(action.option_strings) or str(action.metavar or action.dest)
    value = "" if action.nargs == 0 or not action.option_strings else f" {action.metavar or action.dest.upper()}"
    words = (action.help or "").strip()
    if action.choices:
        words = f"{words}; " * bool(words) + "one of " + ", ".join(map(str, action.choices))
    return f"| `{name}{value}` | {words} |".replace("|list", r"\|list").replace("|new", r"\|new")


if __name__ == "__main__":
    (ROOT / "docs" / "commands.md").write_text(page(), encoding="utf-8")
