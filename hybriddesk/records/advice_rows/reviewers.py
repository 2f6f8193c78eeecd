"""Sentences for second looks, notes and paid checks."""

from __future__ import annotations

from hybriddesk.records.advice import Advice

ROWS: dict[str, Advice] = {
    "review.no_second_look": Advice(
        "This entry does not wait for a second look of yours.", "Nothing was changed; the decisions about it are kept.",
        "See who reviews now, at the head of the queue, and open the entry from the list again.",
    ),
    "review.second_escalates": Advice(
        "A second look ends with approving or sending back.", "The entry still waits for your look; your text is kept.",
        "Say what you would do with the draft. Where the two of you disagree, somebody settles it.",
    ),
    "review.second_redrafts": Advice(
        "A second look judges the draft that the first reviewer saw.", "Nothing was sent; the entry still waits for your look.",
        "Approve it, with edits if need be, or send it back.",
    ),
    "review.settled": Advice(
        "{person} has settled this already.", "What was taken stands, and both decisions are kept.", "To change it, open the entry under Done and decide again.",
    ),
    "review.empty_note": Advice("A note needs a word or a passage.", "Your other notes are kept.", "Write something, or mark a passage and quote it."),
    "review.long_note": Advice("A note holds at most {most} characters.", "Nothing was cut; what you wrote still stands in the field.", "Shorten it, or make two of it."),
    "review.no_note": Advice("This note is not here any more.", "The other notes are kept.", "Open the entry again to see what stands."),
    "review.nobody_asked": Advice("It is not said who is to give the second look.", "No file was written.", "Name the second reviewer with --to NAME."),
    "review.costs": Advice(
        "This asks {requests} more time(s) for each answer in doubt. An answer costs {each} here, and you get about {a_day} a day: at most {total} a day more.",
        "Nothing was switched on.", "If that is fine, say so with --yes. Each of these requests is scrubbed, agreed to and in the ledger like any other.",
    ),
    "review.check_failed": Advice(
        "A further check was switched on, but could not be made ({code}).", "The draft and what was found without it stand.",
        "Read the draft with care. The checks stand in Settings, Review.",
    ),
    "feedback.stars": Advice(
        "A rating is a whole number of stars from 1 to 5.", "Nothing was kept; an earlier rating stands as it was.",
        "Give 1 to 5 stars, or 0 to take a rating back.",
    ),
}
