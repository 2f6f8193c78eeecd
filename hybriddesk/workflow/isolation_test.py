"""The isolation self-test: made-up conversations sent the real way to a recorder on this machine, and what could link them.

It runs in a throw-away store (see ``building.isolation_test``), so that nothing made up stands among the person's own work. Every
request stands in that store's ledger; the recorder's bytes are matched with the ledger's, and one that left beside it is counted.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import anyio.to_thread

from hybriddesk.privacy.linking import findings
from hybriddesk.providers.recorder import Recorder
from hybriddesk.records.consent import Consent
from hybriddesk.records.ids import new_id
from hybriddesk.records.linking import IsolationReport, Seen, Sighting
from hybriddesk.records.way import Outgoing
from hybriddesk.records.work import LedgerLine
from hybriddesk.vault.conversations import Conversations
from hybriddesk.vault.device import device_id
from hybriddesk.vault.ledger import Ledger, ledger_ids
from hybriddesk.workflow.conversing import Conversing
from hybriddesk.workflow.providing import Providing
from hybriddesk.workflow.senders import Target

RECORDER, MODEL = "recorder", "made-up-model"
PROGRAM = "hybriddesk"
Step = Callable[[int, int], object]
"""Hears how many conversations are done, and of how many."""

VALUES = (
    "Marta Vidal", "marta.vidal@example.org", "+1 202 555 0147", "DE89 3704 0044 0532 0130 00", "4111 1111 1111 1111", "12 Willow Lane",
    "192.0.2.44",
)
"""The one made-up person who stands in every conversation: the values a provider would link them by."""
TURNS = (
    ("My name is Marta Vidal, my mail is marta.vidal@example.org and my number +1 202 555 0147. {matter} Please refund to "
    "DE89 3704 0044 0532 0130 00."),
    ("Hello, this is Marta Vidal again. My card 4111 1111 1111 1111 was charged twice, and my address is 12 Willow Lane, Springfield, "
    "IL 62704. The order came from 192.0.2.44."),
)
MATTERS = (
    "The lamp arrived broken.", "The parcel never came.", "I was sent the wrong colour and would like another one.",
    "My subscription was renewed although I had cancelled it in time.", "The invoice shows a sum I do not know.",
)


class IsolationTest:
    """Talks to a recorder through the services of a throw-away store."""

    def __init__(self, providing: Providing, conversing: Conversing, conversations: Conversations, ledger: Ledger) -> None:
        self._providing = providing
        self._conversing = conversing
        self._conversations = conversations
        self._ledger = ledger

    async def run(self, recorder: Recorder, count: int, step: Step = lambda _done, _all: None) -> IsolationReport:
        """``count`` conversations of two turns each. Raises the fault of a request that failed."""
        self._providing.add(
            RECORDER, "openai", recorder.url, f"sk-{new_id()}", allow_loopback_http=True, ask="never", default_model=MODEL,
        )
        for done in range(count):
            await self._talk(done)
            step(done + 1, count)
        return await anyio.to_thread.run_sync(report, recorder.seen, self._lines(), self._ids())

    async def _talk(self, number: int) -> None:
        thread = await self._conversing.new(Target(RECORDER))
        for words in TURNS:
            await self._conversing.say(thread.id, words.format(matter=MATTERS[number % len(MATTERS)]), _yes)

    def _lines(self) -> tuple[LedgerLine, ...]:
        return tuple(map(self._ledger.get, ledger_ids(self._ledger.db)))

    def _ids(self) -> dict[str, tuple[str, ...]]:
        """Every id by which a conversation is known here."""
        talks = {line.conversation for line in self._lines()}
        return {talk: (device_id(self._ledger.db), *(turn.id for turn in self._conversations.turns(talk))) for talk in talks}


async def _yes(_outgoing: Outgoing, _waiting: int) -> Consent:
    return Consent("send")


def report(seen: Sequence[Seen], lines: Sequence[LedgerLine], ids: dict[str, tuple[str, ...]]) -> IsolationReport:
    """What was received, matched with the ledger by its exact bytes. A request without a line is a conversation of its own."""
    by_body: dict[bytes, list[LedgerLine]] = {}
    for line in lines:
        by_body.setdefault(line.body, []).append(line)
    sightings, unmatched = [], 0
    for one in seen:
        left = by_body[one.body].pop() if by_body.get(one.body) else None
        unmatched += left is None
        known = (left.conversation, left.run, left.id, *ids.get(left.conversation, ())) if left else ()
        sightings.append(Sighting(one, left.conversation if left else f"?{unmatched}", (*known, PROGRAM), VALUES))
    talks = len({line.conversation for line in lines})
    return IsolationReport(findings(sightings), talks, len(seen), len(lines), unmatched)
