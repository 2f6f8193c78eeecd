"""The review commands and their options, declared once."""

from __future__ import annotations

import argparse
from pathlib import Path

REVIEW_STATES = ("needs", "all", "done", "pending", "in_review", "approved", "edited", "returned", "escalated", "second", "differ")
_PERSON = "who reviews in this call; without it your name in the settings"


def review_commands(command: object, common: argparse.ArgumentParser) -> None:
    """``review`` with its acts."""
    assert callable(command)
    acts = command("review", "The review queue.").add_subparsers(dest="act", required=True, metavar="ACT")

    def act(name: str, words: str) -> argparse.ArgumentParser:
        made: argparse.ArgumentParser = acts.add_parser(name, parents=[common], help=words, description=words)
        return made

    listing = act("list", "list entries")
    listing.add_argument("--state", choices=REVIEW_STATES, default="needs", help="second: waits for a second look; differ: two reviewers disagree")
    listing.add_argument("--escalated", action="store_true", help="what was escalated, the longest waiting first, with who, why and how overdue")
    listing.add_argument("--search", default="", metavar="WORDS", help="only entries in whose texts or notes every word occurs")
    listing.add_argument("--reviewer", default="", metavar="NAME", help=_PERSON)
    show = act("show", "one entry whole")
    show.add_argument("id")
    show.add_argument("--reviewer", default="", metavar="NAME", help=_PERSON)
    _decide(act("decide", "decide about an entry, or give the second look"))
    rate(act("rate", "give a draft one to five stars, or take them back"))
    _second_looks(act)
    _notes(act)
    act("undo", "take the last decision back").add_argument("--reviewer", default="", metavar="NAME", help=_PERSON)


def _decide(decide: argparse.ArgumentParser) -> None:
    decide.add_argument("id")
    decide.add_argument("--reviewer", default="", metavar="NAME", help=_PERSON)
    way = decide.add_mutually_exclusive_group(required=True)
    way.add_argument("--approve", action="store_true", help="approve the draft as it is")
    way.add_argument("--edit", metavar="FILE", help="approve the text of FILE; - reads standard input")
    way.add_argument("--return", dest="send_back", metavar="REASON", help="send it back")
    way.add_argument("--escalate", metavar="REASON", help="leave it for somebody else")


def _second_looks(act: object) -> None:
    assert callable(act)
    settle = act("settle", "take one of two decisions that disagree; both stay in the log")
    settle.add_argument("id")
    settle.add_argument("--take", choices=("first", "second"), required=True, help="whose decision stands")
    settle.add_argument("--reviewer", default="", metavar="NAME", help=_PERSON)
    act("agreement", "how far two reviewers agree: percent and Cohen's kappa with intervals, a line for every two")
    second = act("second", "carry second looks from desk to desk by an encrypted file")
    second.add_argument("way", choices=("ask", "take-in", "answer", "take-answers"),
                        help="ask: write what waits for --to; take-in: file it at their desk; answer: write their decisions; take-answers: keep them")
    second.add_argument("file", type=Path)
    second.add_argument("--to", default="", metavar="NAME", help="the second reviewer who is asked")
    second.add_argument("--file-passphrase-file", metavar="FILE", required=True, help="the file's own passphrase; - asks")


def _notes(act: object) -> None:
    assert callable(act)
    note = act("note", "write a note about an entry")
    note.add_argument("id")
    note.add_argument("text", metavar="TEXT", help="the note; - reads standard input")
    note.add_argument("--quote", default="", metavar="WORDS", help="the passage it speaks of")
    note.add_argument("--about", choices=("request", "draft", "version"), default="request", help="which text the passage stands in")
    note.add_argument("--reviewer", default="", metavar="NAME", help=_PERSON)
    notes = act("notes", "the notes about an entry")
    notes.add_argument("id")
    notes.add_argument("--reviewer", default="", metavar="NAME", help=_PERSON)


def rate(one: argparse.ArgumentParser) -> None:
    """The options of a rating, of a draft or of an answer."""
    one.add_argument("id", help="its id")
    one.add_argument("--stars", type=int, required=True, metavar="N", help="1 to 5; 0 takes an earlier rating back")
    one.add_argument("--comment", default="", metavar="TEXT", help="in your own words; stays on this computer")
