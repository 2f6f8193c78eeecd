"""The conversation commands, declared apart from the rest of the command line."""

from __future__ import annotations

import argparse
from pathlib import Path

from hybriddesk.headless.failing_commands import CommandMaker
from hybriddesk.headless.review_commands import rate


def conversation_commands(command: CommandMaker, common: argparse.ArgumentParser) -> None:
    """What the model reads of a conversation, and handing one over to another machine."""
    acts = command("conversation", "Conversations: what their models read, and handing one over.").add_subparsers(dest="act", required=True, metavar="ACT")
    words = "list conversations, the latest first"
    acts.add_parser("list", parents=[common], help=words, description=words)
    for act, words in (
        ("context", "what fills the model's window, and what it reads in the place of older messages"),
        ("messages", "every message as it was written; those that the model reads as a summary are marked"),
        ("keep", "go on here with one that was handed over all the same"),
    ):
        acts.add_parser(act, parents=[common], help=words, description=words).add_argument("id", metavar="ID", help="its id")
    words = "give an answer one to five stars, or take them back; its id stands in conversation messages"
    rate(acts.add_parser("rate", parents=[common], help=words, description=words))
    words = "write one conversation, or an item's, into an encrypted file; it is then continued where that file is taken over"
    out = acts.add_parser("hand-over", parents=[common], help=words, description=words)
    out.add_argument("id", metavar="ID", help="its id")
    words = "take over a conversation that another machine handed over"
    taken = acts.add_parser("take-over", parents=[common], help=words, description=words)
    for one in (out, taken):
        one.add_argument("file", type=Path, metavar="FILE")
        one.add_argument("--bundle-passphrase-file", metavar="FILE", required=True, help="the file's own passphrase; - asks")
