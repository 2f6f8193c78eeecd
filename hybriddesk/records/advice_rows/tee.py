"""Sentences for receipts of trusted execution environments."""

from __future__ import annotations

from hybriddesk.records.advice import Advice

ROWS: dict[str, Advice] = {
    "tee.no_receipt": Advice(
        what="This run has no receipt.",
        works="Its answer and the exact request are kept as for every run.",
        do="Receipts come with NanoGPT models whose name begins with TEE/, from the next request on.",
    ),
    "tee.bad_receipt": Advice(
        what="This file is no receipt of HybridDesk, or it is damaged.",
        works="Nothing was changed.",
        do="Write it again with the tee receipt command on the machine that has the run.",
    ),
    "tee.no_id": Advice(
        what="The answer carried no id by which its signature could be asked for.",
        works="The answer is kept; its receipt says that the signature was not checked.",
        do="Ask the provider whether this model signs its answers.",
    ),
}
