"""Lines of the audit log in words."""

from __future__ import annotations

from hybriddesk.desk.privacy.phrases import kind_label, tr
from hybriddesk.desk.words import number, of_code
from hybriddesk.privacy.kinds import KIND_NAMES
from hybriddesk.records.advice import table
from hybriddesk.records.settings import BY_NAME
from hybriddesk.vault.audit import AuditRow

ACTS: dict[str, str] = {
    "store.created": "The store was made",
    "store.unlocked": "The store was opened",
    "store.locked": "The store was locked",
    "store.passphrase_changed": "The passphrase was changed",
    "store.recovery_code_changed": "A new recovery code was made",
    "store.keyring_on": "Opening by the keyring was switched on",
    "store.keyring_off": "Opening by the keyring was switched off",
    "store.recovered": "The store was put in order after an interruption",
    "settings.change": "A setting was changed",
    "privacy.kind_off": "A kind of data was let out in clear",
    "privacy.kind_on": "A kind of data is hidden from now on",
    "privacy.show": "A value was let out in clear in one conversation",
    "privacy.hide": "A value was hidden by hand in one conversation",
    "privacy.override_removed": "A choice by hand was taken back",
    "privacy.list_added": "A list of words to hide was made",
    "privacy.list_changed": "A list of words to hide was changed",
    "privacy.list_removed": "A list of words to hide was removed",
    "privacy.list_used": "A list of words to hide is used in one more place",
    "privacy.list_unused": "A list of words to hide is used in one place less",
    "knowledge.chosen": "Passages of your sources were left out of one request, or held ones taken along",
    "provider.add": "A provider was added",
    "provider.change": "A provider was changed",
    "provider.remove": "A provider was removed",
    "provider.isolation": "What a provider can link was changed (padding, proxy)",
    "provider.key_added": "A further key of a provider was added",
    "provider.keys_forgotten": "The further keys of a provider were forgotten",
    "provider.tee_asked": "A provider was asked for the receipt of an answer (the key was sent, no text)",
    "provider.models_asked": "A provider was asked for its models (the key was sent, no text)",
    "provider.policy": "What may reach a provider was changed",
    "provider.balance_asked": "A provider was asked what is left on the account (the key was sent, no text)",
    "provider.charge_asked": "A provider was asked what one request cost (the key and that request's id were sent, no text)",
    "provider.fallback": "Who is asked when a provider cannot answer was changed",
    "provider.breaker": "A model was stopped by hand, or let go again",
    "provider.ask": "When to ask before sending was changed",
    "review.approve": "A draft was approved as is",
    "review.edit": "A draft was approved with edits",
    "review.return": "A draft was sent back",
    "review.escalate": "A draft was escalated",
    "review.undo": "A decision was taken back",
    "review.reopen": "A decided draft was opened again",
    "review.second_look": "A second reviewer decided about a draft",
    "review.second_look_undone": "A second decision was taken back",
    "diagnosis.named": "A person named why an answer was bad",
    "diagnosis.unnamed": "A person took back why an answer was bad",
    "second.handed": "Drafts were handed over for second looks, or their answers given back",
    "second.taken_in": "Drafts of another desk were taken in for second looks",
    "second.answers": "Answers of a second reviewer were taken in",
    "sync.export": "A bundle was exported",
    "sync.verify": "A bundle was verified",
    "sync.import": "A bundle was imported",
    "conversation.handed_over": "A conversation was handed over to another computer",
    "conversation.taken_over": "A conversation was taken over from another computer",
    "conversation.kept_here": "A conversation that was handed over goes on here all the same",
    "export.approved": "Approved replies were exported in clear",
    "export.conversations": "Conversations were exported in clear",
    "export.ledger": "The outgoing ledger was exported in clear",
    "knowledge.added": "A source was added",
    "knowledge.changed": "The text of a source was read again",
    "knowledge.removed": "A source was removed",
    "knowledge.put_back": "A removed source was put back",
    "knowledge.index_built": "The sources were split into passages in a further way",
    "knowledge.index_switched": "Requests get passages split in another way",
    "knowledge.index_dropped": "A way of splitting the sources was removed",
    "drill.run": "A fire drill was run",
    "gate.change": "What waits for a person was changed",
    "cycle.take": "A topic was taken up for improvement",
    "cycle.decide": "An improvement was decided",
    "cycle.act": "An improvement was carried out",
    "cycle.check": "An improvement was checked",
    "cycle.close": "An improvement was closed",
    "cycle.drop": "A card was taken off the improvement board",
    "cycle.put_back": "A step on the improvement board was taken back",
    "cycle.held": "A review of the figures was held",
}
"""Acts as they stand in the log. An act of another version is shown by its advice, else by its name."""

_FACTS = {
    "count": "{n} in all", "rows": "{n} in all", "new": "{n} new", "newer": "{n} newer", "conflicts": "{n} kept in both versions",
    "unknown": "{n} with unknown outcome", "waiting": "{n} waiting", "kept": "{n} kept",
    "recovered": "{n} recovered",
}


def act_words(row: AuditRow) -> str:
    """What was done."""
    if row.act in ACTS:
        return tr(ACTS[row.act])
    return of_code(row.act, dict(row.facts)).what.rstrip(".") if row.act in table() else row.act


def subject_words(row: AuditRow) -> str:
    """To what: a setting or kind by its label, figures, otherwise the id or name as it stands."""
    if row.act == "settings.change" and row.subject in BY_NAME:
        return tr(BY_NAME[row.subject].label)
    if row.subject in KIND_NAMES:
        return kind_label(row.subject)
    figures = [tr(_FACTS[name]).format(n=number(float(value))) for name, value in row.facts.items() if name in _FACTS]
    kind = row.facts.get("kind")
    parts = [kind_label(str(kind))] if kind else figures
    form = row.facts.get("format")
    return ", ".join([*parts, *([str(form)] if form else [])]) or row.subject
