"""The improvement cycle on the command line, declared apart from the rest."""

from __future__ import annotations

import argparse
from collections.abc import Callable

from hybriddesk.records.cycle import FIGURES

CommandMaker = Callable[[str, str], argparse.ArgumentParser]


def cycle_commands(command: CommandMaker, common: argparse.ArgumentParser) -> None:
    """The agenda, the board and its checks."""
    acts = command("cycle", "The improvement cycle: what stands out, what was decided about it, and whether it helped.").add_subparsers(
        dest="act", required=True, metavar="ACT")

    def act(name: str, words: str) -> argparse.ArgumentParser:
        return acts.add_parser(name, parents=[common], help=words, description=words)

    act("agenda", "the topics of the next review, the weightiest first, and which decisions are due to be checked")
    decide = act("decide", "record a decision about a topic, about a card of the board, or about an idea of your own")
    about = decide.add_mutually_exclusive_group()
    about.add_argument("--topic", default="", metavar="KEY", help="a topic of the agenda, by its key")
    about.add_argument("--id", default="", metavar="CARD", help="a card that is on the board")
    decide.add_argument("--action", required=True, metavar="TEXT", help="what is to be done")
    decide.add_argument("--owner", default="", metavar="NAME", help="who takes care of it; you without it")
    decide.add_argument("--figure", required=True, choices=sorted(FIGURES), help="the figure that should change")
    decide.add_argument("--workflow", default="", metavar="NAME", help="only of this workflow; of all without it")
    decide.add_argument("--days", type=int, default=14, metavar="N", help="check after so many days")
    decide.add_argument("--items", type=int, default=0, metavar="N", help="or as soon as so many items came")
    decide.add_argument("--planned", action="store_true", help="it is not done yet: its days count from cycle act")
    words = "the cards of the board, the one changed last first"
    act("list", words).add_argument("--stage", choices=("evaluate", "decide", "act", "closed"), default=None, help="only these")
    check = act("check", "whether an action helped: the figure before and after it; without an id every card that is due")
    check.add_argument("id", nargs="?", default="", metavar="CARD", help="also before it is due; then only shown, not kept")
    for name, words in (("act", "say that a planned action was carried out"), ("close", "be through with a card"), ("drop", "take a card off the board")):
        act(name, words).add_argument("id", metavar="CARD", help="its id")
    act("held", "write down that the review was held; the next agenda counts from it")
