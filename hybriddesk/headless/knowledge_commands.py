"""The person's own sources on the command line, declared apart from the rest."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from hybriddesk.headless.diagnosing_command import diagnose_command
from hybriddesk.knowledge.chunking import OVERLAP, SIZE

CommandMaker = Callable[[str, str], argparse.ArgumentParser]


def knowledge_commands(command: CommandMaker, common: argparse.ArgumentParser) -> None:
    """Sources, the index over them, and what a question finds."""
    acts = command("knowledge", "Your own sources: files whose passages go along with requests that they fit.").add_subparsers(
        dest="act", required=True, metavar="ACT")

    def act(name: str, words: str) -> argparse.ArgumentParser:
        return acts.add_parser(name, parents=[common], help=words, description=words)

    act("add", "read files or folders; a line a source, and one for each file or row that could not be read").add_argument(
        "files", nargs="+", type=Path, metavar="FILE", help="files or folders: txt, md, docx, pdf, eml, csv, jsonl")
    act("list", "every source").add_argument("--named", default="", metavar="TEXT", help="only those with this in their name")
    act("show", "one source with its text").add_argument("id", metavar="ID", help="its id")
    act("remove", "forget a source: nothing of it goes along any more, and its text is wiped when the store is opened again").add_argument(
        "id", nargs="+", metavar="ID", help="its id")
    act("refresh", "read the files of sources again").add_argument("id", nargs="*", metavar="ID", help="its id; without one every file that changed")
    find = act("find", "what a question would be given, and what would be held back and why; sends nothing")
    find.add_argument("question", nargs="?", default="-", metavar="QUESTION", help="without it standard input is read")
    find.add_argument("--index", type=int, default=None, metavar="VERSION", help="ask this version of the index, not the one in use")
    diagnose_command(acts, common)
    _index(acts, common)
    _question(acts, common)
    act("compare", "each kept question asked of the index in use and of another version").add_argument("version", type=int, metavar="VERSION")


def _index(acts: object, common: argparse.ArgumentParser) -> None:
    words = "versions of the index: how sources are cut into passages"
    whats = acts.add_parser("index", parents=[common], help=words, description=words).add_subparsers(dest="what", required=True, metavar="WHAT")  # type: ignore[attr-defined]
    whats.add_parser("list", parents=[common], help="every version", description="every version")
    words = "build another version beside the one in use"
    build = whats.add_parser("build", parents=[common], help=words, description=words)
    build.add_argument("--size", type=int, default=SIZE, metavar="N", help="characters of a passage")
    build.add_argument("--overlap", type=int, default=OVERLAP, metavar="N", help="characters that two neighbours share where a paragraph is cut")
    for what, words in (("switch", "use this version from now on"), ("drop", "remove a version that is not in use")):
        whats.add_parser(what, parents=[common], help=words, description=words).add_argument("version", type=int, metavar="VERSION")


def _question(acts: object, common: argparse.ArgumentParser) -> None:
    words = "questions kept to compare versions of the index"
    whats = acts.add_parser("question", parents=[common], help=words, description=words).add_subparsers(dest="what", required=True, metavar="WHAT")  # type: ignore[attr-defined]
    add = whats.add_parser("add", parents=[common], help="keep a question", description="keep a question")
    add.add_argument("question", metavar="QUESTION", help="as a customer would ask it; - reads standard input")
    add.add_argument("--wanted", default="", metavar="ID", help="the source that should be found")
    whats.add_parser("list", parents=[common], help="every kept question", description="every kept question")
    whats.add_parser("remove", parents=[common], help="forget a question", description="forget a question").add_argument("id", metavar="ID", help="its id")
