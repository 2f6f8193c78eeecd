"""The rules as the Privacy place shows them."""

from __future__ import annotations

from dataclasses import dataclass

from hybriddesk.privacy.rules.table import TABLE


@dataclass(frozen=True, slots=True)
class RuleInfo:
    """One rule: its name as it stands in spans, the kind it finds, and what it looks for in a sentence."""

    name: str
    kind: str
    sentence: str


_BY_CONTEXT = (
    RuleInfo("name_title", "PERSON", "A name after a title such as Mr, Dr, Frau or Señora."),
    RuleInfo("name_greeting", "PERSON", "A name after a greeting at the start of a line."),
    RuleInfo("name_signature", "PERSON", "A name under a closing line such as Kind regards."),
    RuleInfo("name_introduced", "PERSON", "A name after words such as my name is, attention or signed by."),
    RuleInfo("name_field", "PERSON", "A name after a label such as From, Customer or Patient."),
    RuleInfo("name_lists", "PERSON", "A first name followed by a last name, both from the shipped lists."),
    RuleInfo("name_first", "PERSON", "A listed first name that is no ordinary word."),
    RuleInfo("name_initial", "PERSON", "An initial followed by a listed last name."),
    RuleInfo("name_last", "PERSON", "A listed last name where the words around it speak of a person."),
    RuleInfo("name_irish", "PERSON", "A surname after an Irish particle such as Ní or Uí."),
    RuleInfo("name_party", "PERSON", "The parties of a case, written with v. between them."),
    RuleInfo("name_cut", "PERSON", "The second half of a name that bold or a tag cuts in two."),
    RuleInfo("org_suffix", "ORG", "Capitalised words that end in Ltd, GmbH, University and the like."),
    RuleInfo("place_list", "LOCATION", "Countries, states and larger cities from the shipped list."),
    RuleInfo("name_model", "PERSON", "A name by the shipped network, which reads the words around it."),
    RuleInfo("place_model", "LOCATION", "A place by the shipped network, which reads the words around it."),
    RuleInfo("org_model", "ORG", "An organisation by the shipped network, which reads the words around it."),
    RuleInfo("labelled_field", "OTHER", "The value of a field, column or attribute whose name says what it holds, in JSON, XML, tables, SQL, code and settings."),
    RuleInfo("known", "OTHER", "A value already found in this conversation, wherever it stands again."),
    RuleInfo("known_encoded", "OTHER", "Base64 or hexadecimal text that holds a value already found in this conversation."),
    RuleInfo("known_part", "PERSON", "A first or last name of a full name found in this conversation."),
    RuleInfo("deny_list", "DENY", "Words of your own list Always hide."),
    RuleInfo("by_hand", "OTHER", "A value you hid by hand in this conversation."),
    RuleInfo("look_alike", "OTHER", "Text that is spelled like one of our tokens, so that nothing is mistaken when values are put back."),
)
RULES: tuple[RuleInfo, ...] = (*(RuleInfo(rule.name, rule.kind, rule.sentence) for rule in TABLE), *_BY_CONTEXT)
