"""Sentences for bundles: exporting, verifying, importing."""

from hybriddesk.records.advice import Advice

_NOTHING = "Nothing was imported and your store is as it was."

ROWS: dict[str, Advice] = {
    "sync.wrong_passphrase": Advice(
        "The passphrase does not open this bundle.", _NOTHING, "Type it again; capital letters count. It is the bundle's own passphrase, not the store's."),
    "sync.head_damaged": Advice(
        "The beginning of this bundle is damaged, or it was locked by another program and the passphrase is wrong.", _NOTHING,
        "Check the passphrase. If it is right, copy the file again from where it came from."),
    "sync.empty": Advice("The file is empty.", _NOTHING, "Copy the bundle again; a copy that ran out of space leaves an empty file."),
    "sync.not_a_look_file": Advice(
        "This file holds no second looks.", _NOTHING, "Choose a file that was written for a second look; a whole store comes in with Import."),
    "sync.other_look_file": Advice(
        "This file is the other half: it asks where decisions are expected, or answers where questions are.", _NOTHING,
        "Take in the entries at the second reviewer's desk, and the answers at the desk that asked."),
    "sync.nothing_to_hand": Advice(
        "There is nothing to hand over.", "No file was written.",
        "Entries to ask about are drawn as you decide (Settings, Review: Second looks); answers are there once lent entries are decided."),
    "sync.not_a_bundle": Advice(
        "This file is not a bundle of this app.", _NOTHING, "Choose a file that was written by Export, usually ending in .age."),
    "sync.damaged": Advice(
        "The bundle is damaged: some of its bytes have changed.", _NOTHING, "Copy it again from where it came from, or export it anew."),
    "sync.cut": Advice(
        "The bundle is incomplete: its end is missing.", _NOTHING, "Wait until the copy or download has finished, or copy it again."),
    "sync.reordered": Advice(
        "Parts of the bundle are missing or in the wrong order.", _NOTHING, "Copy it again from where it came from; do not put it together by hand."),
    "sync.newer_format": Advice(
        "The bundle was written by a newer version of this app.", _NOTHING, "Update the app on this computer, then import it again."),
    "sync.older_format": Advice(
        "The bundle was written by an older version of this app, in a form that this one does not read.", _NOTHING,
        "Update the app on the other computer, open its store there, and export it anew."),
    "sync.too_hard": Advice(
        "The bundle asks for far more computing work than is safe (2^{asked}, at most 2^{most}): it is damaged, or made to freeze your computer.",
        _NOTHING, "Import it only from someone you trust, and let them export it anew."),
    "sync.no_memory": Advice(
        "There is not enough free memory to open the bundle ({megabytes} MB needed).", _NOTHING, "Close other programs and try again."),
    "sync.unreadable": Advice(
        "The file {file} could not be read.", _NOTHING, "Check that it still exists and that you are allowed to read it."),
    "sync.store_changed": Advice(
        "The import did not end as it should and was taken back.", _NOTHING, "Check the store in Settings, Security, then import again."),
    "sync.disk_full": Advice(
        "There is no space left to write {file}.", "Your store is complete; no half bundle was left behind.", "Free some space or choose another folder."),
    "sync.read_only_folder": Advice(
        "This folder does not let the app write {file}.", "Your store is complete.", "Choose another folder."),
    "sync.cannot_write": Advice(
        "The bundle {file} could not be written.", "Your store is complete; no half bundle was left behind.", "Check the disk or stick, or choose another folder."),
    "sync.row_too_large": Advice(
        "One entry ({table}) is too large for a bundle.", "Your store is complete; no bundle was written.", "Delete the largest conversation and export again."),
    "sync.passphrase_empty": Advice("A bundle needs a passphrase.", "", "Type one; six random words are a good one."),
    "sync.passphrase_nul": Advice("The passphrase holds a character that cannot be used.", "", "Type it instead of pasting it."),
    "sync.export": Advice("A bundle was exported."),
    "sync.verify": Advice("A bundle was verified."),
    "sync.import": Advice("A bundle was imported."),
}
