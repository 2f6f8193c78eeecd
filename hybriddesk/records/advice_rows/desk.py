"""Sentences of the desk's own faults."""

from hybriddesk.records.advice import Advice

ROWS: dict[str, Advice] = {
    "desk.defect": Advice(
        what="Something in HybridDesk broke ({kind}, {where}).",
        works="Your work is stored; the rest of the desk goes on.",
        do="Try again. If it happens again, use Copy details and report it.",
    ),
    "desk.unknown_code": Advice(
        what="Another version of HybridDesk noted: {code}.", works="Nothing is lost.", do="Update HybridDesk to read the whole sentence.",
    ),
    "desk.shortcut_taken": Advice(
        what="{keys} already belongs to \u201c{other}\u201d.", works="Your other keys stay as they are.",
        do="Choose other keys, or change those of \u201c{other}\u201d first.",
    ),
    "desk.shortcut_reserved": Advice(
        what="{keys} cannot be a shortcut here: a letter alone would run while you write.",
        works="Your other keys stay as they are.", do="Add Ctrl or Alt to it.",
    ),
    "desk.no_display": Advice(
        what="There is no screen to open a window on.", works="The command line does the same work.",
        do="Run the desk in a desktop session, or use the command line: hybriddesk draft reply FILES.",
    ),
    "desk.already_open": Advice(
        what="HybridDesk is already open on this store.", works="The open window was brought to the front.", do="",
    ),
    "desk.passphrases_differ": Advice(what="The two passphrases are not the same.", works="", do="Write the same passphrase twice."),
    "desk.save_failed": Advice(
        what="The file {name} could not be written.", works="Nothing else changed.", do="Choose another folder or make room on the disk.",
    ),
    "desk.drill_broke": Advice(
        what="The fire drill ended before it was done.", works="Your store was not opened by it; the rest of the desk goes on.",
        do="Run it again. If it ends again, run hybriddesk fire-drill on the command line and report what it says.",
    ),
    "desk.check_slow": Advice(what="Opening every place took more than a minute.", works="", do="Try again on a quieter computer."),
}
