"""Commands about what failed and what happens then, declared apart from the rest of the command line."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

CommandMaker = Callable[[str, str], argparse.ArgumentParser]


def errors_commands(command: CommandMaker, common: argparse.ArgumentParser) -> None:
    """The error log, the fire drill and the settings."""
    acts = command("errors", "The central error log: what failed, how often, and what to do.").add_subparsers(dest="act", required=True, metavar="ACT")
    words = "list kinds of trouble, the latest first"
    acts.add_parser("list", parents=[common], help=words, description=words).add_argument(
        "--state", choices=("open", "muted", "solved"), default=None, help="only these")
    words = "the latest occurrences of one"
    acts.add_parser("show", parents=[common], help=words, description=words).add_argument("fingerprint", metavar="FINGERPRINT")
    words = "the whole log as one JSON file"
    acts.add_parser("export", parents=[common], help=words, description=words).add_argument("file", type=Path, metavar="FILE")
    for act, words in (("mute", "keep counting, show it no more"), ("solve", "it is mended; it opens again if it comes back"),
                       ("reopen", "show it again")):
        acts.add_parser(act, parents=[common], help=words, description=words).add_argument("fingerprint", metavar="FINGERPRINT")
    command("fire-drill", "Plant every fault at a provider on this machine and see each recover. Your own store is not opened.")
    settings = command("setting", "Read and change settings.").add_subparsers(dest="act", required=True, metavar="ACT")
    settings.add_parser("list", parents=[common], help="list settings", description="list settings")
    words = 'change one setting; the value is JSON (true, 30, "text")'
    change = settings.add_parser("set", parents=[common], help=words, description=words)
    change.add_argument("--yes", action="store_true", help="accept what it costs, where a setting makes answers cost more")
    change.add_argument("name", metavar="NAME")
    change.add_argument("value", metavar="VALUE")


def provider_acts(acts: argparse._SubParsersAction[argparse.ArgumentParser], common: argparse.ArgumentParser) -> None:
    """What is left on an account, breakers and fallback chains."""
    words = "what is left on the account, where the provider tells"
    acts.add_parser("balance", parents=[common], help=words, description=words).add_argument("name")
    words = "list its breakers, stop a model by hand, or let it answer again"
    breaker = acts.add_parser("breaker", parents=[common], help=words, description=words)
    breaker.add_argument("what", choices=("list", "open", "close"))
    breaker.add_argument("name")
    breaker.add_argument("--model", default="", metavar="ID", help="the provider's default without it")
    words = "who is asked when it cannot answer; without --to the chain is listed"
    fallback = acts.add_parser("fallback", parents=[common], help=words, description=words)
    fallback.add_argument("name")
    fallback.add_argument("--model", default="", metavar="ID", help="only for this model; for all without it")
    fallback.add_argument("--to", action="append", default=[], metavar="PROVIDER[=MODEL]", help="the next in the chain; may be given again")
    fallback.add_argument("--none", action="store_true", help="remove the chain")


WITHOUT_SOURCES = "send no passages of your own sources along"


def ask_options(ask: argparse.ArgumentParser) -> None:
    """How the model is asked."""
    ask.add_argument("--temperature", type=float, default=None, metavar="X", help="the provider's default without it")
    ask.add_argument("--max-tokens", type=int, default=None, metavar="N", help="the longest answer")
    ask.add_argument("--logprobs", action="store_true", help="ask how sure the model is of its words")
    ask.add_argument("--drop-oldest", action="store_true", help="leave the oldest messages out where the model cannot read all and no summary helps")
    ask.add_argument("--no-sources", action="store_true", help=WITHOUT_SOURCES)
    ask.add_argument("--schema", metavar="FILE", help="JSON Schema the answer must keep to")
    ask.add_argument("--tools", metavar="FILE", help="JSON list of functions {name, description, parameters} the model may ask for")
