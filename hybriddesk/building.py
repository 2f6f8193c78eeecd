"""The half of the composition root that needs an opened store: every service built, each given what it needs.

Kept beside ``__main__`` so that a window or a lock screen can show before any of this is imported.
"""

from __future__ import annotations

from hybriddesk.catalog.prompts import Prompts
from hybriddesk.privacy.scrub import Scrubber
from hybriddesk.records.consent import Consent
from hybriddesk.records.errors import Refused
from hybriddesk.records.way import Outgoing
from hybriddesk.sync.bundling import Bundling
from hybriddesk.vault.ageing import Ageing
from hybriddesk.vault.answer_marks import AnswerMarks
from hybriddesk.vault.assessments import Assessments
from hybriddesk.vault.audit import Audit
from hybriddesk.vault.breakers import Breakers
from hybriddesk.vault.charges import Charges
from hybriddesk.vault.conversations import Conversations
from hybriddesk.vault.database import Database
from hybriddesk.vault.errors import Errors
from hybriddesk.vault.fallbacks import Fallbacks
from hybriddesk.vault.feedback import Feedback
from hybriddesk.vault.figures_rows import Figures
from hybriddesk.vault.finals import Finals
from hybriddesk.vault.hard_cases import HardCases
from hybriddesk.vault.items import Items
from hybriddesk.vault.ledger import Ledger
from hybriddesk.vault.offers import Offers
from hybriddesk.vault.placeholders import Placeholders
from hybriddesk.vault.provider_book import ProviderBook
from hybriddesk.vault.reviews import Reviews
from hybriddesk.vault.runs import Runs
from hybriddesk.vault.search import Search
from hybriddesk.vault.settings_table import Settings
from hybriddesk.workflow.ageing import Waiting
from hybriddesk.workflow.agreeing import Agreeing
from hybriddesk.workflow.charging import Charging
from hybriddesk.workflow.conversing import Conversing
from hybriddesk.workflow.drafting import Drafting
from hybriddesk.workflow.error_log import ErrorLog
from hybriddesk.workflow.falling_back import FallingBack
from hybriddesk.workflow.filing import Filing
from hybriddesk.workflow.gating import Gating
from hybriddesk.workflow.learning import Learning
from hybriddesk.workflow.leaving import Leaving
from hybriddesk.workflow.path import PromptPath
from hybriddesk.workflow.providing import Providing
from hybriddesk.workflow.recovery import recover
from hybriddesk.workflow.reviewing import Reviewing
from hybriddesk.workflow.samples import SOURCE, samples
from hybriddesk.workflow.scoring import Scoring
from hybriddesk.workflow.senders import HELPER, Senders, Target
from hybriddesk.workflow.watching import Watching
from hybriddesk.workspace import Workspace


def build(db: Database) -> Workspace:
    """The services of an opened store, each given what it needs."""
    audit, settings, book, breakers = Audit(db), Settings(db), ProviderBook(db), Breakers(db)
    items, conversations, placeholders = Items(db), Conversations(db), Placeholders(db)
    runs, ledger, reviews, finals, feedback = Runs(db), Ledger(db), Reviews(db), Finals(db), Feedback(db)
    recovered = recover(
        db, runs=runs, ledger=ledger, items=items, conversations=conversations, reviews=reviews, audit=audit,
    )
    prompts, scrubber, senders = Prompts.load(), Scrubber(), Senders(book, breakers, finals, Offers(db), settings)
    agreeing = Agreeing(scrubber, placeholders, settings, senders)
    leaving = Leaving(db, ledger, placeholders, runs)
    fallbacks, log = Fallbacks(db), ErrorLog(Errors(db), db.clock, scrubber)
    assessments = Assessments(db)
    gating, waiting = Gating(settings, assessments), Waiting(reviews, Ageing(db), settings)
    path = PromptPath(
        db, agreeing, senders, leaving, runs, Scoring(reviews, finals, assessments, gating), FallingBack(fallbacks, senders, agreeing),
        Watching(AnswerMarks(db), log), log,
    )
    filing = Filing(reviews, gating, waiting)
    return Workspace(
        db=db, audit=audit, settings=settings, items=items, conversations=conversations, reviews=reviews, runs=runs,
        ledger=ledger, placeholders=placeholders, feedback=feedback, figures=Figures(db), search=Search(db), prompts=prompts,
        scrubber=scrubber, agreeing=agreeing, providing=Providing(db, book, senders, fallbacks),
        drafting=Drafting(db, items, conversations, settings, prompts, path, filing),
        conversing=Conversing(db, conversations, reviews, runs, feedback, senders, path, filing),
        reviewing=Reviewing(db, reviews, items, finals, ledger, placeholders, feedback, settings, prompts, path, filing),
        error_log=log, charging=Charging(db, ledger, senders, Charges(db)), bundling=Bundling(db), gating=gating, waiting=waiting, learning=Learning(reviews, HardCases(db)), recovered=recovered,
    )


async def add_samples(workspace: Workspace) -> None:
    """Files the twelve sample messages and drafts them with the built-in helper, which sends nothing."""

    async def never_needed(_outgoing: Outgoing, _waiting: int) -> Consent:
        raise Refused("privacy.not_approved", provider=HELPER.name)

    filed = workspace.drafting.file_import(SOURCE, "reply", samples(), sample=True)
    await workspace.drafting.draft(filed.new, Target(HELPER.name), never_needed)
