"""The gate on the command line, declared apart from the rest."""

from __future__ import annotations

import argparse
from collections.abc import Callable


def gate_command(command: Callable[[str, str], argparse.ArgumentParser], common: argparse.ArgumentParser) -> None:
    """What waits for a person, and what that costs."""
    acts = command("gate", "What waits for a person: how the line is drawn, and what that costs.").add_subparsers(dest="act", required=True, metavar="ACT")
    words = "how the line is drawn, where it lies now, and its price on the latest answers"
    acts.add_parser("show", parents=[common], help=words, description=words)
    words = "draw the line in another way; it is written into the audit log"
    change = acts.add_parser("set", parents=[common], help=words, description=words)
    way = change.add_mutually_exclusive_group()
    way.add_argument("--risk", type=float, metavar="ALPHA", help="at most this share of what passes may be bad, such as 0.05; needs 100 decisions")
    way.add_argument("--capacity", type=int, metavar="N", help="about so many drafts a day wait, the riskiest first")
    way.add_argument("--share", type=int, metavar="PERCENT", help="this share of the drafts waits, the riskiest first")
    way.add_argument("--threshold", type=float, metavar="X", help="whatever is less sure than this waits, 0 to 1")
    change.add_argument("--random-checks", type=float, metavar="SHARE", help="this share of what could pass waits all the same, 0 to 1")
    change.add_argument("--dry-run", action="store_true", help="only say what it would cost; nothing is changed")
