"""Words about tracing bad answers: each cause in one sentence, and why naming a cause is refused."""

from __future__ import annotations

from hybriddesk.records.advice import Advice

ROWS: dict[str, Advice] = {
    "diagnosis.missed": Advice("One of your sources has what was missing, but it was not found."),
    "diagnosis.held": Advice("What was missing was found in your sources and held back."),
    "diagnosis.irrelevant": Advice("The draft followed a passage that has nothing to do with the request."),
    "diagnosis.outdated": Advice("The draft says what a source says; the source is out of date."),
    "diagnosis.gap": Advice("None of your sources says what was missing."),
    "diagnosis.ignored": Advice("What was missing went along; the model did not use it."),
    "diagnosis.invented": Advice("The draft claims something that stands neither in the message nor in a passage that went along."),
    "diagnosis.wording": Advice("The facts are right; the words, the tone or the length were not."),
    "diagnosis.unclear": Advice("There is too little to say where it went wrong."),
    "diagnosis.not_decided": Advice(
        "Nobody has decided about this draft, so there is nothing to trace.", "The draft is as it was.", "Decide about it first.",
    ),
    "diagnosis.none_named": Advice("No entry was named whose cause is to be set.", "Nothing was changed.", "Give the ids of the entries as well."),
}
