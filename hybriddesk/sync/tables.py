"""The tables that travel, in the order their references need, and which of two differing rows stands.

Column types by mark: none is text, ``#`` integer, ``~`` real, ``@`` bytes; ``?`` after it may be null. Not in here: the full-text
tables (triggers keep them), breakers, receipts, isolation with its keys, handovers, ``meta`` and what ``schema_failing`` makes (this device's own), the indexes over the sources (made from them
anew), and the local row numbers ``n``. A test holds these lists
to the schema.
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from binascii import Error as Base64Error
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import msgspec

from hybriddesk.records.errors import Refused

Value = str | int | float | bytes | None
Row = dict[str, Value]
Rank = tuple[int, ...]

SCHEMA = 4
_TYPES: Mapping[str, type] = {"": str, "#": int, "~": float, "@": bytes}


class _Bytes(msgspec.Struct, forbid_unknown_fields=True):
    base64: str


_ROW = msgspec.json.Decoder(dict[str, str | int | float | _Bytes | None])


@dataclass(frozen=True, slots=True)
class Column:
    """A column as STRICT tables know it."""

    name: str
    type: type
    null: bool


@dataclass(frozen=True, slots=True)
class Table:
    """``key`` names a row in every store. The row with the higher ``rank`` stands; ``human`` columns hold words of the person
    that are kept as a version when their row does not stand; ``clock`` is the column with the time of the last change; ``since`` the
    schema whose bundles have this table first: an older one is read without it."""

    name: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    rank: Callable[[Row], Rank] = lambda _: ()
    human: tuple[str, ...] = ()
    clock: str = ""
    since: int = 1

    def names(self, *, keys: bool) -> tuple[str, ...]:
        """The columns in a bundle; provider keys only if asked for."""
        return tuple(column.name for column in self.columns if keys or (self.name, column.name) != ("providers", "key"))

    def decoded(self, line: bytes, names: tuple[str, ...]) -> Row:
        """One line of NDJSON as a row of the right columns and types. Raises ``Refused('sync.damaged')``."""
        try:
            raw = _ROW.decode(line)
            row: Row = {name: b64decode(value.base64, validate=True) if isinstance(value, _Bytes) else value for name, value in raw.items()}
        except (msgspec.MsgspecError, Base64Error, ValueError, RecursionError):
            raise Refused("sync.damaged", table=self.name) from None
        if tuple(row) != names or not all(_fits(column, row[column.name]) for column in self.columns if column.name in row):
            raise Refused("sync.damaged", table=self.name)
        return row


def encoded(row: Row) -> bytes:
    """One line of NDJSON, without its end; the same row gives the same bytes everywhere."""
    return msgspec.json.encode({name: {"base64": b64encode(value).decode()} if isinstance(value, bytes) else value for name, value in row.items()})


def settled(table: str, row: Row) -> Row:
    """The row as other devices may see it: calls under way and claims stay with the device they happen on."""
    if table in _UNDER_WAY:
        column, states, after = _UNDER_WAY[table]
        row = row | {column: after} if row[column] in states else row
    if table == "reviews":
        row = row | {"taken_by": None, "taken_ms": None}
    return row


_UNDER_WAY: Mapping[str, tuple[str, tuple[str, ...], str]] = {
    "items": ("state", ("drafting",), "unknown"),
    "turns": ("state", ("streaming",), "interrupted"),
    "runs": ("state", ("intent", "sent"), "unknown"),
    "ledger": ("outcome", ("intent", "sent"), "unknown"),
    "reviews": ("state", ("in_review",), "pending"),
}
_ENDED = {"unknown": 1, "interrupted": 1, "failed": 2, "cancelled": 2, "done": 3, "complete": 3}


def _fits(column: Column, value: Value) -> bool:
    if value is None:
        return column.null
    if column.type is int:
        return type(value) is int and -(2**63) <= value < 2**63
    return type(value) is column.type or (column.type is float and type(value) is int)


def _whole(row: Row, name: str) -> int:
    value = row[name]
    return value if isinstance(value, int) else 0


def _newest(name: str) -> Callable[[Row], Rank]:
    return lambda row: (_whole(row, name),)


def _outcome(state: str, name: str) -> Callable[[Row], Rank]:
    """What has ended tells more than what is not known; then the newer."""
    return lambda row: (_ENDED.get(str(row[state]), 0), _whole(row, name))


def _columns(text: str) -> tuple[Column, ...]:
    found = []
    for word in text.split():
        null, bare = word.endswith("?"), word.rstrip("?")
        mark = bare[-1] if bare[-1] in "#~@" else ""
        found.append(Column(bare.rstrip("#~@"), _TYPES[mark], null))
    return tuple(found)


TABLES: tuple[Table, ...] = (
    Table("settings", ("name",), _columns("name value_json changed_ms#"), _newest("changed_ms"), ("value_json",), "changed_ms"),
    Table("providers", ("name",), _columns(
        "name adapter base_url key? allow_loopback_http# ask models_json default_model seen_kinds_json created_ms# changed_ms#"),
        _newest("changed_ms"), ("base_url", "ask", "default_model"), "changed_ms"),
    Table("imports", ("id",), _columns("id source workflow items# created_ms#")),
    Table("import_faults", ("id",), _columns("id import_id source key code facts_json")),
    Table("conversations", ("id",), _columns("id title kind provider model unsent created_ms# updated_ms# deleted_ms#?"),
          lambda row: (_whole(row, "updated_ms"), _whole(row, "deleted_ms"), int(row["unsent"] != "")), ("unsent", "title"), "updated_ms"),
    Table("placeholders", ("conversation", "token"), _columns("conversation token kind value position#"), human=("value",)),
    # "Hide" wins over "show" whenever it was said: a merge may never make a value leave in clear.
    Table("by_hand", ("conversation", "value"), _columns("conversation action value kind created_ms#"),
          lambda row: (int(row["action"] == "hide"), _whole(row, "created_ms"))),
    Table("items", ("id",), _columns(
        "id import_id? source key kind state workflow received_ms#? created_ms# changed_ms# fault_code? digest sample# sender subject extra_json body"),
        lambda row: (int(row["state"] == "drafted"), _whole(row, "changed_ms"))),
    Table("turns", ("id",), _columns(
        "id conversation parent? role state run? provider model confidence~? created_ms# changed_ms# text scrubbed"),
        _outcome("state", "changed_ms"), ("text",), "changed_ms"),
    Table("compactions", ("id",), _columns("id conversation kind upto covered# text maker added# before# after# code created_ms#"), since=3),
    Table("runs", ("id",), _columns(
        "id conversation item? workflow prompt_version provider model state attempts# started_ms# ended_ms#? latency_ms#?"
        " prompt_tokens#? completion_tokens#? cost_usd~? fault_code? request_id? finish? served_model?"), _outcome("state", "ended_ms")),
    Table("spans", ("run", "position"), _columns("run position# step started_ms# duration_us#? state facts_json")),
    Table("ledger", ("id",), _columns(
        "id run conversation attempt# at_ms# provider model host method url sha256 outcome status#? request_id? headers_json replaced_json body@"),
        _outcome("outcome", "status")),
    Table("reviews", ("id",), _columns(
        "id conversation run item? turn? workflow prompt_version provider model state needs_person# risk~ confidence~ reason_code"
        " hidden_count# taken_by? taken_ms#? created_ms# decided_ms#? edit_words~? edit_chars~? seconds~? sample# changed_ms#"
        " working_ms#? title snippet note reasons_json request draft draft_scrubbed working? final?"),
        _newest("changed_ms"), ("working", "final", "note"), "changed_ms"),
    Table("decisions", ("id",), _columns(
        "id review action from_state edit_words~? edit_chars~? seconds~ decided_ms# undone_ms#? person note final?"), _newest("undone_ms")),
    Table("batches", ("decision",), _columns("decision batch"), since=2),
    Table("rubric_answers", ("review", "person", "criterion"), _columns("review person criterion value# highest# answered_ms#"),
          _newest("answered_ms"), since=2),
    Table("second_looks", ("review",), _columns(
        "review first drawn_ms# changed_ms# person action? edit_words~? edit_chars~? seconds~? decided_ms#? differs# settled settled_by"
        " settled_ms#? note working? final?"), _newest("changed_ms"), ("note", "working", "final"), "changed_ms", since=3),
    Table("lent", ("review",), _columns("review first asked taken_in_ms#"), since=3),
    # A note that was taken away on one device is away on all: it stays in the store, marked.
    Table("notes", ("id",), _columns("id review person created_ms# removed_ms#? about quote text"), _newest("removed_ms"), since=3),
    # One case for an entry, whatever the devices called it.
    Table("hard_cases", ("review",), _columns(
        "id review workflow prompt_version held_back# created_ms# request must_json must_not_json reason"),
        _newest("created_ms"), ("must_json", "must_not_json", "reason"), "created_ms", since=3),
    Table("finals", ("review",), _columns("review created_ms# request final"), _newest("created_ms")),
    Table("feedback", ("id",), _columns("id conversation turn? review? name value reason comment context_json created_ms#")),
    Table("cycle_entries", ("id",), _columns(
        "id topic code facts_json stage note action owner figure workflow days# items# created_ms# changed_ms# decided_ms#? acted_ms#?"
        " closed_ms#? check_json?"), _newest("changed_ms"), ("note", "action"), "changed_ms", since=3),
    Table("cycle_sessions", ("id",), _columns("id held_ms# person topics# decisions#"), since=3),
    # A removed source keeps its row, without its text once that is wiped: it may not come back from another device.
    Table("knowledge_sources", ("id",), _columns("id name path kind sha256 characters# hidden# added_ms# changed_ms# removed_ms#? text"),
          lambda row: (_whole(row, "changed_ms"), int(row["removed_ms"] is not None), int(row["text"] == "")), since=4),
    Table("knowledge_questions", ("id",), _columns("id wanted created_ms# removed_ms#? text"), _newest("removed_ms"), since=4),
    Table("passages", ("run", "place"), _columns("run place# source name version# start# end# score~ code cut# text"), since=4),
    Table("diagnoses", ("review",), _columns("review cause named_by facts_json changed_ms#"), _newest("changed_ms"), since=4),
    Table("versions", ("id",), _columns("id table_name row_id row_json why replaced_ms#")),
    # A list that was removed on one device comes back from another: that hides more, never less.
    Table("hide_lists", ("id",), _columns("id name everywhere# terms_json changed_ms#"), _newest("changed_ms"), ("name", "terms_json"), "changed_ms", since=3),
    Table("hide_list_uses", ("list", "scope", "target"), _columns("list scope target created_ms#"), _newest("created_ms"), since=3),
    Table("audit", ("seq",), _columns("seq# at_ms# act subject facts_json previous hash")),
)


BY_NAME: Mapping[str, Table] = {table.name: table for table in TABLES}


def of_schema(schema: int) -> tuple[Table, ...]:
    """The tables that bundles of this schema have, in order."""
    return tuple(table for table in TABLES if table.since <= schema)


MERGED: tuple[Table, ...] = tuple(table for table in TABLES if table.name != "audit")
"""The audit log travels as evidence of the other device; ours only gets one line about it."""
