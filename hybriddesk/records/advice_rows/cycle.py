"""Words of the improvement cycle: topics of the agenda, and why an act on the board is refused."""

from __future__ import annotations

from hybriddesk.records.advice import Advice

ROWS: dict[str, Advice] = {
    "cycle.prompt": Advice(
        "{percent} % of the drafts of {prompt} were sent back or mostly rewritten ({bad} of {decided}).",
        do="Read some of them together, then change the prompt or send this kind of work elsewhere.",
    ),
    "cycle.unhappy": Advice(
        "{percent} % of the answers of {prompt} were disliked or asked for again ({unhappy} of {answers}).",
        do="Look at what people asked and change the prompt or the model.",
    ),
    "cycle.habit": Advice(
        "People change the same kind of thing in {drafts} of {edited} edited drafts: {kind}.",
        do="Say in the prompt how it should be.",
    ),
    "cycle.words": Advice(
        "People replace \u201c{old}\u201d by \u201c{new}\u201d in {drafts} of {edited} edited drafts.", do="Put the wanted wording into the prompt.",
    ),
    "cycle.words_in": Advice(
        "People put in \u201c{new}\u201d in {drafts} of {edited} edited drafts.", do="Ask for it in the prompt.",
    ),
    "cycle.words_out": Advice(
        "People take out \u201c{old}\u201d in {drafts} of {edited} edited drafts.", do="Say in the prompt that it is not wanted.",
    ),
    "cycle.drift": Advice(
        "The {name} of {prompt} drifts {way}: usually {usual}, lately {now}.",
        do="Find out what changed: the requests, the model behind the name, or the prompt.",
    ),
    "cycle.trouble": Advice(
        "Still open: {trouble}, {count} time(s).", do="Open it under Errors and settle what should happen.",
    ),
    "cycle.confidence": Advice(
        "Confidence is off by {percent} points on average, over {decided} decisions.",
        do="Trust it less for now: raise the line, or review more at random until it has learned.",
    ),
    "cycle.misses": Advice(
        "{percent} % of what passed without a person was bad by the random checks ({count} checked); you allow {allowed} %.",
        do="Move the line so that more waits for a person.",
    ),
    "cycle.cause_missed": Advice(
        "Of {bad} bad answers {count} lacked a passage that your sources have.",
        do="Read some of them. Let more or shorter passages go along, or put the words that people ask with into the source.",
    ),
    "cycle.cause_held": Advice(
        "Of {bad} bad answers {count} lacked a passage that was found and held back.",
        do="Read why it was held back; clean the source, or allow more passages in the settings.",
    ),
    "cycle.cause_irrelevant": Advice(
        "Of {bad} bad answers {count} followed a passage that had nothing to do with the request.",
        do="Ask for a better fit of passages in the settings, or remove the source that is found for everything.",
    ),
    "cycle.cause_outdated": Advice(
        "Of {bad} bad answers {count} said what a source says and a person put right.", do="Bring these sources up to date, or remove them.",
    ),
    "cycle.cause_gap": Advice(
        "Of {bad} bad answers {count} needed something that none of your sources says.", do="Read them and add a source that says it.",
    ),
    "cycle.cause_ignored": Advice(
        "Of {bad} bad answers {count} did not use the passage they were given.", do="Say in the prompt that passages come first, or try another model.",
    ),
    "cycle.cause_invented": Advice(
        "Of {bad} bad answers {count} claimed something that stands nowhere.",
        do="Say in the prompt that nothing may be made up, add sources for what is asked most, or try another model.",
    ),
    "cycle.own": Advice("An idea of your own."),
    "cycle.unknown": Advice("This card is not on the board any more.", "The other cards are as they were.", "Refresh the board and choose again."),
    "cycle.no_topic": Advice(
        "This topic is not on the agenda now.", "Nothing was changed.", "Look at the agenda again: what was on it may have settled meanwhile.",
    ),
    "cycle.no_action": Advice("The decision says nothing about what is to be done.", "Nothing was changed.", "Write the action in a few words."),
    "cycle.no_owner": Advice("The decision has no owner.", "Nothing was changed.", "Name who takes care of it; your own name will do."),
    "cycle.bad_plan": Advice(
        "A check needs between 1 and 365 days, and a number of items that is not negative.", "Nothing was changed.", "Choose other numbers.",
    ),
    "cycle.not_acted": Advice(
        "Nothing was done about this yet, so there is nothing to check.", "The card is as it was.", "Say that the action was carried out; its days count from then.",
    ),
    "cycle.wrong_stage": Advice("This card does not stand where that could be done.", "The card is as it was.", "Refresh the board; it may have moved meanwhile."),
}
