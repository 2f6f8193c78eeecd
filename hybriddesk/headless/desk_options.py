"""The desk's own options, declared apart from the tree of commands: a start of the desk imports nothing else of the command line."""

from __future__ import annotations

import argparse
from pathlib import Path

from hybriddesk import __version__

DESK_SWITCHES = frozenset({"--check", "--lock", "--safe-mode", "--quiet"})
DESK_VALUES = frozenset({"--data-dir", "--passphrase-file", "--page"})


def parse_desk(arguments: list[str]) -> argparse.Namespace | None:
    """The options of a start of the desk, ``command`` None; None where the whole command line has to be asked."""
    return desk_parser().parse_args(arguments, argparse.Namespace(command=None)) if opens_desk(arguments) else None


def opens_desk(arguments: list[str]) -> bool:
    """Whether these are the desk's own options alone, spelt out: the tree of commands, a tenth of a start, is then not built."""
    rest = iter(arguments)
    return all(given in DESK_SWITCHES or (given in DESK_VALUES and not next(rest, "-").startswith("-")) for given in rest)


def desk_parser() -> argparse.ArgumentParser:
    """The options that stand before any command."""
    parser = argparse.ArgumentParser(
        prog="hybriddesk", description="AI drafts, people decide. Without a command the desk opens.",
        epilog="Exit codes: 0 done, 1 a defect of ours, 2 wrong usage, 3 environment, 4 refused by a rule, 5 the provider failed.",
    )
    common_options(parser, None)
    parser.add_argument("--version", action="version", version=f"HybridDesk {__version__}")
    parser.add_argument("--page", metavar="PLACE", help="open the desk at this place")
    parser.add_argument("--check", action="store_true", help="open every place once without a screen, then leave")
    parser.add_argument("--lock", action="store_true", help="start locked, even if the keyring could open the store")
    parser.add_argument("--safe-mode", action="store_true", help="start with default settings and window")
    return parser


def common_options(parser: argparse.ArgumentParser, default: object) -> None:
    """Those that every command has as well."""
    parser.add_argument("--data-dir", type=Path, metavar="DIR", default=default, help="the folder of the store")
    parser.add_argument("--passphrase-file", metavar="FILE", default=default,
                        help="read the passphrase from FILE; - asks for it. Without this the keyring is asked")
    parser.add_argument("--quiet", action="store_true", default=default or False, help="no words on standard error but faults")
