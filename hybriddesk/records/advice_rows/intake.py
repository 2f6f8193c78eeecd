"""Sentences for the faults and notes of importing work."""

from hybriddesk.records.advice import Advice

_REST = "Everything else in this import was read."

ROWS: dict[str, Advice] = {
    "intake.hidden_text": Advice(
        "The source held text that its reader does not see; it was left out.", "All that can be seen was read.",
        "Such text is sometimes meant for a model: read the draft with care."),
    "intake.unknown_kind": Advice(
        "Files ending in {ending} cannot be read.", _REST,
        "Save it as a text, mail (.eml), CSV, JSON lines, Word (.docx) or PDF file and drop it again."),
    "intake.empty": Advice("The file is empty.", _REST, "Check whether it was saved or copied completely."),
    "intake.empty_folder": Advice("The folder holds no files.", _REST, "Drop the folder that holds the files themselves."),
    "intake.too_large": Advice(
        "The file has {megabytes} MB; at most {most} MB fit into one piece of work.", _REST,
        "Split it, or give many pieces of work as one CSV or JSON lines file, which may be of any size."),
    "intake.missing": Advice("There is no file or folder of this name.", "The other files are read.",
                             "Check the name and the folder it was looked for in."),
    "intake.unreadable": Advice(
        "The file or folder could not be opened.", _REST, "Check that it still exists and that you are allowed to read it."),
    "intake.binary": Advice(
        "The file does not hold text, whatever its ending says.", _REST, "Open it in its own program and save it as text."),
    "intake.mail_without_body": Advice(
        "The mail has no text to answer ({attachments} attachments).", _REST, "Save the attachment as a file and import that."),
    "intake.mail_broken": Advice(
        "This is not a mail, or it is damaged.", _REST, "Save the mail again from your mail program as an .eml file."),
    "intake.broken_row": Advice(
        "Line {line} cannot be split into columns: a quotation mark is not closed, or there are more cells than headings.",
        "All other rows were read.", "Correct the line and import the file again; rows that are already here are not added twice."),
    "intake.row_without_text": Advice(
        "Line {line} has no text to answer.", "All other rows were read.", "If it should have one, correct it and import the file again."),
    "intake.bad_line": Advice(
        "Line {line} is not valid JSON.", "All other lines were read.",
        "Correct the line and import the file again; lines that are already here are not added twice."),
    "intake.line_too_long": Advice(
        "Line {line} is longer than {most} characters.", "All other lines were read.", "Check whether line breaks got lost in this file."),
    "intake.body_too_long": Advice(
        "The text has {characters} characters or more; at most {most} fit into one piece of work.", _REST,
        "Split the text into smaller files. Nothing of it was cut off and nothing was imported."),
    "intake.no_text": Advice(
        "No text was found, only pictures or blank space.", _REST, "If it is a scan, let a scanning program recognise the text first."),
    "intake.document_encrypted": Advice(
        "The document is locked with a password.", _REST, "Open it in its own program and save a copy without the password."),
    "intake.document_broken": Advice(
        "The document is damaged or not what its ending says.", _REST, "Open it in its own program and save it again."),
    "intake.document_slow": Advice(
        "Reading the document took too long and was stopped.", _REST, "Save the pages you need as a smaller file or as text."),
    "intake.more_faults": Advice(
        "{count} more lines of this file could not be read.", "All other lines were read.",
        "Check whether the file has the format its ending says."),
    "intake.characters_replaced": Advice(
        "Some characters could not be read and show as \ufffd.", "The rest of the text is complete.",
        "Compare with the original before you answer."),
    "intake.encoding_guessed": Advice(
        "The file does not say truly how its letters are stored; it was read as Windows text.", "The text is complete.",
        "If umlauts or accents look wrong, save the file as UTF-8 and import it again."),
}
