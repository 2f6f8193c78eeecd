"""What the person's own sources give to a prompt: found, each passage screened before it may go, and put before the request as material.

All the work is done in worker threads on a reading connection. A fault never stops a prompt: it goes without passages, and that is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

import anyio.to_thread

from hybriddesk.catalog.prompts import Prompts
from hybriddesk.knowledge import relevance
from hybriddesk.knowledge.relevance import Candidate
from hybriddesk.knowledge.terms import terms
from hybriddesk.privacy.screening import screen, visible
from hybriddesk.privacy.scrub import Scrubber
from hybriddesk.records.asked import asked
from hybriddesk.records.errors import Fault, Refused
from hybriddesk.records.knowledge import Gathered, HeldBack, Passage
from hybriddesk.records.way import Draft, Message, Reason
from hybriddesk.vault.database import Database
from hybriddesk.vault.knowledge import Knowledge, Piece, index_row, search, source_count, source_sum
from hybriddesk.vault.settings_table import Settings
from hybriddesk.vault.source import Source
from hybriddesk.workflow.error_log import ErrorLog
from hybriddesk.workflow.indexing import Indexing
from hybriddesk.workflow.screening import OWN_WORDS

NOT_READY = "knowledge.not_ready"
"""The first sources are still being taken in."""
SHORT = 4
"""Telling words of a message up to which it may lean on the one before it."""
CANDIDATES = 48
_LEAD = 120
HELD_SHOWN = 4
"""Passages that only did not fit, or for which there was no room, are shown as far as this; the others are of no interest to anybody."""
_TAG = re.compile(r"<[^<>]{0,400}>")
_LINES = re.compile(r"\r\n|[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]")


@dataclass(frozen=True, slots=True)
class _Rules:
    floor: float
    most: int


@dataclass(frozen=True, slots=True)
class _Seen:
    """A candidate's words as they may go, how many characters were cut from them, and why it may not go, or ''."""

    text: str = field(repr=False)
    cut: int
    reason: str


@dataclass(slots=True)
class _Screening:
    """Looks through each candidate once."""

    scrubber: Scrubber
    done: dict[int, _Seen] = field(default_factory=dict)

    def check(self, candidate: Candidate) -> str:
        """Why this one may not go, or ''."""
        return self.looked(candidate).reason

    def looked(self, candidate: Candidate) -> _Seen:
        """What is in it."""
        known = self.done.get(id(candidate))
        if known is None:
            known = self.done[id(candidate)] = self._look(candidate.text, candidate.name)
        return known

    def _look(self, text: str, name: str) -> _Seen:
        """The name goes along with the words, so it is looked through as well."""
        found, named = screen(text, markup=True), screen(name, markup=True)
        reason = "injection" if found.injections or named.injections else "exfiltration" if found.exfiltrations or named.exfiltrations else ""
        if any(span.kind == "SECRET" for span in self.scrubber.detect(f"{name}\n{found.text}")):
            reason = "secret"
        return _Seen(found.text, found.cut, reason or ("" if _TAG.sub("", found.text).strip() else "irrelevant"))


class Retrieving:
    """Asks the person's own sources."""

    def __init__(
        self, db: Database, knowledge: Knowledge, settings: Settings, prompts: Prompts, scrubber: Scrubber, *, indexing: Indexing | None = None,
        log: ErrorLog | None = None,
    ) -> None:
        self._db, self._knowledge, self._settings, self._prompts, self._scrubber = db, knowledge, settings, prompts, scrubber
        self._indexing, self._log = indexing or Indexing(db, knowledge), log

    async def with_passages(self, draft: Draft) -> Draft:
        """The draft with a message of passages before the last user message, and ``gathered``. As it is where its workflow uses no sources,
        where there are none, or where it has passages already. A fault leaves it without passages and is kept in ``gathered``.
        """
        used = self._settings.get("knowledge.use_in")
        at = max((n for n, message in enumerate(draft.messages) if message.role == "user"), default=-1)
        if not isinstance(used, tuple) or draft.workflow not in used or at < 0 or any(message.part == "passages" for message in draft.messages):
            return draft
        try:
            if not source_count(self._db):
                return draft
            found = await self._asked(draft, at)
            if not found.index:
                return replace(draft, gathered=Gathered(0, fault=NOT_READY))
            block = self.block(found.given)
        except Fault as fault:
            if self._log:
                self._log.trouble(fault, workflow=draft.workflow, node="sources", run="")
            return replace(draft, gathered=Gathered(0, fault=fault.code))
        return replace(draft, messages=(*draft.messages[:at], *block, *draft.messages[at:]), gathered=found)

    async def _asked(self, draft: Draft, at: int) -> Gathered:
        """A chat asks by its last message; a short one that finds nothing ("and how long?") is read with the one before it."""
        if draft.workflow not in OWN_WORDS:
            return await self.find(asked(draft.messages))
        last = draft.messages[at].text
        found = await self.find(last)
        before = next((message.text for message in reversed(draft.messages[:at]) if message.role == "user"), "")
        if found.given or not found.index or not before or not 0 < len(set(terms(last))) <= SHORT:
            return found
        wider = await self.find(f"{before}\n\n{last}")
        return wider if wider.given else found

    async def find(self, question: str, version: int | None = None) -> Gathered:
        """What a question would be given, and what would be held back; sends nothing. ``version`` None is the live index.

        Raises ``Refused('knowledge.unknown_index'|'knowledge.index_building')`` for a version that cannot be asked.
        """
        live = await self._indexing.catch_up(wait=False)
        if version is not None and index_row(self._db, version).state != "ready":
            raise Refused("knowledge.index_building", version=version)
        chosen = live if version is None else version
        if not chosen:
            return Gathered(0)
        floor, most = self._settings.get("knowledge.least"), self._settings.get("knowledge.passages")
        rules = _Rules(float(floor) if isinstance(floor, float) else relevance.FLOOR, most if isinstance(most, int) else relevance.MOST)
        return await anyio.to_thread.run_sync(partial(self._found, question, chosen, rules), abandon_on_cancel=True)

    def removed(self, draft: Draft) -> tuple[Passage, ...]:
        """The passages of a draft whose source was removed since they were found."""
        return tuple(one for one in draft.gathered.given if not source_sum(self._db, one.source)) if draft.gathered else ()

    def keep(self, draft: Draft) -> None:
        """Keeps what was gathered with the draft's run, inside the caller's transaction."""
        if draft.gathered is not None and (draft.gathered.given or draft.gathered.held):
            self._knowledge.keep(draft.run, draft.gathered)

    def _found(self, question: str, version: int, rules: _Rules) -> Gathered:
        reader = self._db.reader()
        try:
            found = ranked(reader, version, question)
        finally:
            reader.close()
        pieces = {}
        for piece, score in found:
            candidate = Candidate(piece.text, piece.terms, score, piece.name)
            pieces[id(candidate)] = candidate, piece
        screening = _Screening(self._scrubber)
        sifted = relevance.sift(
            [candidate for candidate, _ in pieces.values()], floor=rules.floor, most=rules.most, room=relevance.ROOM, check=screening.check)
        given, held, cut = list[Passage](), list[HeldBack](), 0
        for candidate, reason in _worth_showing(sifted):
            # whatever is shown has been looked through: a person may take along what only did not fit
            seen = screening.looked(candidate)
            passage = replace(_passage(pieces[id(candidate)][1], candidate.score), text=seen.text)
            if reason:
                held.append(HeldBack(passage, f"knowledge.held_{'secret' if seen.reason == 'secret' else reason}"))
            else:
                given.append(passage)
                cut += seen.cut
        return Gathered(version, tuple(given), tuple(held), cut)

    def block(self, given: Sequence[Passage]) -> tuple[Message, ...]:
        """The passages as one message, numbered from 1; none where there are none."""
        if not given:
            return ()
        said = "\n\n".join(f"[{number}] {_one_line(one.name)}\n{_quoted(one.text)}" for number, one in enumerate(given, start=1))
        return tuple(replace(message, part="passages") for message in self._prompts.get("passages").render(passages=said))


def ranked(source: Source, version: int, question: str) -> list[tuple[Piece, float]]:
    """Pieces of one version that share words with the question, each with its score, best first."""
    words = relevance.asked(question)
    hits = search(source, version, words.words, CANDIDATES)
    shares = relevance.shares(hits.counts, hits.total)
    scored = [(piece, relevance.score(words, piece.terms, shares, terms(piece.text[:_LEAD].split("\n", 1)[0]))) for piece in hits.pieces]
    return sorted(scored, key=lambda one: -one[1])


def reasons(gathered: Gathered | None) -> tuple[Reason, ...]:
    """What is told beside the answer: that sources could not be asked, that passages were held back for what they try, that nothing fits."""
    if gathered is None:
        return ()
    if gathered.fault == NOT_READY:
        return (Reason(NOT_READY),)
    if gathered.fault:
        return (Reason("knowledge.failed", facts={"code": gathered.fault}),)
    told = sum(held.code in {"knowledge.held_injection", "knowledge.held_exfiltration", "knowledge.held_secret"} for held in gathered.held)
    return (
        *((Reason("knowledge.held_back", facts={"count": told}),) if told else ()),
        *((Reason("knowledge.nothing_fits"),) if not gathered.given else ()),
    )


def _passage(piece: Piece, score: float) -> Passage:
    return Passage(piece.source, piece.name, piece.start, piece.end, round(score, 4), piece.text)


def _worth_showing(sifted: Sequence[tuple[Candidate, str]]) -> Iterator[tuple[Candidate, str]]:
    """All but the many that merely did not fit, or came too late."""
    left = dict.fromkeys(("irrelevant", "no_room", "repeats"), HELD_SHOWN)
    for candidate, reason in sifted:
        if reason in left:
            left[reason] -= 1
        if left.get(reason, 0) >= 0:
            yield candidate, reason


def _one_line(name: str) -> str:
    return " ".join(visible(name, markup=True)[0].split())[:120]


def _quoted(text: str) -> str:
    """Each line marked, so that nothing in a passage can end it or begin another one."""
    return "\n".join(f"> {line}".rstrip() for line in _LINES.split(text.strip()))
