"""What a prompt rests on: passages of the person's own sources, left out or taken along by hand, read by the judge, told beside the answer."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import takewhile

from hybriddesk.records.asked import PASSAGES, own_words, passages_in
from hybriddesk.records.knowledge import BY_PERSON, SECRET, Gathered, HeldBack, Passage
from hybriddesk.records.way import Draft, Message, Reason, Restored, Scored
from hybriddesk.workflow.retrieving import reasons

UNREAD = ("passages", "unread")
"""The note of a model that was given passages and used none of them; the helper's names the ones it used instead: ``1,3``."""
QUIET = frozenset({"knowledge.held_back", "knowledge.nothing_fits", "knowledge.unread"})
"""What is told of the sources without being why an answer waits: it stands behind every other reason."""
_MARK = re.compile(r"\[\d{1,3}\]")
Block = Callable[[Sequence[Passage]], tuple[Message, ...]]
"""The passages as they stand in a prompt."""


def placed(draft: Draft, gathered: Gathered, block: Block) -> Draft:
    """The draft with these passages: in the place of those that stood there, else before the last words of the person."""
    stood = [row for row, message in enumerate(draft.messages) if message.part == PASSAGES]
    messages = own_words(draft.messages)
    at = (stood or [row for row, message in enumerate(messages) if message.role == "user"][-1:])[0]
    return replace(draft, messages=(*messages[:at], *block(gathered.given), *messages[at:]), gathered=gathered)


def chosen(draft: Draft, leave: Sequence[Passage], take: Sequence[Passage], block: Block) -> Draft:
    """The draft without the passages that a person left out, and with held ones that they took along. One with a secret in it stays held."""
    found = draft.gathered
    if found is None or not (leave or take):
        return draft
    taken = tuple(one.passage for one in found.held if one.passage in take and one.code != SECRET)
    given = (*(one for one in found.given if one not in leave), *taken)
    held = (*(one for one in found.held if one.passage not in taken), *(HeldBack(one, BY_PERSON) for one in found.given if one in leave))
    return placed(draft, replace(found, given=given, held=held), block)


def rested_on(restored: Restored) -> str:
    """The passages that the model was given and may have read, each under its mark ``[n]`` and its source's name; empty where none went along."""
    draft = restored.reply.outgoing.scrubbed.draft
    if draft.gathered is None or UNREAD in restored.reply.notes or not passages_in(draft.messages):
        return ""
    used = dict(restored.reply.notes).get("passages", "")
    given = [(str(number), one) for number, one in enumerate(draft.gathered.given, 1)]
    return "\n\n".join(f"[{number}] {one.name}\n{one.text}" for number, one in given if not used or number in used.split(","))


def borne_out(restored: Restored) -> str:
    """What an answer may take its figures from beside the request: the passages, and the answers that came before them in a conversation, without
    their marks, which named other passages. Empty where no passages went along: then nothing is held against the request.
    """
    passages = rested_on(restored)
    if not passages:
        return ""
    before = takewhile(lambda message: message.part != PASSAGES, restored.reply.outgoing.scrubbed.draft.messages)  # what follows them is corrected
    return "\n\n".join((passages, *(_MARK.sub("", message.text) for message in before if message.role == "assistant")))


def told_of(scored: Scored) -> tuple[Reason, ...]:
    """What a person should read about their sources beside this answer."""
    reply = scored.restored.reply
    gathered = reply.outgoing.scrubbed.draft.gathered
    unread = (Reason("knowledge.unread"),) if gathered is not None and gathered.given and UNREAD in reply.notes else ()
    return (*reasons(gathered), *unread)
