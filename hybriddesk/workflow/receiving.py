"""Fetches, keeps and checks the receipt of an answer from a trusted execution environment.

The answer is filed before: no receipt, a late one or a bad one never costs an answer, and is said beside it.
"""

from __future__ import annotations

import base64
import os
import time
from dataclasses import dataclass, replace

import anyio
import anyio.to_thread

from hybriddesk.privacy.attested.checking import check
from hybriddesk.providers.tee import TeeQuestions, chat_id, enclosed
from hybriddesk.records.errors import Fault, Transient
from hybriddesk.records.receipts import Receipt, ReceiptCheck
from hybriddesk.records.way import Reply
from hybriddesk.vault.audit import Audit
from hybriddesk.vault.database import Database
from hybriddesk.vault.receipts import Receipts
from hybriddesk.workflow.quotes import quote_verifier
from hybriddesk.workflow.senders import Senders

PATIENCE_S = 10.0
"""How long the provider may take over both answers."""
NONCE_BYTES = 16


@dataclass(slots=True)
class _Given:
    signature: bytes = b""
    attestation: bytes = b""
    chat: str = ""
    fault: str = ""


class Receiving:
    """Receipts by run."""

    def __init__(self, db: Database, receipts: Receipts, senders: Senders) -> None:
        self._db = db
        self.receipts = receipts
        self._senders = senders

    async def receive(self, reply: Reply) -> Receipt | None:
        """Asks for the receipt and keeps what came, also where nothing did. None for a model that gives none. Raises nothing of the provider's."""
        outgoing = reply.outgoing
        if not enclosed(outgoing.route):
            return None
        config = self._senders.config(outgoing.route.provider)
        nonce, given = base64.b64encode(os.urandom(NONCE_BYTES)).decode("ascii"), _Given()
        questions = self._senders.tee(config, outgoing.scrubbed.draft.conversation)
        Audit(self._db).add("provider.tee_asked", config.name, host=questions.host)
        with anyio.CancelScope(shield=True):  # the answer stands already: a cancel that comes now must not mark it as interrupted
            with anyio.move_on_after(PATIENCE_S) as waited:
                await _ask(questions, reply, nonce, given)
            if waited.cancelled_caught:
                given.fault = "provider.timeout"
        made = Receipt(
            run=outgoing.scrubbed.draft.run, provider=config.name, model=outgoing.route.model, chat=given.chat, nonce=nonce,
            request=outgoing.body, response=reply.raw, signature=given.signature, attestation=given.attestation, collateral=b"",
            created_ms=self._db.clock(), fault=given.fault,
        )
        self.receipts.keep(made)
        return made

    async def verify(self, run: str, collateral: bytes = b"") -> ReceiptCheck:
        """Checks a kept receipt again, offline; collateral given now is kept with it. Raises ``Refused('tee.no_receipt')``."""
        receipt = self.receipts.of(run)
        if collateral:
            receipt = replace(receipt, collateral=collateral)
            self.receipts.keep(receipt)
        return await verified(receipt)


async def verified(receipt: Receipt) -> ReceiptCheck:
    """The three results, worked out in a worker thread. Needs no store and no network."""
    return await anyio.to_thread.run_sync(check, receipt, quote_verifier(), int(time.time()))


async def _ask(questions: TeeQuestions, reply: Reply, nonce: str, given: _Given) -> None:
    model = reply.outgoing.route.model
    try:
        given.chat = chat_id(reply.raw)
        try:
            given.signature = await questions.signature(given.chat, model)
        except Transient:  # a signature may be a moment behind its answer
            await anyio.sleep(1.0)
            given.signature = await questions.signature(given.chat, model)
        given.attestation = await questions.attestation(model, nonce)
    except Fault as fault:
        given.fault = fault.code
