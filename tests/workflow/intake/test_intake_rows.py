import json
from pathlib import Path

import pytest

from hybriddesk.records.work import SourceFault, SourceItem
from hybriddesk.workflow.intake import columns, limits, read


def found(tmp_path: Path, content: str | bytes, name: str = "a.csv") -> list[SourceItem | SourceFault]:
    (tmp_path / name).write_bytes(content.encode() if isinstance(content, str) else content)
    return list(read([tmp_path / name]))


def bodies(some: list[SourceItem | SourceFault]) -> list[str]:
    return [one.body for one in some if isinstance(one, SourceItem)]


def faults(some: list[SourceItem | SourceFault]) -> list[tuple[str, object]]:
    return [(one.code, one.facts.get("line")) for one in some if isinstance(one, SourceFault)]


def test_columns_by_header(tmp_path):
    """Text, subject, sender and id come from the columns that are named so."""
    (one,) = found(tmp_path, "Ticket ID,Subject,From,Message\n7,Refund,anna@example.org,Where is it?\n")
    assert isinstance(one, SourceItem)
    assert (one.key, one.subject, one.sender, one.body, one.kind) == ("7", "Refund", "anna@example.org", "Where is it?", "row")


@pytest.mark.parametrize(("name", "cut"), [("a.csv", ";"), ("a.csv", ","), ("a.csv", "|"), ("a.tsv", "\t"), ("a.csv", "\t")])
def test_delimiters(tmp_path, name, cut):
    """The delimiter is found from the first line."""
    assert bodies(found(tmp_path, f"id{cut}text\n1{cut}Hello there\n", name)) == ["Hello there"]


def test_longest_column(tmp_path):
    """Without a usual name the column with the longest values is the text."""
    assert bodies(found(tmp_path, "kind,what,when\na,a long question about money,now\n")) == ["a long question about money"]


def test_no_header(tmp_path):
    """A file without headings loses no row."""
    assert bodies(found(tmp_path, "1,Where is my order 5?\n2,I want it back!\n")) == ["Where is my order 5?", "I want it back!"]


def test_addresses_are_no_request(tmp_path):
    """A column named email that holds addresses is the sender, not the text."""
    (one,) = found(tmp_path, "email,stuff\na@example.org,please help\n")
    assert isinstance(one, SourceItem)
    assert (one.body, one.sender) == ("please help", "a@example.org")


def test_quotes_across_lines(tmp_path):
    """A quoted cell may hold line breaks, delimiters and doubled quotes."""
    assert bodies(found(tmp_path, 'id,text\r\n1,"a,\r\n""b"""\r\n2,c\r\n')) == ['a,\n"b"', "c"]


@pytest.mark.parametrize("broken", ['2,"never closed', '2,"a"b', "2,a,b"])
def test_broken_row_is_named(tmp_path, broken):
    """A broken row is named by its line and every other row is read."""
    some = found(tmp_path, f"id,text\n1,one\n{broken}\n3,three\n4,four\n")
    assert bodies(some) == ["one", "three", "four"]
    assert faults(some) == [("intake.broken_row", 3)]


def test_stray_quote_does_not_swallow(tmp_path):
    """Two rows with a stray quote do not swallow the good rows between them."""
    some = found(tmp_path, 'id,text\n1,"open\n2,two\n3,three\n4,"open too\n5,five\n')
    assert bodies(some) == ["two", "three", "five"]
    assert faults(some) == [("intake.broken_row", 2), ("intake.broken_row", 5)]


def test_row_longer_than_the_limit(tmp_path, monkeypatch):
    """A quote that is never closed is given up at the record limit, without holding the whole file."""
    monkeypatch.setattr("hybriddesk.workflow.intake.table.RECORD", 300)
    some = found(tmp_path, 'id,text\n1,"open\n' + "".join(f"{n},row {n}\n" for n in range(2, 200)))
    assert len(bodies(some)) == 198
    assert faults(some) == [("intake.broken_row", 2)]


def test_row_without_text(tmp_path):
    """A row whose text is blank is a fault, a blank row is nothing."""
    some = found(tmp_path, "id,text\n1,\n\n,\n2,x\n")
    assert bodies(some) == ["x"]
    assert faults(some) == [("intake.row_without_text", 2)]


def test_only_a_header(tmp_path):
    """A file with headings alone holds no work and no fault; one broken from the start names its line."""
    assert found(tmp_path, "id,text\n") == []
    assert faults(found(tmp_path, 'a,"b\n')) == [("intake.broken_row", 1)]


def test_windows_text(tmp_path):
    """Windows text is read as such and noted; a few bad bytes in UTF-8 do not turn the rest into mojibake."""
    (one,) = found(tmp_path, "id,text\n1,Größe\n".encode("cp1252"))
    assert isinstance(one, SourceItem)
    assert (one.body, one.extra["notice"]) == ("Größe", "intake.encoding_guessed")
    some = found(tmp_path, "id,text\n1,Größe\n2,Öl\n3,x".encode() + b"\xff\n")
    assert bodies(some) == ["Größe", "Öl", "x\ufffd"]


def test_many_faults_are_counted(tmp_path, monkeypatch):
    """A file of nothing but bad lines names some and counts the rest."""
    monkeypatch.setattr(limits, "FAULTS", 3)
    some = found(tmp_path, "{\n" * 10 + '{"text": "x"}\n', "a.jsonl")
    assert bodies(some) == ["x"]
    assert [one.code for one in some if isinstance(one, SourceFault)] == ["intake.bad_line"] * 3 + ["intake.more_faults"]
    assert some[-1].facts == {"count": 7}


def test_json_lines(tmp_path):
    """Each line is an item; bad JSON, no text and blank lines are told apart by line number."""
    some = found(tmp_path, '{"id": 5, "text": "a", "title": "t", "from": "f"}\n\n{bad\n[1]\n{"id": 1}\n"just words"\n' + "[" * 9999 + "\n", "a.jsonl")
    assert bodies(some) == ["a", "just words"]
    assert faults(some) == [("intake.bad_line", 3), ("intake.row_without_text", 4), ("intake.row_without_text", 5), ("intake.bad_line", 7)]
    first = some[0]
    assert isinstance(first, SourceItem)
    assert (first.key, first.subject, first.sender) == ("5", "t", "f")


def test_chat_export_line(tmp_path):
    """Of a chat in ``messages`` the person's last words are the request."""
    chat = {"messages": [{"role": "user", "content": "one"}, {"role": "assistant", "content": "two"}, {"role": "user", "content": "three"}]}
    assert bodies(found(tmp_path, json.dumps(chat) + "\n", "a.ndjson")) == ["three"]


def test_line_without_end(tmp_path, monkeypatch):
    """A line over the limit is named and skipped without being held."""
    monkeypatch.setattr("hybriddesk.workflow.intake.jsonl.RECORD", 50)
    some = found(tmp_path, '"' + "x" * 500 + '"\n"short"\n', "a.jsonl")
    assert bodies(some) == ["short"]
    assert faults(some) == [("intake.line_too_long", 1)]


def test_lone_surrogates_are_replaced(tmp_path):
    """Half a character from JSON cannot reach the store."""
    assert bodies(found(tmp_path, '{"text": "a\\ud800b\\u0000c"}\n', "a.jsonl")) == ["a\ufffdbc"]


def test_longest_field_of_an_object():
    """A JSON object without a usual name gives its longest text; one without text gives none."""
    assert columns.text_field({"a": "x", "b": "longer", "c": 5}) == "b"
    assert columns.text_field({"a": 5, "b": " "}) is None
