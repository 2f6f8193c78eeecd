"""The receipt of a run, shown with its request."""

from __future__ import annotations

from dataclasses import replace

import pytest

from hybriddesk.desk.privacy.receipt_row import WHY, why
from hybriddesk.records.receipts import Checked
from hybriddesk.records.work import Run
from tests.privacy.test_attested import VECTORS, receipt


def kept(desk, made, run):
    def keep():
        conversation = desk.workspace.conversations.new("x", "cloud", "TEE/m").id
        desk.workspace.runs.begin(Run(
            run, conversation, None, "chat", "", "cloud", "TEE/m", "done", 1, 1, 2, 1, None, None, None, None, None,
        ))

        desk.workspace.receiving.receipts.keep(replace(made, run=run))

    desk.fetch(keep)


def shown(desk, made=None):
    desk.send(1)
    if made:
        kept(desk, made, "RUN0")
    page = desk.open("privacy", view="outgoing").outgoing
    page.open_one(page.model.id_at(0))
    desk.idle()
    return page.detail.receipt


def test_a_good_receipt_says_what_was_checked_and_what_was_not(desk):
    """Signature and attestation hold; the quote is not called checked."""
    row = shown(desk, receipt(VECTORS[0]))
    assert row.isVisible()
    assert {name: chip.text() for name, chip in row.chips.items()} == {"signature": "ok", "attestation": "ok", "quote": "not checked"}
    assert "Intel's data" in row.words["quote"].text()


def test_a_bad_receipt_says_failed(desk):
    """Another answer than the signed one."""
    row = shown(desk, receipt(VECTORS[0], response=b"other"))
    assert row.chips["signature"].text() == "failed"
    assert "another answer" in row.words["signature"].text()


def test_a_request_without_a_receipt_shows_none(desk):
    """Most have none."""
    assert not shown(desk).isVisible()


@pytest.mark.parametrize("code", [*WHY, "tcb_OutOfDate", "provider.timeout", "provider.wrong_address", "provider.model_gone", "tee.no_id"])
def test_every_reason_is_a_sentence(code):
    """Of the receipt's own and of the provider's faults; no brace is left."""
    said = why(Checked("failed", code))
    assert said.endswith(".")
    assert "{" not in said


def test_a_reason_of_a_newer_version_keeps_its_code():
    """Shown, not lost."""
    assert why(Checked("failed", "later")) == "later"
