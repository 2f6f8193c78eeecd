"""Screening before anything leaves: hidden text is left out of the request, and what was found is told beside the answer."""

from __future__ import annotations

from dataclasses import replace

from hybriddesk.privacy.screening import screen
from hybriddesk.records.asked import PASSAGES
from hybriddesk.records.way import Draft, Reason

OWN_WORDS = frozenset({"chat"})
"""Workflows in which the person writes to the model: hidden characters go, but nothing is held against the words."""


def screened(draft: Draft) -> tuple[Draft, tuple[Reason, ...]]:
    """The draft as it may leave, and a reason for each sort of finding. Our own prompt texts (role ``system``) are not screened in
    workflows that work on somebody else's text. Passages of the person's sources are somebody else's text in every workflow."""
    own = draft.workflow in OWN_WORDS
    foreign = [message.part == PASSAGES or not own for message in draft.messages]
    found = [
        screen(message.text, markup=other) if own or message.role != "system" else None
        for message, other in zip(draft.messages, foreign, strict=True)
    ]
    against = [one for one, other in zip(found, foreign, strict=True) if one and other]
    counts = {
        "privacy.screen_hidden": draft.left_out + (draft.gathered.cut if draft.gathered else 0) + sum(one.cut for one in found if one),
        "privacy.screen_injection": sum(one.injections for one in against),
        "privacy.screen_exfiltration": sum(one.exfiltrations for one in against),
    }
    messages = tuple(replace(message, text=one.text) if one and one.cut else message for message, one in zip(draft.messages, found, strict=True))
    found_of = (*(Reason(code, facts={"count": count}) for code, count in counts.items() if count), *_irrelevant(draft))
    return replace(draft, messages=messages, left_out=0), found_of


def _irrelevant(draft: Draft) -> tuple[Reason, ...]:
    """A message in which nobody asks for anything: it is drafted, and a person decides whether it wants an answer."""
    return (Reason("privacy.screen_irrelevant", facts={"sort": draft.unasked}),) if draft.unasked else ()
