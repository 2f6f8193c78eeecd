"""What a prompt rests on: passages of the person's own sources, put into it, taken out again by hand, and told beside the answer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Protocol

from hybriddesk.catalog.prompts import Prompts
from hybriddesk.records.asked import PASSAGES, own_words, passages_in
from hybriddesk.records.knowledge import BY_PERSON, SECRET, TELLING, Gathered, HeldBack, Passage
from hybriddesk.records.way import Draft, Message, Reason, Restored, Scored

PROMPT = "passages"
UNREAD = ("passages", "unread")
"""The note of a model that was given passages and read none of them."""


class Sources(Protocol):
    """Who finds the passages of a draft and keeps them with its run."""

    async def with_passages(self, draft: Draft) -> Draft:
        """The draft with what fits from the person's sources; as it was where there are none or its workflow uses none."""

    def keep(self, draft: Draft) -> None:
        """Keeps what was given and held back for ``draft.run``; joins the caller's transaction."""


def placed(draft: Draft, gathered: Gathered, prompts: Prompts) -> Draft:
    """The draft with these passages as one message: in the place of those that stood there, else before the last words of the person."""
    block = block_of(gathered.given, prompts)
    stood = [row for row, message in enumerate(draft.messages) if message.part == PASSAGES]
    messages = own_words(draft.messages)
    rows = stood or [row for row, message in enumerate(messages) if message.role == "user"][-1:]
    if block is not None and rows:
        messages = (*messages[: rows[0]], block, *messages[rows[0] :])
    return replace(draft, messages=messages, gathered=gathered)


def block_of(given: Sequence[Passage], prompts: Prompts) -> Message | None:
    """The passages as they stand in a prompt, numbered from 1 as ``numbered`` numbers them; None without any."""
    if not given:
        return None
    said = prompts.get(PROMPT).render(passages=numbered(given))
    return Message("user", "\n\n".join(message.text for message in said), part="passages")


def numbered(given: Sequence[Passage]) -> str:
    """Each passage under its mark and the name of its source: ``[1] Name`` and the text."""
    return "\n\n".join(f"[{number}] {one.name}\n{one.text}" for number, one in enumerate(given, 1))


def chosen(draft: Draft, leave: Sequence[Passage], take: Sequence[Passage], prompts: Prompts) -> Draft:
    """The draft without the passages that a person left out, and with held ones that they took along. One with a secret in it stays held."""
    if draft.gathered is None or not (leave or take):
        return draft
    found = draft.gathered
    taken = tuple(one.passage for one in found.held if one.passage in take and one.code != SECRET)
    given = (*(one for one in found.given if one not in leave), *taken)
    held = (*(one for one in found.held if one.passage not in taken), *(HeldBack(one, BY_PERSON) for one in found.given if one in leave))
    return placed(draft, replace(found, given=given, held=held), prompts)


def rested_on(restored: Restored) -> str:
    """The passages that the model was given and may have read, under their marks; empty where none went along."""
    draft = restored.reply.outgoing.scrubbed.draft
    if draft.gathered is None or UNREAD in restored.reply.notes or not passages_in(draft.messages):
        return ""
    return numbered(draft.gathered.given)


def told_of(scored: Scored) -> tuple[Reason, ...]:
    """What a person should read about the sources beside this answer."""
    return tuple(_told(scored))


def _told(scored: Scored) -> Iterator[Reason]:
    reply = scored.restored.reply
    gathered = reply.outgoing.scrubbed.draft.gathered
    if gathered is None:
        return
    held = sum(one.code in TELLING for one in gathered.held)
    if held:
        yield Reason("knowledge.held_back", facts={"count": held})
    if not gathered.given:
        yield Reason("knowledge.nothing_fits")
    elif UNREAD in reply.notes:
        yield Reason("knowledge.unread")
