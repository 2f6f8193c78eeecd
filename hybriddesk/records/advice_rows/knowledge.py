"""Words of the person's own sources: why a passage was held back, and why something could not be done with a source or an index."""

from __future__ import annotations

from hybriddesk.records.advice import Advice

ROWS: dict[str, Advice] = {
    "knowledge.held_irrelevant": Advice("It has too little to do with the request."),
    "knowledge.held_injection": Advice(
        "It contains words that give orders to a model.", "The other passages go along.", "Look at the source: if it is not yours, remove it.",
    ),
    "knowledge.held_exfiltration": Advice(
        "It asks a model to send data away.", "The other passages go along.", "Look at the source: if it is not yours, remove it.",
    ),
    "knowledge.held_secret": Advice(
        "It contains a password, key or other secret.", "The other passages go along.", "Keep secrets out of your sources: remove the file and add it without them.",
    ),
    "knowledge.held_repeats": Advice("It says the same as a passage that goes along."),
    "knowledge.held_no_room": Advice("Better passages fill the room there is.", do="Allow more passages in the settings if it should have gone along."),
    "knowledge.held_back": Advice(
        "Held back from your sources: {count} passage(s), with orders to a model, data to be sent away, or secrets.",
        "The answer was made without them.", "Look at them under Sources.",
    ),
    "knowledge.nothing_fits": Advice("Nothing in your sources fits this request.", do="Check facts by hand, or add a source that answers it."),
    "knowledge.failed": Advice(
        "Your sources could not be searched ({code}).", "The request went out without passages, and your sources are as they were.",
        "Look under Errors. Then ask for another draft.",
    ),
    "knowledge.not_ready": Advice(
        "Your sources were still being taken in.", "The request went out without passages.", "Ask for another draft when they are there.",
    ),
    "knowledge.unknown_source": Advice("This source is not there any more.", "The other sources are as they were.", "Refresh the list and choose again."),
    "knowledge.unnamed": Advice("A source needs a name.", "Nothing was changed.", "Give it a few words by which you will know it."),
    "knowledge.no_text": Advice("There is no text in it.", "Nothing was added.", "Paste some text, or choose a file."),
    "knowledge.too_long": Advice(
        "The text has {characters} characters; a source may have {most}.", "Nothing was added.", "Split it into several sources.",
    ),
    "knowledge.no_file": Advice("This source was pasted: there is no file to read again.", "The source is as it was.", "Remove it and paste the new text."),
    "knowledge.wiped": Advice(
        "The text of a removed source was wiped when the store was opened again.", "The other sources are as they were.", "Add the file again.",
    ),
    "knowledge.here_again": Advice(
        "The file of a removed source was added again meanwhile.", "The newer source stands.", "Remove the newer one first if you want the older one back.",
    ),
    "knowledge.unknown_index": Advice("There is no version {version} of the index.", "The version in use stays in use.", "Choose one of those listed."),
    "knowledge.index_building": Advice(
        "Version {version} of the index is not finished.", "The version in use stays in use.", "Wait until it is built, or build it again.",
    ),
    "knowledge.index_live": Advice("Version {version} of the index is in use.", "Nothing was removed.", "Switch to another version first."),
    "knowledge.bad_size": Advice(
        "A passage may be {least} to {most} characters long, and share up to half of that with the next one.", "Nothing was built.", "Choose other numbers.",
    ),
    "knowledge.no_question": Advice("There is no question in it.", "Nothing was kept.", "Write what a customer might ask."),
    "knowledge.unknown_question": Advice("This question is not kept any more.", "The other questions are as they were.", "Refresh the list."),
}
