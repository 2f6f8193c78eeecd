"""Every command and option, declared once. ``--help`` of each comes from here."""

from __future__ import annotations

import argparse
from pathlib import Path

from hybriddesk.headless.conversation_commands import conversation_commands
from hybriddesk.headless.cycle_commands import cycle_commands
from hybriddesk.headless.desk_options import common_options, desk_parser, parse_desk
from hybriddesk.headless.failing_commands import WITHOUT_SOURCES, ask_options, errors_commands, provider_acts
from hybriddesk.headless.isolation_command import isolation_command, privacy_commands
from hybriddesk.headless.knowledge_commands import knowledge_commands
from hybriddesk.headless.review_commands import review_commands
from hybriddesk.headless.tee_commands import tee_commands

ITEM_STATES = ("unknown", "new", "failed", "drafting", "drafted")


def parse(arguments: list[str]) -> argparse.Namespace:
    """The options as a namespace; ``command`` is None for the desk. Exits with 2 on wrong usage, as argparse does."""
    return parse_desk(arguments) or build_parser().parse_args(arguments)


def build_parser() -> argparse.ArgumentParser:
    """The whole command line."""
    common = argparse.ArgumentParser(add_help=False)
    common_options(common, argparse.SUPPRESS)
    parser = desk_parser()
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")

    def command(name: str, words: str) -> argparse.ArgumentParser:
        return commands.add_parser(name, help=words, description=words, parents=[common])

    _store_commands(command)
    _privacy_commands(command)
    privacy_commands(command, common)
    _provider_commands(command, common)
    tee_commands(command, common)
    _work_commands(command)
    _item_commands(command, common)
    review_commands(command, common)
    _carry_commands(command, common)
    conversation_commands(command, common)
    errors_commands(command, common)
    _judging_commands(command, common)
    cycle_commands(command, common)
    knowledge_commands(command, common)
    return parser


def _store_commands(command: object) -> None:
    assert callable(command)
    init = command("init", "Create the store; prints the recovery code.")
    init.add_argument("--sample", action="store_true", help="add and draft the twelve sample messages")
    init.add_argument("--keyring", action="store_true", help="let the desktop's keyring hold the key as well")
    command("check", "Start the desk without a screen, open every place once.")
    command("doctor", "Examine environment, keyring, store and providers; one line each.")
    bench = command("bench", "Measure; each figure stands beside a baseline of the same run.")
    bench.add_argument("name", metavar="NAME|list", help="which benchmark, or list")
    bench.add_argument("--json", action="store_true", help="JSON lines only")


def _privacy_commands(command: object) -> None:
    assert callable(command)
    scrub = command("scrub", "Replace personal values and organisations: JSON lines {id, text} in, {id, text, spans, map} out. Needs no store.")
    scrub.add_argument("--conversation", metavar="ID", help="keep one map over all lines, as one conversation does")
    scrub.add_argument("--language", metavar="XX", help="ISO 639-1 code of the texts, if known")
    scrub.add_argument("--model-folder", metavar="DIR", default="", help="folder of a name finder of your own, asked beside the rules")
    command("restore", "Put values back: JSON lines {id, text, map} in, {id, text, unresolved} out. Needs no store.")
    outgoing = command("outgoing", "Every prompt that left: exact body and headers, keys hidden.")
    outgoing.add_argument("--run", metavar="ID", help="only this run")


def _provider_commands(command: object, common: argparse.ArgumentParser) -> None:
    assert callable(command)
    acts = command("provider", "Add, list, test or remove providers; set what may reach them.").add_subparsers(dest="act", required=True, metavar="ACT")
    add = acts.add_parser("add", parents=[common], help="add a provider", description="add a provider")
    add.add_argument("name", help="what you call it")
    add.add_argument("--adapter", required=True, metavar="A", help="openai (any OpenAI-compatible server), openai_responses, anthropic, gemini, openrouter, nanogpt, ollama, local (a model file) or helper")
    add.add_argument("--base-url", default="", metavar="URL", help="its address, or the model file or folder of a local one; without it the adapter's own")
    add.add_argument("--key-file", metavar="FILE", help="file with the key; - reads it from standard input")
    add.add_argument("--model", default="", metavar="ID", help="the model to use when none is named")
    add.add_argument("--allow-loopback-http", action="store_true", help="plain http to this machine only")
    add.add_argument("--ask", choices=("always", "new_kinds", "never"), default="always", help="when to show the request first")
    acts.add_parser("list", parents=[common], help="list providers", description="list providers")
    isolation_command(acts, common)
    words = "show or set what is done with each kind of data for this provider"
    policy = acts.add_parser("policy", parents=[common], help=words, description=words)
    policy.add_argument("name")
    policy.add_argument("kind", nargs="?", metavar="KIND", help="such as DOB, CARD or SECRET")
    policy.add_argument("action", nargs="?", metavar="ACTION", help="replace, generalise, drop, block, local (stays on this machine) or ask")
    policy.add_argument("--profile", choices=("balanced", "strict", "hipaa"), help="a whole table; rows set by hand go")
    for act, words in (("test", "ask the provider for its models"), ("remove", "forget a provider and its key")):
        acts.add_parser(act, parents=[common], help=words, description=words).add_argument("name")
    provider_acts(acts, common)


def _work_commands(command: object) -> None:
    assert callable(command)
    ask = command("ask", "Ask a model; the prompt comes on standard input, events go out as JSON lines.")
    ask.add_argument("--provider", required=True, metavar="NAME", help="helper, or one you added")
    ask.add_argument("--model", default="", metavar="ID", help="the provider's default without it")
    ask.add_argument("--conversation", default="new", metavar="ID|new", help="go on with this one, or a new one")
    ask.add_argument("--system", metavar="FILE", help="file with the system prompt")
    ask.add_argument("--yes", action="store_true", help="accept the outgoing request without being asked")
    ask_options(ask)
    draft = command("draft", "Import files and draft every item; a line an item.")
    draft.add_argument("workflow", metavar="WORKFLOW", help="reply, summary or sort")
    draft.add_argument("files", nargs="+", type=Path, metavar="FILE", help="files or folders: eml, txt, md, csv, jsonl, docx, pdf")
    draft.add_argument("--provider", default="", metavar="NAME", help="the default of the settings without it")
    draft.add_argument("--model", default="", metavar="ID", help="the provider's default without it")
    draft.add_argument("--yes", action="store_true", help="accept the outgoing requests without being asked")
    draft.add_argument("--no-sources", action="store_true", help=WITHOUT_SOURCES)


def _item_commands(command: object, common: argparse.ArgumentParser) -> None:
    assert callable(command)
    acts = command("item", "Imported items, and requests whose outcome nobody knows.").add_subparsers(dest="act", required=True, metavar="ACT")
    words = "list items; those of unknown outcome without --state"
    acts.add_parser("list", parents=[common], help=words, description=words).add_argument("--state", choices=ITEM_STATES, default="unknown")
    for act, words in (("again", "let an item of unknown outcome, or a failed one, wait again: its request may then be sent a second time"),
                       ("leave", "let an unknown outcome rest; nothing is sent again")):
        acts.add_parser(act, parents=[common], help=words, description=words).add_argument("id", metavar="ITEM", help="its id")
    words = "ask the providers what requests of unknown outcome cost; nothing is sent again"
    acts.add_parser("lookup", parents=[common], help=words, description=words)
    words = "draft every item that waits"
    draft = acts.add_parser("draft", parents=[common], help=words, description=words)
    draft.add_argument("--provider", default="", metavar="NAME", help="the default of the settings without it")
    draft.add_argument("--model", default="", metavar="ID", help="the provider's default without it")
    draft.add_argument("--yes", action="store_true", help="accept the outgoing requests without being asked")
    draft.add_argument("--no-sources", action="store_true", help=WITHOUT_SOURCES)


def _carry_commands(command: object, common: argparse.ArgumentParser) -> None:
    assert callable(command)
    acts = command("bundle", "The encrypted sync bundle.").add_subparsers(dest="act", required=True, metavar="ACT")
    for act, words in (("export", "write everything into one encrypted file"), ("verify", "read a bundle to its end"),
                       ("import", "merge a bundle into this store")):
        one = acts.add_parser(act, parents=[common], help=words, description=words)
        one.add_argument("file", type=Path)
        one.add_argument("--bundle-passphrase-file", metavar="FILE", required=True, help="the bundle's own passphrase; - asks")
        if act == "export":
            one.add_argument("--include-keys", action="store_true", help="put provider keys into the bundle as well")
        if act == "import":
            one.add_argument("--dry-run", action="store_true", help="say what would change, change nothing")
    out = command("export", "Write readable files.").add_subparsers(dest="act", required=True, metavar="WHAT")
    words = "all conversations in one file"
    conversations = out.add_parser("conversations", parents=[common], help=words, description=words)
    conversations.add_argument("--format", choices=("md", "jsonl", "html"), default="jsonl")
    conversations.add_argument("file", type=Path)
    words = "approved replies: one jsonl file, or a folder of md or eml files"
    approved = out.add_parser("approved", parents=[common], help=words, description=words)
    approved.add_argument("--format", choices=("md", "jsonl", "eml"), default="jsonl")
    approved.add_argument("file", type=Path)
    words = "verified pairs of request and final in chat format, scrubbed, each once, with where they came from"
    dataset = out.add_parser("dataset", parents=[common], help=words, description=words)
    dataset.add_argument("--format", choices=("jsonl",), default="jsonl")
    dataset.add_argument("--include-synthetic", action="store_true", help="sample entries as well; each line says so")
    dataset.add_argument("--edited-only", action="store_true", help="only finals that a person changed")
    dataset.add_argument("file", type=Path)
    audit = command("audit", "The audit log.").add_subparsers(dest="act", required=True, metavar="ACT")
    audit.add_parser("verify", parents=[common], help="check the chain", description="check the chain")


def _judging_commands(command: object, common: argparse.ArgumentParser) -> None:
    assert callable(command)
    score = command("score", "Confidence with reasons: JSON lines {id, prompt, answer, logprobs?, samples?, context?, finish_reason?} in, "
                             "{id, confidence, reasons} out. Needs no store.")
    score.add_argument("--history", type=Path, metavar="FILE", help="decided answers, the same lines with accepted: true or false, to learn from first")
    acts = command("rollout", "New versions on a small share of the traffic.").add_subparsers(dest="act", required=True, metavar="ACT")
    words = "JSON lines of outcomes {arm, ok, latency_s, tokens} in arrival order in, the verdict after each out; needs no store"
    check = acts.add_parser("check", parents=[common], help=words, description=words)
    check.add_argument("--share", type=_share, default=0.05, metavar="W", help="the canary's planned share of the traffic at the start")


def _share(text: str) -> float:
    value = float(text)
    if not 0 < value < 1:
        raise argparse.ArgumentTypeError("between 0 and 1")
    return value
