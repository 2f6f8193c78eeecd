import io
import os
import subprocess
import threading
from pathlib import Path

import docx
import pypdf
import pytest
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

from hybriddesk.records.advice import advice
from hybriddesk.records.work import SourceFault, SourceItem
from hybriddesk.workflow.intake import document, document_child, kinds, limits, read, reading


def code(path: Path) -> str:
    (found,) = read([path])
    assert isinstance(found, SourceFault)
    assert advice(found.code, found.facts).do
    return found.code


def item(path: Path) -> SourceItem:
    (found,) = read([path])
    assert isinstance(found, SourceItem)
    return found


def written(path: Path, content: bytes | str) -> Path:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def test_text_and_markdown(tmp_path):
    """A text is one item named by its file, or by its first heading in markdown."""
    assert item(written(tmp_path / "Question 5.txt", "Hello")).subject == "Question 5"
    found = item(written(tmp_path / "a.md", "\n# Late order #\n\nWhere is it?\n"))
    assert (found.subject, found.body, found.kind) == ("Late order", "# Late order #\n\nWhere is it?", "text")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "cp1252"])
def test_encodings(tmp_path, encoding):
    """UTF-8, UTF-16 with its mark and Windows text are read letter by letter."""
    raw = (b"\xfe\xff" if encoding == "utf-16-be" else b"") + "Größe\r\n5 €".encode(encoding)
    assert item(written(tmp_path / "a.txt", raw)).body == "Größe\n5 €"


@pytest.mark.parametrize("name", ["a.txt", "a.csv", "a.jsonl"])
def test_binary(tmp_path, name):
    """A picture with a text ending is refused, wherever its zero bytes stand."""
    assert code(written(tmp_path / name, b"\x89PNG\r\n\x1a\n\x00\x00" * 100)) == "intake.binary"
    assert code(written(tmp_path / name, b"text " * 2000 + b"\x00")) == "intake.binary"
    assert code(written(tmp_path / name, b"\x01\x02\x03 odd")) == "intake.binary"


@pytest.mark.parametrize("ending", [".eml", ".txt", ".csv", ".jsonl", ".pdf"])
def test_empty_file(tmp_path, ending):
    """An empty file is named as such, whatever its kind."""
    assert code(written(tmp_path / f"a{ending}", b"")) == "intake.empty"


def test_unknown_kind_missing_and_special(tmp_path):
    """Unknown endings, missing files and pipes are told apart and never block."""
    assert code(written(tmp_path / "a.exe", "x")) == "intake.unknown_kind"
    assert code(written(tmp_path / "noending", "x")) == "intake.unknown_kind"
    assert code(tmp_path / "gone.txt") == "intake.missing"
    os.mkfifo(tmp_path / "p.txt")
    assert code(tmp_path / "p.txt") == "intake.unreadable"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_forbidden_file(tmp_path):
    """A file without read permission is named."""
    path = written(tmp_path / "a.txt", "x")
    path.chmod(0)
    assert code(path) == "intake.unreadable"


def test_too_large(tmp_path, monkeypatch):
    """A single text over the limit is refused by its size, before it is read; a sparse 200 MB file shows it."""
    with (tmp_path / "a.txt").open("wb") as file:
        file.truncate(200 * 2**20)
    assert code(tmp_path / "a.txt") == "intake.too_large"


def test_body_too_long(tmp_path, monkeypatch):
    """A text over the body limit is refused whole, never cut."""
    monkeypatch.setattr(limits, "BODY", 100)
    assert code(written(tmp_path / "a.txt", "x" * 101)) == "intake.body_too_long"
    assert len(item(written(tmp_path / "a.txt", "x" * 100)).body) == 100


def test_only_blank(tmp_path):
    """A text of blanks has nothing to answer."""
    assert code(written(tmp_path / "a.txt", " \n \n")) == "intake.no_text"


def test_folder_is_walked(tmp_path):
    """Folders are read in order with names to find them again; hidden files and loops of links are left out."""
    top = tmp_path / "in"
    (top / "sub").mkdir(parents=True)
    written(top / "b.txt", "2")
    written(top / "a.txt", "1")
    written(top / "sub" / "c.txt", "3")
    written(top / ".hidden.txt", "x")
    (top / "sub" / "loop").symlink_to(top)
    (top / "sub" / "dead.txt").symlink_to(top / "nowhere")
    found = list(read([top]))
    assert [one.source for one in found] == ["in/a.txt", "in/b.txt", "in/sub/c.txt", "in/sub/dead.txt"]
    assert isinstance(found[3], SourceFault)


def test_empty_folder(tmp_path):
    """A folder without files says so."""
    assert code(tmp_path) == "intake.empty_folder"


def test_one_bad_file_stops_nothing(tmp_path):
    """A fault in the middle leaves the files before and after it whole."""
    written(tmp_path / "a.txt", "1")
    written(tmp_path / "b.eml", "no head")
    written(tmp_path / "c.txt", "3")
    assert [type(one) for one in read([tmp_path])] == [SourceItem, SourceFault, SourceItem]


def test_from_a_worker_thread(tmp_path):
    """Reading works outside the main thread, documents included."""
    docx.Document().save(str(tmp_path / "e.docx"))
    written(tmp_path / "a.txt", "1")
    found: list[object] = []
    thread = threading.Thread(target=lambda: found.extend(read([tmp_path])))
    thread.start()
    thread.join()
    assert len(found) == 2


def test_streamed(tmp_path):
    """The first row is there before the file is read to its end."""
    path = written(tmp_path / "a.csv", "id,text\n" + "".join(f"{n},row\n" for n in range(20_000)))
    stream = read([path])
    first = next(stream)
    assert isinstance(first, SourceItem)
    assert first.key == "0"
    stream.close()


def test_word_document(tmp_path):
    """Paragraphs and tables of a Word file are read in their order, with title and author."""
    file = docx.Document()
    file.core_properties.title, file.core_properties.author = "Complaint", "Anna"
    file.add_paragraph("First.")
    table = file.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "a", "b"
    file.add_paragraph("Last.")
    file.save(str(tmp_path / "a.docx"))
    found = item(tmp_path / "a.docx")
    assert (found.body, found.subject, found.sender, found.kind) == ("First.\na\tb\nLast.", "Complaint", "Anna", "document")


def pdf(text: str = "", password: str = "") -> bytes:
    writer = pypdf.PdfWriter()
    page = writer.add_blank_page(200, 200)
    if text:
        stream = DecodedStreamObject()
        stream.set_data(f"BT /F1 12 Tf 10 100 Td ({text}) Tj ET".encode())
        page[NameObject("/Contents")] = writer._add_object(stream)
        font = DictionaryObject({NameObject("/Type"): NameObject("/Font"), NameObject("/Subtype"): NameObject("/Type1"), NameObject("/BaseFont"): NameObject("/Helvetica")})
        page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): DictionaryObject({NameObject("/F1"): font})})
    if password:
        writer.encrypt(password, algorithm="RC4-128")
    raw = io.BytesIO()
    writer.write(raw)
    return raw.getvalue()


def test_pdf(tmp_path):
    """A PDF's text is read; a scan, a locked and a broken one are told apart."""
    assert item(written(tmp_path / "a.pdf", pdf("Hello there"))).body == "Hello there"
    assert code(written(tmp_path / "scan.pdf", pdf())) == "intake.no_text"
    assert code(written(tmp_path / "locked.pdf", pdf("Hello", "geheim"))) == "intake.document_encrypted"
    assert code(written(tmp_path / "broken.pdf", b"%PDF-1.7 nothing")) == "intake.document_broken"


def test_document_too_slow_or_dead(tmp_path, monkeypatch):
    """A reader that hangs is stopped, one that dies is a broken document, and too much text is refused."""
    path = written(tmp_path / "a.pdf", pdf("Hello there"))

    def hang(*args, **kwargs):
        raise subprocess.TimeoutExpired("child", kwargs["timeout"])

    monkeypatch.setattr(document, "BODY", 3)
    assert code(path) == "intake.body_too_long"
    with monkeypatch.context() as patch:
        patch.setattr(subprocess, "run", hang)
        assert code(path) == "intake.document_slow"
    monkeypatch.setattr(document, "_CHILD", tmp_path / "no-such-child.py")
    assert code(path) == "intake.document_broken"


def test_child_answers(tmp_path, monkeypatch):
    """The child names an oversized archive and anything its parsers raise as a broken document."""
    docx.Document().save(str(tmp_path / "a.docx"))
    monkeypatch.setattr(document_child, "UNPACKED", 10)
    assert document_child.main(".docx", str(tmp_path / "a.docx"), 100) == {"fault": "intake.document_broken"}
    assert document_child.main(".docx", str(tmp_path / "none.docx"), 100) == {"fault": "intake.document_broken"}


def test_kinds_name_every_reader():
    """The endings offered to a file dialog are those that can be read."""
    assert set(kinds()) == set(reading._KINDS)
    assert {".eml", ".txt", ".md", ".csv", ".jsonl"} <= set(kinds())


INPUTS = Path(__file__).parents[4] / "shared" / "inputs"


@pytest.mark.skipif(not INPUTS.exists(), reason="real material is not beside this checkout")
def test_real_material():
    """Every real request and mail comes in."""
    found = list(read([INPUTS]))
    items = [one.source.rsplit("/", 1)[-1].rsplit(".", 1)[-1] for one in found if isinstance(one, SourceItem)]
    assert (items.count("csv"), items.count("jsonl"), items.count("eml")) == (237, 237, 13)
    assert not [one for one in found if isinstance(one, SourceFault)]
