"""Imported work to drafts: every waiting item walks the path, one after the other, and any of them may fail alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

import anyio

from hybriddesk.catalog.prompts import Prompts
from hybriddesk.privacy.unasked import unasked
from hybriddesk.records.consent import Ask
from hybriddesk.records.errors import Fault, Permanent, Refused, Unknown
from hybriddesk.records.ids import new_id
from hybriddesk.records.way import Draft, Scored
from hybriddesk.records.work import Item, ItemState, SourceFault, SourceItem, Turn
from hybriddesk.vault.conversations import Conversations
from hybriddesk.vault.database import Database
from hybriddesk.vault.items import ImportResult, Items
from hybriddesk.vault.settings_table import Settings
from hybriddesk.workflow.agreeing import Batch
from hybriddesk.workflow.filing import Filing
from hybriddesk.workflow.path import Hear, PromptPath
from hybriddesk.workflow.producing import Producing
from hybriddesk.workflow.senders import Target
from hybriddesk.workflow.steps import OnDefect

STOPS_A_BATCH = frozenset({"privacy.not_approved", "provider.wrong_key", "provider.quota", "provider.unknown", "vault.disk_full",
                           "vault.read_only", "resilience.paused", "resilience.held", "privacy.local_only", "provider.model_gone"})
"""Faults that the next item would meet as well: the rest stays waiting instead of failing one by one."""


@dataclass(frozen=True, slots=True)
class Drafted:
    """How one item ended: a review entry, or the fault's code with its facts. ``partial`` is text kept from a cut answer."""

    item: str
    review: str | None
    confidence: float | None
    waits: bool
    code: str | None = None
    facts: tuple[tuple[str, str | int | float], ...] = ()
    stopped_batch: bool = False


@dataclass(frozen=True, slots=True)
class DraftProgress:
    """Progress of a batch: how many of how many, and the last one that ended."""

    done: int
    total: int
    last: Drafted


class Drafting:
    """Files imports and drafts what waits."""

    def __init__(
        self, db: Database, items: Items, conversations: Conversations, settings: Settings, prompts: Prompts,
        path: PromptPath, filing: Filing, producing: Producing,
    ) -> None:
        self._db = db
        self.items = items
        self._conversations = conversations
        self._settings = settings
        self._prompts = prompts
        self._path = path
        self._filing = filing
        self._producing = producing

    def file_import(
        self, source: str, workflow: str, found: Iterable[SourceItem | SourceFault], *, sample: bool = False,
        into: str | None = None,
    ) -> ImportResult:
        """Stores what was read; doubles are skipped and counted, faults are kept with the import. ``into``: the import this goes on with."""
        self._prompts.for_workflow(workflow)
        items: list[SourceItem] = []
        faults: list[SourceFault] = []
        for one in found:
            (items if isinstance(one, SourceItem) else faults).append(one)  # type: ignore[arg-type]
        return self.items.file_import(source, workflow, items, faults, sample=sample, into=into)

    async def draft(
        self, ids: Sequence[str], target: Target, ask: Ask, *, progress: Callable[[DraftProgress], None] = lambda _p: None,
        hear: Hear | None = None, sources: bool = True,
    ) -> tuple[Drafted, ...]:
        """Drafts the items in order, resting on the person's own ``sources`` where the workflow uses them. A fault of one item is kept with it and the next goes on; a fault that the next item would
        meet as well (wrong key, no quota, not approved) ends the batch and leaves the rest waiting."""
        batch, ended, producing = Batch(), list[Drafted](), self._producing
        with producing.job(self.items.get(ids[0]).workflow if ids else "") as job:
            outer, asked = hear or Hear(), producing.patient(job, ask)

            def heard(text: str, raw: str) -> None:
                producing.alive(job)
                outer.text(text, raw)

            for number, item_id in enumerate(ids, 1):
                batch.waiting = len(ids) - number
                one = await self.draft_one(item_id, target, asked, batch, replace(outer, text=heard), sources=sources)
                ended.append(one)
                producing.alive(job)
                progress(DraftProgress(number, len(ids), one))
                await anyio.lowlevel.checkpoint()
                if one.stopped_batch:
                    break
        return tuple(ended)

    async def draft_one(
        self, item_id: str, target: Target, ask: Ask, batch: Batch | None = None, hear: Hear | None = None, *, sources: bool = True,
    ) -> Drafted:
        """One item's way. Cancelling puts it back to waiting."""
        item = self.items.get(item_id)
        try:
            self._path.handovers.guard(item.id)
        except Refused as fault:  # it is as it was: another machine goes on with it
            return Drafted(item.id, None, None, waits=False, code=fault.code)
        kept: list[tuple[str, str]] = []
        outer, review = hear or Hear(), list[str]()

        def heard(text: str, raw: str) -> None:
            kept.append((text, raw))
            outer.text(text, raw)

        def file(scored: Scored) -> None:
            review.append(self._filing.file(scored, title=_title(item), request=request_text(item), item=item))
            self.items.set_state(item.id, "drafted")

        self.items.set_state(item.id, "drafting")
        try:
            with OnDefect(lambda kind: self._failed(item, Permanent("desk.defect", kind=kind.__name__), kept)):
                scored = await self._path.walk(
                    self._draft_of(item), target, ask, hear=Hear(outer.sent, heard, outer.wait, outer.fallback), batch=batch, file=file, sources=sources,
                )
        except Fault as fault:
            return self._failed(item, fault, kept)
        except anyio.get_cancelled_exc_class():
            self._keep_partial(item, kept)
            self.items.set_state(item.id, "new")
            raise
        return Drafted(item.id, review[0], scored.confidence, self._filing.needs(scored))

    def _failed(self, item: Item, fault: Fault, kept: list[tuple[str, str]]) -> Drafted:
        self._keep_partial(item, kept)
        stops = fault.code in STOPS_A_BATCH
        state: ItemState = "unknown" if isinstance(fault, Unknown) else "new" if isinstance(fault, Refused) and stops else "failed"
        self.items.set_state(item.id, state, fault.code)
        return Drafted(item.id, None, None, waits=False, code=fault.code, facts=tuple(fault.facts.items()), stopped_batch=stops)

    def _keep_partial(self, item: Item, kept: list[tuple[str, str]]) -> None:
        text = "".join(restored for restored, _raw in kept)
        if text.strip():
            self._conversations.add_turn(Turn(
                id=new_id(), conversation=item.id, parent=None, role="assistant", text=text,
                scrubbed="".join(raw for _restored, raw in kept), state="interrupted", run=None, provider="", model="",
                confidence=None, created_ms=self._db.clock(),
            ))

    def _draft_of(self, item: Item) -> Draft:
        prompt = self._prompts.for_workflow(item.workflow)
        messages = prompt.render(
            subject=item.subject, body=item.body, sender=writer(item), signature=str(self._settings.get("general.signature")),
        )
        return Draft(
            conversation=item.id, run=new_id(), workflow=item.workflow, messages=messages,
            prompt_version=f"{prompt.name}@{prompt.version}", item=item.id,
            left_out=hidden_characters(self.items, item), unasked=sort_of(self.items, item),
        )


def writer(item: Item) -> str:
    """Who wrote the text. A document's author is metadata of a file: it tells of somebody and serves no reply, so it never leaves."""
    return "" if item.kind == "document" else item.sender


def hidden_characters(items: Items, item: Item) -> int:
    """How many characters of the source no reader sees; they were left out when it was imported. A row's columns are its own."""
    return 0 if item.kind == "row" else int(items.extra(item.id).get("hidden", "0"))  # noqa: S610  no Django here


def sort_of(items: Items, item: Item) -> str:
    """The sort of a mail, or of a row that was one, in which nobody asks for anything. A note or a document was put there to be worked on."""
    was_mail = item.kind == "mail" or (item.kind == "row" and bool(item.subject))
    return unasked(item.subject, item.body, item.sender, items.extra(item.id)) if was_mail else ""  # noqa: S610  no Django here


def request_text(item: Item) -> str:
    """What the person sees as the customer's message."""
    return item.body


def _title(item: Item) -> str:
    first = next((line.strip() for line in item.body.splitlines() if line.strip()), "")
    return (item.subject.strip() or first)[:120] or item.source
