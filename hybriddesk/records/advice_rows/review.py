"""Why a draft waits for a person, and what the review queue refuses."""

from __future__ import annotations

from hybriddesk.records.advice import Advice

ROWS: dict[str, Advice] = {
    "review.empty": Advice("The draft is empty.", do="Write the reply yourself or ask for another draft."),
    "review.cut_off": Advice("The draft was cut off at the length limit.", do="Finish the last sentence or ask for another draft."),
    "review.filtered": Advice("The provider's filter stopped the draft.", do="Read what is there and complete it, or try another provider."),
    "review.declined": Advice("The built-in helper found no good draft and did not guess.", do="Write the reply; the next similar one can be drafted."),
    "review.tool_call": Advice("The model asked for a tool that is not allowed here.", do="Write the reply yourself or ask for another draft."),
    "review.refusal": Advice("The draft declines the task or speaks of itself as a machine.", do="Replace the marked words or ask for another draft."),
    "review.hedged": Advice("The draft is unsure of itself in {count} place(s).", do="Check the marked words and say them plainly or leave them out."),
    "review.repeated": Advice("{percent} % of the draft repeats itself.", do="Take out the marked repetitions."),
    "review.open_slots": Advice("Something is still to be filled in: {count} place(s).", do="Fill the marked places, such as [name?]."),
    "review.unknown_placeholder": Advice("{count} placeholder(s) in the draft stand for nobody.", do="Replace the marked words by what is meant."),
    "review.secret_kept": Advice(
        "{count} password(s) or key(s) stay placeholders in the draft.",
        "The original text is kept as it was.", "Take the marked words out, or put the value in yourself if it really belongs there.",
    ),
    "review.lost_placeholder": Advice("{count} hidden value(s) of the text are missing in the draft.", do="Compare with the original and put them back."),
    "review.wrong_sum": Advice("A calculation does not add up: {count} place(s).", do="Correct the marked sums."),
    "review.wrong_date": Advice("A date and its weekday do not fit together: {count} place(s).", do="Correct the marked dates."),
    "review.wrong_language": Advice("Asked in one language ({asked}), answered in another ({answered}).", do="Ask for another draft or translate it."),
    "review.not_in_source": Advice("{count} number(s) or date(s) are not in the request.", do="Check the marked figures; they may be invented."),
    "review.new_contact": Advice("{count} address(es) or link(s) are not in the request.", do="Check the marked addresses before they go out."),
    "review.helper_unsure": Advice("The built-in helper rates its own draft at {percent} %.", do="Check that it answers what was asked."),
    "review.model_unsure": Advice("The model was {percent} % certain of its words on average.", do="Read the draft with care."),
    "review.few_similar": Advice("Your earlier replies are not much like this one ({percent} %).", do="Check that nothing special was overlooked."),
    "review.longer_than_usual": Advice("Longer than usual: {chars} characters, usually about {usual}.", do="See whether all of it is needed."),
    "review.shorter_than_usual": Advice("Shorter than usual: {chars} characters, usually about {usual}.", do="See whether something is missing."),
    "review.below_threshold": Advice("Confidence {percent} %, below your limit of {limit} %.", do="The limit stands in Settings, Review."),
    "review.sensitive_kind": Advice("Your rule: drafts that touch {kind} always go to a person.", do="The rule stands in Settings, Review."),
    "review.amount": Advice("Your rule: it names {amount}, more than {limit}.", do="Check the amount. The rule stands in Settings, Review."),
    "review.topic": Advice("Your rule: drafts about \u201c{topic}\u201d always go to a person.", do="Read what it says about it. The rule stands in Settings, Review."),
    "review.new_version": Advice("Your rule: the first {limit} drafts of a prompt version; {count} before.", do="See whether the new prompt does better."),
    "review.rule": Advice("A rule sends this draft to a person whatever its confidence ({percent} %)."),
    "review.random_check": Advice("Drawn for a random check of {percent} % of the confident drafts."),
    "review.samples_differ": Advice("{same} of {count} further answers come to the same result.", do="Check the marked result."),
    "review.judge_doubts": Advice("The judge model gives it {percent} %: {why}", do="See whether it is right; it can be wrong as well."),
    "review.check_failed": Advice(
        "A further check was switched on, but could not be made ({code}).", "The draft and what was found without it stand.",
        "Read the draft with care. The checks stand in Settings, Review.",
    ),
    "review.count_off": Advice("{asked} were asked for, the draft lists {given}.", do="Add what is missing or take out what is too much."),
    "review.limit_off": Advice("A length of {asked} was asked for, the draft has {given}.", do="Shorten or lengthen it."),
    "review.out_of_reach": Advice("It asks for something a model cannot look up or make.", do="Check every fact, or ask for something else."),
    "review.citation": Advice("{count} citation(s) are not in the passages given.", do="Check the marked places; they may be invented."),
    "review.not_json": Advice("JSON was asked for, and the draft is none.", do="Mend it at the marked place or ask for another draft."),
    "review.missing_keys": Advice("The draft lacks keys that were asked for: {keys}.", do="Add them or ask for another draft."),
    "review.breaks_off": Advice("The draft seems to break off in the middle.", do="Finish the last sentence or ask for another draft."),
    "review.like_rejected": Advice("Almost the same text was rejected before.", do="See why it was rejected, or ask for another draft."),
    "review.past_decisions": Advice("Drafts like this one often needed a person's hand before.", do="Read the draft with care."),
    "review.nothing_found": Advice("No check found anything to object to."),
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
    "review.costs": Advice(
        "This asks {requests} more time(s) for each answer in doubt. An answer costs {each} here, and you get about {a_day} a day: at most {total} a day more.",
        "Nothing was switched on.", "If that is fine, say so with --yes. Each of these requests is scrubbed, agreed to and in the ledger like any other.",
    ),
    "review.nobody_asked": Advice("It is not said who is to give the second look.", "No file was written.", "Name the second reviewer with --to NAME."),
    "review.settled": Advice(
        "{person} has settled this already.", "What was taken stands, and both decisions are kept.", "To change it, open the entry under Done and decide again.",
    ),
    "review.empty_note": Advice("A note needs a word or a passage.", "Your other notes are kept.", "Write something, or mark a passage and quote it."),
    "review.long_note": Advice("A note holds at most {most} characters.", "Nothing was cut; what you wrote still stands in the field.", "Shorten it, or make two of it."),
    "review.no_note": Advice("This note is not here any more.", "The other notes are kept.", "Open the entry again to see what stands."),
    "review.not_possible": Advice(
        "This entry cannot be changed that way any more.", "Its text and its earlier decision are kept.",
        "Open it from the list again; to change a decision use Undo.",
    ),
}
