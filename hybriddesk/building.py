"""The half of the composition root that needs an opened store: every service built, each given what it needs.

Kept beside ``__main__`` so that a window or a lock screen can show before any of this is imported.
"""

from __future__ import annotations

import contextlib
import ssl
import tempfile
from pathlib import Path

import anyio.to_thread

from hybriddesk.catalog.prompts import Prompts
from hybriddesk.privacy.scrub import Scrubber
from hybriddesk.providers.recorder import recording, server_tls
from hybriddesk.providers.transport import trusting
from hybriddesk.records.consent import Consent
from hybriddesk.records.errors import Permanent, Refused
from hybriddesk.records.ids import new_id
from hybriddesk.records.linking import IsolationReport
from hybriddesk.records.way import Outgoing
from hybriddesk.sync.bundling import Bundling
from hybriddesk.sync.handing import Handing
from hybriddesk.vault import store
from hybriddesk.vault.ageing import Ageing
from hybriddesk.vault.answer_marks import AnswerMarks
from hybriddesk.vault.assessments import Assessments
from hybriddesk.vault.audit import Audit
from hybriddesk.vault.breakers import Breakers
from hybriddesk.vault.charges import Charges
from hybriddesk.vault.context_steps import ContextSteps
from hybriddesk.vault.conversations import Conversations
from hybriddesk.vault.cycle import Cycle
from hybriddesk.vault.database import Database
from hybriddesk.vault.errors import Errors
from hybriddesk.vault.fallbacks import Fallbacks
from hybriddesk.vault.feedback import Feedback
from hybriddesk.vault.figures_rows import Figures
from hybriddesk.vault.finals import Finals
from hybriddesk.vault.folder import StoreFolder
from hybriddesk.vault.hard_cases import HardCases
from hybriddesk.vault.hide_lists import HideLists
from hybriddesk.vault.isolation_book import IsolationBook
from hybriddesk.vault.items import Items
from hybriddesk.vault.knowledge import Knowledge
from hybriddesk.vault.ledger import Ledger
from hybriddesk.vault.offers import Offers
from hybriddesk.vault.passing_certificate import passing_certificate
from hybriddesk.vault.placeholders import Placeholders
from hybriddesk.vault.provider_book import ProviderBook
from hybriddesk.vault.receipts import Receipts
from hybriddesk.vault.reviews import Reviews
from hybriddesk.vault.runs import Runs
from hybriddesk.vault.search import Search
from hybriddesk.vault.second_looks import SecondLooks
from hybriddesk.vault.settings_table import Settings
from hybriddesk.workflow.ageing import Waiting
from hybriddesk.workflow.agreeing import Agreeing
from hybriddesk.workflow.charging import Charging
from hybriddesk.workflow.checking import Checking
from hybriddesk.workflow.compacting import Compacting
from hybriddesk.workflow.conversing import Conversing
from hybriddesk.workflow.cycling import Cycling
from hybriddesk.workflow.diagnosing import Diagnosing
from hybriddesk.workflow.drafting import Drafting
from hybriddesk.workflow.error_log import ErrorLog
from hybriddesk.workflow.falling_back import FallingBack
from hybriddesk.workflow.filing import Filing
from hybriddesk.workflow.gating import Gating
from hybriddesk.workflow.indexing import Indexing
from hybriddesk.workflow.isolating import Isolating
from hybriddesk.workflow.isolation_test import IsolationTest, Step
from hybriddesk.workflow.knowing import Knowing
from hybriddesk.workflow.learning import Learning
from hybriddesk.workflow.leaving import Leaving
from hybriddesk.workflow.overlapping import Overlapping
from hybriddesk.workflow.path import PromptPath
from hybriddesk.workflow.producing import Producing
from hybriddesk.workflow.providing import Providing
from hybriddesk.workflow.receiving import Receiving
from hybriddesk.workflow.recovery import recover
from hybriddesk.workflow.retrieving import Retrieving
from hybriddesk.workflow.reviewing import Reviewing
from hybriddesk.workflow.samples import SOURCE, samples
from hybriddesk.workflow.scoring import Scoring
from hybriddesk.workflow.senders import HELPER, Senders, Target
from hybriddesk.workflow.watching import Watching
from hybriddesk.workspace import Workspace


def build(db: Database, tls: ssl.SSLContext | None = None) -> Workspace:
    """The services of an opened store, each given what it needs. ``tls`` is a self-test's own trust in the place of the system's."""
    audit, settings, book, breakers = Audit(db), Settings(db), ProviderBook(db), Breakers(db)
    items, conversations, placeholders = Items(db), Conversations(db), Placeholders(db)
    runs, ledger, reviews, finals, feedback = Runs(db), Ledger(db), Reviews(db), Finals(db), Feedback(db)
    recovered = recover(
        db, runs=runs, ledger=ledger, items=items, conversations=conversations, reviews=reviews, audit=audit,
    )
    prompts, scrubber, senders = Prompts.load(), Scrubber(), Senders(
        book, breakers, finals, Offers(db), settings, Isolating(IsolationBook(db, book)), tls=tls,
    )
    receiving = Receiving(db, Receipts(db), senders)
    leaving = Leaving(db, ledger, placeholders, runs)
    fallbacks, log = Fallbacks(db), ErrorLog(Errors(db), db.clock, scrubber)
    knowledge = Knowledge(db)
    with contextlib.suppress(Permanent):  # a full disk keeps no store shut: the next search clears what is left, and tells
        knowledge.settle()
    indexing = Indexing(db, knowledge)
    retrieving = Retrieving(db, knowledge, settings, prompts, scrubber, indexing=indexing, log=log)
    agreeing = Agreeing(scrubber, placeholders, settings, senders, retrieving.block)
    assessments = Assessments(db)
    gating, waiting = Gating(settings, assessments, audit), Waiting(reviews, Ageing(db), settings)
    checking, producing = Checking(db, settings), Producing(db, log)
    path = PromptPath(
        db, agreeing, senders, leaving, runs, Scoring(reviews, finals, assessments, gating), retrieving, FallingBack(fallbacks, senders, agreeing),
        Watching(AnswerMarks(db), log), log, receiving=receiving, checking=checking,
    )
    filing, overlapping = Filing(reviews, gating, waiting), Overlapping(db, reviews, SecondLooks(db), settings)
    return Workspace(
        db=db, audit=audit, settings=settings, items=items, conversations=conversations, reviews=reviews, runs=runs,
        ledger=ledger, placeholders=placeholders, hide_lists=HideLists(db), feedback=feedback, figures=Figures(db), search=Search(db), prompts=prompts,
        scrubber=scrubber, agreeing=agreeing, providing=Providing(db, book, senders, fallbacks),
        drafting=Drafting(db, items, conversations, settings, prompts, path, filing, producing),
        conversing=Conversing(db, conversations, reviews, runs, feedback, senders, path, filing, Compacting(ContextSteps(db), settings, senders, scrubber, path, log), settings),
        reviewing=Reviewing(db, reviews, items, finals, ledger, placeholders, feedback, settings, prompts, path, filing, overlapping),
        error_log=log, charging=Charging(db, ledger, senders, Charges(db)), bundling=Bundling(db), handing=Handing(db, overlapping.taken_in), receiving=receiving, gating=gating, waiting=waiting, checking=checking, learning=Learning(reviews, HardCases(db)), recovered=recovered,
        producing=producing,
        cycling=Cycling(db, Cycle(db), audit, settings, gating), knowing=Knowing(db, knowledge, indexing, retrieving), retrieving=retrieving,
        diagnosing=Diagnosing(db, reviews, finals, placeholders, retrieving, conversations, log),
    )


async def add_samples(workspace: Workspace) -> None:
    """Files the twelve sample messages and drafts them with the built-in helper, which sends nothing."""

    async def never_needed(_outgoing: Outgoing, _waiting: int) -> Consent:
        raise Refused("privacy.not_approved", provider=HELPER.name)

    filed = workspace.drafting.file_import(SOURCE, "reply", samples(), sample=True)
    await workspace.drafting.draft(filed.new, Target(HELPER.name), never_needed)


async def isolation_test(count: int, step: Step) -> IsolationReport:
    """Sends made-up conversations from a throw-away store to a recorder on this machine; both are gone at the end."""
    with tempfile.TemporaryDirectory(prefix="hybriddesk-selftest-") as made:
        folder, certificate = StoreFolder(Path(made) / "store"), Path(made) / "recorder.pem"
        key, _code = await anyio.to_thread.run_sync(lambda: store.create(folder, new_id()))
        tls = await anyio.to_thread.run_sync(lambda: trusting(passing_certificate(certificate)))
        db = Database.open(folder, key)
        try:
            inside = build(db, tls)
            with recording(server_tls(certificate)) as recorder:
                test = IsolationTest(inside.providing, inside.conversing, inside.conversing.conversations, inside.ledger)
                return await test.run(recorder, count, step)
        finally:
            db.close()
            key.wipe()
