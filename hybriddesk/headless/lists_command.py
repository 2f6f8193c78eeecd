"""privacy lists: its options, declared apart from the rest of the command line."""

from __future__ import annotations

import argparse


def lists_command(acts: object, common: argparse.ArgumentParser) -> None:
    """Declares its options on the acts of ``privacy``."""
    words = "lists of names, numbers and spellings that are always hidden for a client or matter"
    lists = acts.add_parser("lists", parents=[common], help=words, description=words)  # type: ignore[attr-defined]
    whats = lists.add_subparsers(dest="what", required=True, metavar="WHAT")
    whats.add_parser("list", parents=[common], help="every list and where it is used", description="every list and where it is used")
    for what, words in (("show", "one list with its words"), ("remove", "forget a list; what was hidden in a conversation stays hidden there")):
        whats.add_parser(what, parents=[common], help=words, description=words).add_argument("list", metavar="LIST", help="its id or its name")
    words = "make a list"
    add = whats.add_parser("add", parents=[common], help=words, description=words)
    add.add_argument("name", help="the client or matter")
    add.add_argument("--everywhere", action="store_true", help="use it for every request; else only where it is assigned")
    words = "rename a list, add words to it, or write it anew"
    change = whats.add_parser("change", parents=[common], help=words, description=words)
    change.add_argument("list", metavar="LIST", help="its id or its name")
    change.add_argument("--name", default="", help="another name")
    change.add_argument("--everywhere", choices=("on", "off"), help="use it for every request, or only where it is assigned")
    change.add_argument("--anew", action="store_true", help="the words given take the place of those that stand")
    for one in (add, change):
        one.add_argument("--term", action="append", default=[], metavar="TEXT", help="a word, name or number to hide; may be given again")
        one.add_argument("--file", action="append", default=[], metavar="FILE", help="a text file, a word a line, or a .csv or .tsv table; may be given again; - reads standard input")
    for what, words in (("use", "use a list for a conversation or for what was imported from a file or folder"), ("stop", "use it there no more")):
        one = whats.add_parser(what, parents=[common], help=words, description=words)
        one.add_argument("list", metavar="LIST", help="its id or its name")
        where = one.add_mutually_exclusive_group(required=True)
        where.add_argument("--conversation", metavar="ID", help="this conversation")
        where.add_argument("--import", dest="source", metavar="NAME", help="every import of a file or folder of this name, also later ones")
