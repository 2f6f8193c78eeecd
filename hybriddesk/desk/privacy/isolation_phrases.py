"""Rows of the isolation self-test in words: what was looked at, what was found, and whether it links."""

from __future__ import annotations

from hybriddesk.desk.privacy.phrases import tr
from hybriddesk.desk.words import number
from hybriddesk.records.linking import Finding

VERDICTS: dict[str, tuple[str, str]] = {
    "nothing": ("No", "ok"), "visible": ("No, but visible", "text2"), "admitted": ("Yes, always", "warn"), "linked": ("Yes", "bad"),
}
"""Per verdict: does it link? And the colour of the word."""

LOOKED: dict[str, str] = {
    "account": "Account key", "address": "Network address", "header": "Header {subject}", "header_order": "Order of the headers",
    "cookie": "Cookies", "connection": "Connections", "tls_session": "TLS sessions taken up again", "tls_offer": "TLS handshake",
    "target": "Address asked", "field": "Field {subject}", "message_field": "Fields of a message", "field_order": "Order of the fields",
    "body_unread": "Bodies that cannot be read", "repeated_id": "Strings that look like ids", "size": "Sizes", "own_id": "Ids of this program",
    "value": "Personal values in clear", "token_shared": "Placeholders in two conversations", "token_order": "Order of the placeholders",
    "token_spelling": "Spelling of the placeholders", "time": "Times",
}

FOUND: dict[str, str] = {
    "account": "{keys} keys in all requests. Your account goes with every request, and the provider knows it is you.",
    "account 1": "The same key in all requests. Your account goes with every request, and the provider knows it is you.",
    "account 0": "No key was sent.",
    "address": "All requests come from one address: here {address}, with a provider your internet address.",
    "header host": "{value}: the provider's own address.",
    "header content-length": "The length of the body, as every program sends it.",
    "header user-agent": "{value}: a name that very many programs send. It names neither this program nor your system.",
    "header": "{value}: the same in all {requests} requests, as every request of everybody sends it.",
    "header linked": "{value}: {values} different in {requests} requests. Nobody else sends it like that.",
    "header_order": "The same in all requests: {order}.",
    "header_order linked": "{orders} different orders or spellings.",
    "cookie": "Every answer set a cookie; none came back.",
    "cookie linked": "A cookie came back in {requests} requests.",
    "connection": "{connections} connections for {requests} requests; none carried two conversations.",
    "connection linked": "{shared} connections carried more than one conversation.",
    "tls_session": "Every server offers a ticket to be recognised by; it was taken up {resumed} times in {requests} handshakes.",
    "tls_session linked": "A session was taken up again {resumed} times in {requests} handshakes.",
    "tls_offer": "{version}, {ciphers} ciphers, the same each time. It tells the kind of software, not the person.",
    "tls_offer linked": "{offers} different handshakes.",
    "target": "The same in all requests: {target}.",
    "target linked": "{targets} different, such as {target}.",
    "field": "{value} in all {requests} requests, as the API wants it.",
    "field visible": "{value} in all {requests} requests: your choice, and that of very many others.",
    "field linked": "{value}: {values} different in {requests} requests. It can name somebody.",
    "message_field": "A role and a text, nothing else.",
    "message_field linked": "{fields} more than a role and a text.",
    "field_order": "The same in all requests: {order}.",
    "field_order linked": "{orders} different orders.",
    "body_unread": "{requests} bodies could not be read, so nobody can say what stands in them.",
    "repeated_id": "None stands in two conversations.",
    "repeated_id linked": "{strings} stand in several conversations, such as {string}.",
    "size": "{smallest} to {largest} bytes, {sizes} different sizes in {requests} requests.",
    "own_id": "{looked_for} ids of conversations, runs and turns were looked for; none was sent.",
    "own_id linked": "In {requests} requests ({where}).",
    "value": "{looked_for} values of one made-up person were looked for; none was sent in clear.",
    "value linked": "In clear in {requests} requests.",
    "token_shared": "{tokens} placeholders, {pairs} met by chance ({expected} to be expected).",
    "token_shared linked": "{pairs} times ({expected} by chance to be expected), such as {token} in {conversations} conversations.",
    "token_order": "{rising} of {pairs} stand above the one before: no order.",
    "token_order linked": "{rising} of {pairs} stand above the one before: they are numbered, not drawn.",
    "token_spelling": "{characters} characters, spread evenly over the alphabet.",
    "token_spelling linked": "{characters} characters, not spread as a fair draw spreads them.",
    "time": "{requests} requests within {seconds} s. When you write can be seen, and requests close in time belong together.",
}
"""By code, narrowed by subject, verdict or count where that says it better."""


def looked(row: Finding) -> str:
    """What was looked at; a row of a newer version keeps its code."""
    return tr(LOOKED.get(row.code, row.code)).format(subject=row.subject)


def found(row: Finding) -> str:
    """What was found, with its figures."""
    keys = (f"{row.code} {row.verdict}", f"{row.code} {row.subject}", f"{row.code} {row.facts.get('keys', '')}", row.code)
    pattern = next((FOUND[key] for key in keys if key in FOUND), "")
    facts = {name: value if isinstance(value, str) else number(value, 0 if value == int(value) else 2) for name, value in row.facts.items()}
    return tr(pattern).format(**facts)


def verdict(row: Finding) -> tuple[str, str]:
    """Whether it links, in words, and the colour."""
    words, role = VERDICTS[row.verdict]
    return tr(words), role
