"""Sentences for the privacy room's codes."""

from __future__ import annotations

from hybriddesk.records.advice import Advice

ROWS: dict[str, Advice] = {
    "privacy.policy_invalid": Advice(
        what="The policy has no row {kind} = {action}.", works="The policy is as it was.",
        do="Choose a kind from the Privacy place and one of: replace, generalise, drop, block, local, ask. Only some kinds have a coarser form.",
    ),
    "privacy.profile_unknown": Advice(
        what="There is no privacy profile called {name}.", works="The policy is as it was.", do="Choose balanced, strict or hipaa.",
    ),
    "privacy.list_unknown": Advice(
        what="There is no such list of words to hide.", works="All other lists are used as before.", do="Give the id or the name of a list: Privacy, Rules and try it, and the command privacy lists list, show those that there are.",
    ),
    "privacy.list_ambiguous": Advice(
        what="More than one list has this name: {ids}.", works="Nothing was changed; all of them are used as before.", do="Give the id of the one you mean.",
    ),
    "privacy.list_unnamed": Advice(
        what="The list has no name.", works="Nothing was changed.", do="Give it the name of the client or matter.",
    ),
    "privacy.list_taken": Advice(
        what="There is a list called {name} already.", works="Nothing was changed.", do="Add the words to that list, or choose another name.",
    ),
    "privacy.list_too_long": Advice(
        what="The list has {count} words; at most {most} are possible, each of at most {longest} characters.", works="Nothing was changed.",
        do="Make two lists of it, or take out what is no word or name.",
    ),
    "privacy.list_no_conversation": Advice(
        what="There is no such conversation in the store.", works="Nothing was changed.", do="Send its first message, then use the list for it.",
    ),
    "privacy.blocked_kind": Advice(
        what="The request held data that must never go to {provider}: {kinds}. It was not sent.",
        works="The text is kept as it is.",
        do="Take the data out, show it by hand if it is none, choose another provider, or change this provider's policy.",
    ),
    "privacy.screen_injection": Advice(
        what="The text gives orders to the model in {count} place(s), such as to forget its rules.",
        works="The text was sent as material, not as orders.", do="Check that the draft answers the sender and follows none of the orders.",
    ),
    "privacy.screen_exfiltration": Advice(
        what="The text asks to send data to an address in {count} place(s).",
        works="Nothing is sent anywhere by a draft.", do="Check that the draft names no data and no address it should not.",
    ),
    "privacy.screen_irrelevant": Advice(
        what="Nobody asks for anything in this message ({sort}).", works="It was drafted like any other.",
        do="Send it back if it wants no answer; answer it if it does after all.",
    ),
    "privacy.screen_hidden": Advice(
        what="The text held {count} characters that a reader cannot see; they were left out of the request.",
        works="The original is kept as it came.", do="Ask yourself who hid them, and why.",
    ),
    "privacy.kept_local": Advice(
        what="The request held data that must stay on this computer ({kinds}), so it did not go to {provider}.",
        do="Read this draft as one made on this computer; the rule stands in the policy of {provider}.",
    ),
    "privacy.local_only": Advice(
        "{provider} is not on this computer, and you said that no text may leave it. Nothing was sent.",
        "Your text is kept; the built-in helper and models on this computer work.",
        "Choose a model on this computer, or turn off Only this computer in Settings, Privacy.",
    ),
    "privacy.names_damaged": Advice(
        what="The trained finder of names ({file}) is missing or is not the one of this version, so it was not used.",
        works="All rules work: numbers, addresses, secrets, and names that are on the lists or stand beside a cue.",
        do="Install HybridDesk again, and read outgoing texts with extra care until then.",
    ),
    "privacy.too_many_values": Advice(
        what="This conversation holds more than {limit} different personal values, more than there are tokens for.",
        works="Everything replaced so far stays replaced; nothing was sent.",
        do="Start a new conversation, or send the text in smaller parts.",
    ),
    "privacy.value_in_clear": Advice(
        what="The request still held a value that this conversation replaces ({kind}), so it was not sent.",
        works="The text and its replacements are kept.",
        do="Look at the request, hide the value by hand, then send again.",
    ),
    "privacy.secret_in_clear": Advice(
        what="The request still held something that looks like a password or key, so it was not sent.",
        works="The text and its replacements are kept.",
        do="Remove the secret or hide it by hand. If it is none, show it by hand, then send again.",
    ),
    "privacy.model_missing": Advice(
        what="The folder of your own name finder holds no model; {wanted} would be one.",
        works="Nothing was sent. The built-in rules and name finder are not touched.",
        do="Choose the folder that holds the model, or take the folder out of the settings; then send again.",
    ),
    "privacy.model_library": Advice(
        what="Your own name finder needs the program library {library}, which is not installed.",
        works="Nothing was sent. The built-in rules and name finder are not touched.",
        do="Install it with: pip install 'hybriddesk[{extra}]'. Or take the folder out of the settings; then send again.",
    ),
    "privacy.model_unreadable": Advice(
        what="Your own name finder could not be read: {file} ({reason}).",
        works="Nothing was sent. The built-in rules and name finder are not touched.",
        do="Copy the model anew, or take the folder out of the settings; then send again.",
    ),
}
