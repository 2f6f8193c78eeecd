"""Training data from what people verified: request and final in chat format, scrubbed, each once, with where it came from.

Where a model was given passages of the person's own sources, they stand before the request as they were sent: an answer that cites ``[1]`` says
nothing without them. Sample entries are synthetic and left out unless asked for. What the person chose to send in clear stays hidden here all the same:
a data set goes further than one request.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import msgspec

from hybriddesk.privacy.residual import residual
from hybriddesk.privacy.scrub import Scrubber
from hybriddesk.privacy.slots import slots
from hybriddesk.records.ids import new_id
from hybriddesk.records.knowledge import Gathered
from hybriddesk.records.way import Draft, KnownMap, Message, Scrubbed
from hybriddesk.records.work import Review
from hybriddesk.vault.knowledge import passages_of
from hybriddesk.vault.placeholders import Placeholders
from hybriddesk.workflow.resting import Block
from hybriddesk.workflow.senders import HELPER

_CITES = re.compile(r"\[\d{1,3}\]")
"""What a draft of the built-in helper has where it quotes a passage."""


@dataclass(slots=True)
class Tally:
    """What became of the entries: written, doubles of one written, synthetic ones left out, and those in which a value still stood."""

    written: int = 0
    doubles: int = 0
    synthetic: int = 0
    unedited: int = 0
    leaking: int = 0
    _seen: set[bytes] = field(default_factory=set, repr=False)

    def is_double(self, words: str) -> bool:
        """Whether the same words, without regard to case and white space, came before."""
        mark = hashlib.sha256(" ".join(words.casefold().split()).encode("utf-8", "surrogatepass")).digest()
        known = mark in self._seen
        self._seen.add(mark)
        return known


class Datasets:
    """Turns decided reviews into lines of a data set."""

    def __init__(self, scrubber: Scrubber, placeholders: Placeholders, block: Block) -> None:
        self._scrubber = scrubber
        self._block = block
        self._placeholders = placeholders

    def lines(
        self, reviews: Iterable[Review], tally: Tally, *, synthetic: bool = False, edited_only: bool = False, hide: Sequence[str] = (),
    ) -> Iterator[bytes]:
        """One JSON line for each verified pair; ``tally`` counts as they come. ``hide``: the person's own list of words to hide."""
        for review in reviews:
            if review.sample and not synthetic:
                tally.synthetic += 1
            elif edited_only and review.state != "edited":
                tally.unedited += 1
            else:
                yield from self._line(review, tally, hide)

    def _line(self, review: Review, tally: Tally, hide: Sequence[str]) -> Iterator[bytes]:
        known = self._placeholders.known(review.conversation)
        hidden = KnownMap(known.entries, tuple(one for one in known.by_hand if one.action == "hide"), deny=(*hide, *known.deny))
        found = passages_of(self._placeholders.db, review.run)
        given = self._block(found.given) if found is not None and (review.provider != HELPER.name or _CITES.search(review.draft)) else ()
        messages = (*given, Message("user", review.request), Message("assistant", review.final or ""))
        scrubbed = self._scrubber.scrub(Draft(review.conversation, new_id(), review.workflow, messages), hidden)
        # a form of a value that was not put in its place is hidden by its kind alone
        texts = [slots(message.text, scrubbed.entries) for message in _named(scrubbed)]
        pair = [{"role": "user", "content": "\n\n".join(texts[:-1])}, {"role": "assistant", "content": texts[-1]}]
        body = msgspec.json.encode({"messages": pair, "provenance": _provenance(review, found, sent=bool(given))})
        if residual(msgspec.json.encode({"messages": pair}), scrubbed):
            tally.leaking += 1
        elif tally.is_double("\n".join(texts)):
            tally.doubles += 1
        else:
            tally.written += 1
            yield body + b"\n"


def _named(scrubbed: Scrubbed) -> list[Message]:
    """The messages with numbered kinds for the tokens, ``{PERSON_1}``, in order of appearance: the same pair always reads the same."""
    whole = "\n".join(message.text for message in scrubbed.messages)
    present = sorted((entry for entry in scrubbed.entries if entry.token in whole), key=lambda entry: whole.index(entry.token))
    numbers: dict[str, int] = {}
    names: dict[str, str] = {}
    for entry in present:
        numbers[entry.kind] = numbers.get(entry.kind, 0) + 1
        names[entry.token] = f"{{{entry.kind}_{numbers[entry.kind]}}}"
    messages = []
    for message in scrubbed.messages:
        text = message.text
        for token, name in names.items():
            text = text.replace(token, name)
        messages.append(Message(message.role, text))
    return messages


def _provenance(review: Review, found: Gathered | None, *, sent: bool) -> dict[str, object]:
    return {
        "passages": len(found.given) if found is not None and sent else 0, "index": found.index if found is not None else None,
        "review": review.id, "workflow": review.workflow, "prompt_version": review.prompt_version, "provider": review.provider,
        "model": review.model, "decided_ms": review.decided_ms, "verified": "person",
        "written_by": "person" if review.state == "edited" else "model", "edit_words": review.edit_words, "synthetic": review.sample,
    }
