"""knowledge diagnose: its options, declared apart from the rest of the command line."""

from __future__ import annotations

import argparse

from hybriddesk.records.diagnoses import CAUSES


def diagnose_command(acts: object, common: argparse.ArgumentParser) -> None:
    """Declares its options on the acts of ``knowledge``."""
    words = "where bad answers went wrong: in finding passages, in the sources, or in the model; a line an answer"
    diagnose = acts.add_parser("diagnose", parents=[common], help=words, description=words)  # type: ignore[attr-defined]
    diagnose.add_argument("review", nargs="*", metavar="REVIEW", help="look at these entries anew; without one at every bad answer that nobody looked at yet")
    diagnose.add_argument("--since", type=int, default=90, metavar="DAYS", help="without an entry: decided in the last so many days")
    diagnose.add_argument("--chat", action="store_true", help="chat answers with a thumb down as well; nothing is kept of those")
    diagnose.add_argument("--name", choices=(*CAUSES, "found"), default="", help="name the cause of these entries yourself; found: as the app found it")
