"""``helper/1``: the built-in helper, a real adapter that never leaves this computer and is not a language model.

It drafts from the person's own approved replies and from templates, summarises by selecting sentences, and names what a
message is about. What passages of the person's sources say to a question it puts in, word for word. Below ``DECLINE`` it declines instead of guessing.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import AsyncGenerator, Callable, Sequence
from dataclasses import dataclass, field

import anyio.lowlevel

from hybriddesk.providers.helper_chat import plain_question, wanted
from hybriddesk.providers.helper_passages import (
    EXTRACTIVE,
    Passage,
    added,
    confidence,
    in_language,
    new_to,
    numbers,
    passages_of,
    quoted,
)
from hybriddesk.providers.helper_reading import TOKEN, Read, closing_line, language_of, read, read_text
from hybriddesk.providers.helper_sorting import sort
from hybriddesk.providers.helper_table import words
from hybriddesk.providers.helper_writing import Written, frame, from_final, from_template, issued_only
from hybriddesk.providers.turns import joined
from hybriddesk.records.asked import own_words, passages_in
from hybriddesk.records.errors import Refused
from hybriddesk.records.ids import Clock, now_ms
from hybriddesk.records.knowledge import Quotes
from hybriddesk.records.offers import Balance, Charge, Offer
from hybriddesk.records.protocols import FinalsSource, Quote
from hybriddesk.records.way import (
    Accepted,
    Estimate,
    Finished,
    FinishReason,
    Message,
    Outgoing,
    Reply,
    Route,
    Scrubbed,
    StreamEvent,
    TextDelta,
    Usage,
)
from hybriddesk.records.work import PastFinal

MODEL = "helper/1"
DECLINE = 0.35
"""Below this the helper does not answer."""
GOOD_MATCH = 0.55
"""From this match on an approved reply of the person is taken rather than a template."""
POINTS = 4
"""Sentences of a summary."""
UNREAD = ("passages", "unread")
"""The note that says so: no sentence of the passages of the person's sources fitted what is asked."""
SHORT = 6
"""Words of a message up to which it may lean on the one before it."""
LOOKED_AT = 3
"""Approved replies that are looked at for one request."""

Summarise = Callable[[str, int], tuple[str, ...]]
_PIECE = re.compile(r"\S+\s*|\s+")


@dataclass(frozen=True, slots=True)
class Answer:
    """What the helper says. ``finish`` is ``declined`` when it does not know."""

    text: str = field(repr=False)
    confidence: float
    source: str
    finish: FinishReason = "stop"
    used: str = ""
    """Numbers of the passages that it quotes, ``1,3``."""


class HelperSender:
    """The helper as a sender: same seam, same ledger, no network. ``finals`` None = only templates."""

    adapter = "helper"

    def __init__(self, finals: FinalsSource | None = None, *, summarise: Summarise, quote: Quote | None = None, clock: Clock = now_ms) -> None:
        self._finals = finals
        self._summarise = summarise
        self._quote = quote
        self._clock = clock

    def prepare(self, scrubbed: Scrubbed, route: Route) -> Outgoing:
        """The request as it is shown and kept: the messages as JSON, no host and no header."""
        said = [{"role": message.role, "content": message.text} for message in joined(scrubbed.messages)]
        body = json.dumps({"model": route.model, "messages": said}, ensure_ascii=False).encode()
        estimate = Estimate(len(body), _tokens(scrubbed.messages), 0.0)
        return Outgoing(scrubbed, route, "LOCAL", "helper:", (), body, hashlib.sha256(body).hexdigest(), estimate)

    async def models(self) -> tuple[str, ...]:
        """The one model there is."""
        return (MODEL,)

    async def offers(self) -> tuple[Offer, ...]:
        """The same; it costs nothing."""
        return (Offer(MODEL, prompt_usd=0.0, completion_usd=0.0),)

    async def balance(self) -> Balance:
        """Nobody is paid here."""
        raise Refused("provider.no_balance", provider=MODEL)

    async def charge(self, request_id: str) -> Charge:
        """Nobody is paid here."""
        raise Refused("provider.no_charge", provider=MODEL, request=request_id)

    async def send(self, outgoing: Outgoing) -> AsyncGenerator[StreamEvent, None]:
        """Answers in pieces, so that a long text can be stopped like any other."""
        started = self._clock()
        yield Accepted(200, None)
        answer = self._answer(outgoing.scrubbed)
        first = self._clock()
        for piece in _PIECE.findall(answer.text):
            await anyio.lowlevel.checkpoint()
            yield TextDelta(piece)
        yield Finished(_reply(outgoing, answer, first - started, self._clock() - started))

    def _answer(self, scrubbed: Scrubbed) -> Answer:
        messages, workflow = own_words(scrubbed.messages), scrubbed.draft.workflow
        passages = passages_of(passages_in(scrubbed.messages))
        if workflow == "chat":
            return self._chat(messages, passages)
        asked = read(messages)
        if workflow == "summary":
            return self._summary(asked.body or asked.subject, asked)
        if workflow == "sort":
            return self._label(asked)
        return self._draft(asked, closing_line(messages), passages)

    def _draft(self, asked: Read, closing: str, passages: Sequence[Passage]) -> Answer:
        best = self._own_final(asked) or self._template(asked, closing)
        found = self._found(f"{asked.subject}\n\n{asked.body}", in_language(passages, asked)) if asked.understood else Quotes()
        if best is None or best.confidence < DECLINE:
            return self._quoted(asked, closing, found) or Answer("", best.confidence if best else 0.0, "none", "declined")
        new = new_to(best.text, found.sentences)
        if not new:
            return Answer(best.text, best.confidence, best.source)
        used = numbers(new)
        return Answer(added(best, new), confidence(best.confidence, new), f"{best.source}+passages:{used}", used=used)

    def _found(self, request: str, passages: Sequence[Passage], *, whole: bool = False) -> Quotes:
        return self._quote(request, passages, whole=whole) if self._quote and passages else Quotes()

    def _quoted(self, asked: Read, closing: str, found: Quotes) -> Answer | None:
        """A reply of nothing but sentences of the sources."""
        if EXTRACTIVE * found.fit < DECLINE:
            return None
        used = numbers(found.sentences)
        return Answer(frame(asked, quoted(found.sentences), closing), EXTRACTIVE * found.fit, f"passages:{used}", used=used)

    def _own_final(self, asked: Read) -> Written | None:
        query = _query(asked.text)
        if self._finals is None or not query:
            return None
        alike = [past for past in self._finals.search(query, LOOKED_AT) if past.match >= GOOD_MATCH]
        drafts = [from_final(asked, past) for past in alike if _same_subject(asked, past)]
        written = [one for one in drafts if one and issued_only(one.text, asked)]
        return max(written, key=lambda one: one.confidence, default=None)

    def _template(self, asked: Read, closing: str) -> Written | None:
        found = sort(asked.subject, f"{asked.body}\n{asked.wish}")
        return from_template(asked, found.intent, found.confidence, closing) if found.intent and asked.understood else None

    def _summary(self, text: str, asked: Read) -> Answer:
        points = self._summarise(text, POINTS)
        if not points:
            return Answer("", 0.0, "none", "declined")
        listed = "\n".join(f"- {point}" for point in points)
        return Answer(f"{words(asked.language).summary_of}\n\n{listed}", 0.7, "sentences")

    def _label(self, asked: Read) -> Answer:
        found = sort(asked.subject, asked.body)
        if found.intent is None or found.confidence < DECLINE:
            return Answer("", found.confidence, "none", "declined")
        return Answer(found.intent.label, found.confidence, f"sorted:{found.intent.name}")

    def _chat(self, messages: tuple[Message, ...], passages: Sequence[Passage]) -> Answer:
        said = [message.text for message in messages if message.role == "user"] or [""]
        wish = wanted(said[-1])
        text = wish.text or (said[-2] if len(said) > 1 and wish.task in {"reply", "summary", "sort"} else "")
        own, asked = words(language_of(said[-1])), read_text(text)
        if wish.task == "can_do":
            return Answer(own.can_do.strip(), 0.9, "own:can_do")
        answer = self._answered(said, passages) if plain_question(wish) else None
        if answer:
            return answer
        if wish.task == "cannot":
            return Answer(own.cannot.strip(), 0.1, "none", "declined")
        if not text:
            return Answer(own.nothing_to_read, 0.5, "own:nothing_to_read")
        return self._worked(wish.task, asked, closing_line(messages), passages)

    def _answered(self, asked: Sequence[str], passages: Sequence[Passage]) -> Answer | None:
        """What the sources say to a question; a short one ("and how long?") is read with the one before it where it finds nothing."""
        found = self._found(asked[-1], passages, whole=True)
        if not found.sentences and len(asked) > 1 and len(asked[-1].split()) <= SHORT:
            found = self._found(f"{asked[-2]}\n\n{asked[-1]}", passages, whole=True)
        if EXTRACTIVE * found.fit < DECLINE:
            return None
        used = numbers(found.sentences)
        return Answer(quoted(found.sentences), EXTRACTIVE * found.fit, f"passages:{used}", used=used)

    def _worked(self, task: str, asked: Read, closing: str, passages: Sequence[Passage]) -> Answer:
        own = words(asked.language)
        if task == "summary":
            return self._summary(asked.text, asked)
        if task == "sort":
            found = self._label(asked)
            percent = round(100 * found.confidence)
            said = own.sorted_as.format(label=found.text, percent=percent) if found.text else own.sorted_unsure
            return Answer(said, found.confidence, found.source, found.finish)
        drafted = self._draft(asked, closing, passages)
        return drafted if drafted.text else Answer(own.unsure_draft, drafted.confidence, "none", "declined")


def _reply(outgoing: Outgoing, answer: Answer, first_ms: int, latency_ms: int) -> Reply:
    read = (("passages", answer.used) if answer.used else UNREAD,) if passages_in(outgoing.scrubbed.messages) else ()
    notes = (("confidence", f"{answer.confidence:.2f}"), ("source", answer.source), *read)
    usage = Usage(outgoing.estimate.prompt_tokens, _tokens((Message("assistant", answer.text),)), 0.0)
    return Reply(outgoing, answer.text, answer.finish, MODEL, usage, latency_ms=latency_ms, first_ms=first_ms, notes=notes)


def _same_subject(asked: Read, past: PastFinal) -> bool:
    """Common words are not enough: where both requests are clearly about something, it must be the same thing."""
    now, then = sort(asked.subject, asked.body), sort("", past.request)
    unclear = min(now.confidence, then.confidence) < DECLINE
    return unclear or now.intent == then.intent


def _tokens(messages: tuple[Message, ...]) -> int:
    """Words and signs: the helper's own measure, for the figures only."""
    return sum(len(re.findall(r"\w+|[^\w\s]", message.text)) for message in messages)


def _query(text: str) -> str:
    """Full-text words for the finals index: the longest telling ones, quoted, joined by OR."""
    small = {*words("en").small, *words("de").small}
    counts = Counter(word for word in re.findall(r"[^\W\d_]{3,}", TOKEN.sub(" ", text).lower()) if word not in small)
    best = sorted(counts, key=lambda word: (-counts[word], -len(word), word))[:24]
    return " OR ".join(f'"{word}"' for word in best)
