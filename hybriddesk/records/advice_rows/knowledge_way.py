"""What is told beside an answer about the person's own sources."""

from __future__ import annotations

from hybriddesk.records.advice import Advice

ROWS: dict[str, Advice] = {
    "knowledge.held_back": Advice(
        what="Held back from your own sources: {count} passage(s) that give orders, ask to send data away, or hold a password or key.",
        works="The request went without them.", do="Look at them under Sources, and take them out of the source if nobody needs them.",
    ),
    "knowledge.nothing_fits": Advice(
        what="Nothing in your sources fits this request.", works="The request went without passages.",
        do="Check the facts in the answer, or add a source that speaks of this.",
    ),
    "knowledge.unread": Advice(
        what="The built-in helper does not read the passages of your sources.", works="It drafts from templates and your approved replies.",
        do="Choose another model where the answer should rest on your sources.",
    ),
    "knowledge.held_by_person": Advice(
        what="You left this passage out.", works="The other passages went along.", do="Ask again to have it looked for anew.",
    ),
}
