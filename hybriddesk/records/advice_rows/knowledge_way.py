"""What is told of passages that went along with a request, or were left out by hand."""

from __future__ import annotations

from hybriddesk.records.advice import Advice

ROWS: dict[str, Advice] = {
    "knowledge.unread": Advice(
        what="The built-in helper found no sentence in your sources that answers this.", works="The rest of its answer is from templates and your approved replies.",
        do="Choose another model where the answer should rest on your sources.",
    ),
    "knowledge.held_by_person": Advice(
        what="You left this passage out.", works="The other passages went along.", do="Ask again to have it looked for anew.",
    ),
}
