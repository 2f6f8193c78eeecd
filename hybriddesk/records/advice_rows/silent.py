"""Answers that arrived whole, under success, and are wrong all the same; and workflows that bring nothing any more."""

from __future__ import annotations

from hybriddesk.records.advice import Advice

ROWS: dict[str, Advice] = {
    "silent.stale": Advice("The same answer came for {count} other, different request(s).", do="Ask again or try another model; this one may be stuck."),
    "silent.off_schema": Advice("The answer has not the form that was asked for: {fault}.", do="Ask for another draft or correct it by hand."),
    "silent.broken_off": Advice("The answer stops in the middle although the model says it is whole.", do="Finish it or ask for another draft."),
    "silent.loop": Advice("The answer says one thing over and over ({percent} % of it).", do="Ask for another draft."),
    "silent.boilerplate": Advice("The answer is stock phrases and says nothing to the request.", do="Ask for another draft or write it yourself."),
    "silent.echo": Advice("The answer only gives the request back.", do="Ask for another draft."),
    "silent.off_length": Advice("The answer is far from a usual length: {words} word(s).", do="See whether it answers anything at all."),
    "silent.stopped": Advice(
        "The running job “{workflow}” has brought nothing for {seconds} s; {usual} s are usual.", "What it had brought is kept, and it goes on waiting.",
        "See under Providers whether its provider rests, or stop the job and try another one.",
    ),
    "silent.no_sign": Advice(
        "The running job “{workflow}” has brought nothing for {seconds} s.", "What it had brought is kept, and it goes on waiting.",
        "See under Providers whether its provider rests, or stop the job and try another one.",
    ),
    "silent.overdue": Advice(
        "The workflow “{workflow}” has brought nothing for {minutes} min, longer than it ever rested from this hour of the day.", "Everything else works.",
        "See whether its source still delivers and its job still runs, or mute this if it is meant to rest.",
    ),
    "silent.damaged_placeholder": Advice("A hidden value lost its place: {count} bare word(s).", do="Put the meant values where the marked words stand."),
}
