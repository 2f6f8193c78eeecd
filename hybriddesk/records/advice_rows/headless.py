"""Sentences of the command line, the settings and the workflow."""

from __future__ import annotations

from hybriddesk.records.advice import Advice

ROWS: dict[str, Advice] = {
    "file.unreadable": Advice("{file} cannot be read: {why}.", "Nothing was changed.", "Check the file's name and that you may read it."),
    "input.bad_line": Advice("Line {line} of the input is not a JSON object of the expected shape.", "Lines before it were done.",
                             "Mend that line and send the rest again."),
    "score.bad_line": Advice("Line {line} is not a JSON object of the expected shape; its place in the output says so.", "Every other line was scored.",
                             "Mend that line and send it again."),
    "score.bad_history": Advice("Line {line} of the history is not a JSON object with prompt, answer and accepted.", "Nothing was scored.",
                                "Mend or remove that line and try again."),
    "gate.nothing_chosen": Advice("Nothing was said about what should wait.", "The gate is as it was.",
                                  "Give one of --risk, --capacity, --share and --threshold, or --random-checks; gate show says how it stands."),
    "export.cannot_write": Advice("{file} could not be written: {why}.", "The store is untouched; a file that was there is as it was.",
                                  "Choose a folder you may write to, with enough space."),
    "conversation.no_question": Advice("This answer has no question to go back to.", "The conversation is as it was.",
                                       "Ask again by writing the question."),
    "review.no_source": Advice("This entry has no imported message to draft from.", "You can still edit and approve it.",
                               "Edit the text, or ask again in the conversation it came from."),
    "provider.built_in": Advice("The built-in helper cannot be removed.", "", "Choose another provider as the default in Settings."),
    "provider.bad_name": Advice("That name cannot be used for a provider.", "Nothing was added.",
                                "Use up to 40 letters, digits, spaces, dots or dashes; helper is taken."),
    "provider.unknown_adapter": Advice("There is no adapter called {adapter}.", "Nothing was added.",
                                       "Choose one of: openai, openrouter, nanogpt, ollama."),
    "provider.bad_address": Advice("That address cannot be used.", "Nothing was added.",
                                   "Give a full address such as https://api.example.com/v1, without user name or query."),
    "privacy.residual": Advice("The request was not sent: {count} hidden values ({kinds}) still stood in it in clear.",
                               "Nothing left this computer; your text is kept.",
                               "Look at the request, hide what is left by hand, then send it again."),
    "privacy.not_approved": Advice("The request was not sent, because nobody agreed to it.", "Everything is kept as it was.",
                                   "Look at the request and choose Send, or add --yes on the command line."),
}
