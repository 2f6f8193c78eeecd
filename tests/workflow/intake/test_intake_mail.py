import sysconfig
from email.header import Header
from pathlib import Path

import pytest

from hybriddesk.records.work import SourceFault, SourceItem
from hybriddesk.workflow.intake import read
from hybriddesk.workflow.intake.html_text import text_of
from hybriddesk.workflow.intake.quoted import split

HEAD = b"From: Anna Keller <anna@example.org>\r\nSubject: Refund\r\nMessage-ID: <1@example.org>\r\nDate: Mon, 2 Apr 2012 18:22:10 +0400\r\n"


def one(tmp_path: Path, raw: bytes, name: str = "a.eml") -> SourceItem | SourceFault:
    (tmp_path / name).write_bytes(raw)
    (found,) = read([tmp_path / name])
    return found


def item(tmp_path: Path, raw: bytes) -> SourceItem:
    found = one(tmp_path, raw)
    assert isinstance(found, SourceItem)
    return found


def test_plain_mail(tmp_path):
    """A plain mail gives its words, subject, sender, message id and time."""
    found = item(tmp_path, HEAD + b"\r\nHello,\r\nwhere is my money?\r\n")
    assert found.body == "Hello,\nwhere is my money?"
    assert (found.subject, found.sender, found.key) == ("Refund", "Anna Keller <anna@example.org>", "<1@example.org>")
    assert (found.kind, found.source, found.received_ms) == ("mail", "a.eml", 1333376530000)


def test_headers_are_decoded(tmp_path):
    """Encoded words in subject and sender are shown as letters."""
    subject = Header("Rückgabe Größe 42", "iso-8859-1").encode().encode()
    found = item(tmp_path, b"Subject: " + subject + b"\nFrom: =?utf-8?q?J=C3=BCrgen?= <j@example.org>\n\nx")
    assert found.subject == "Rückgabe Größe 42"
    assert found.sender == "Jürgen <j@example.org>"


def test_raw_bytes_in_headers(tmp_path):
    """Headers with raw UTF-8 or Latin bytes, unknown charsets or broken encoded words do not stop a mail."""
    assert item(tmp_path, "Subject: Größe\n\nx".encode()).subject == "Größe"
    assert item(tmp_path, "Subject: Größe\n\nx".encode("latin-1")).subject == "Größe"
    assert item(tmp_path, b"Subject: =?klingon?q?caf=C3=A9?=\n\nx").subject == "café"
    assert item(tmp_path, b"Subject: =?utf-8?b?A?=\n\nx").subject


def test_text_part_is_preferred(tmp_path):
    """Of two forms of the same words the plain one is taken, even if it stands second."""
    raw = (HEAD + b"MIME-Version: 1.0\nContent-Type: multipart/alternative; boundary=B\n\n--B\nContent-Type: text/html\n\n<p>html</p>\n"
           b"--B\nContent-Type: text/plain\n\nplain\n--B--\n").replace(b"\r\n", b"\n")
    assert item(tmp_path, raw).body == "plain"


def test_html_only_mail(tmp_path):
    """A mail with HTML alone becomes text: scripts, styles and addresses of pictures are left out."""
    raw = HEAD + b"Content-Type: text/html; charset=utf-8\n\n<style>p{}</style><script>alert(1)</script><p>Hi <b>you</b></p><img src='http://t.example/x'>"
    assert item(tmp_path, raw).body == "Hi you"


def test_attachments_are_named_not_read(tmp_path):
    """Attached files are listed by name and their content stays out of the body."""
    raw = HEAD.replace(b"\r\n", b"\n") + (
        b"MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=B\n\n--B\nContent-Type: text/plain\n\nsee file\n"
        b"--B\nContent-Type: text/plain; name=n.txt\nContent-Disposition: attachment; filename=n.txt\n\nSECRET\n--B--\n")
    found = item(tmp_path, raw)
    assert found.body == "see file"
    assert found.extra["attachments"] == "n.txt"


def test_mail_without_body(tmp_path):
    """A mail with nothing but a head or an attachment is a fault that counts the attachments."""
    empty = one(tmp_path, HEAD + b"\r\n  \r\n")
    assert isinstance(empty, SourceFault)
    assert (empty.code, empty.key, empty.facts["attachments"]) == ("intake.mail_without_body", "<1@example.org>", 0)
    only = one(tmp_path, b"Subject: x\nContent-Type: image/png\nContent-Transfer-Encoding: base64\n\niVBORw0KGgo=\n")
    assert isinstance(only, SourceFault)
    assert (only.code, only.facts["attachments"]) == ("intake.mail_without_body", 1)


def test_no_mail_at_all(tmp_path):
    """A file without any mail head is named as broken."""
    found = one(tmp_path, b"just words\nno head\n")
    assert isinstance(found, SourceFault)
    assert found.code == "intake.mail_broken"


@pytest.mark.parametrize("charset", ["klingon", "us-ascii", "utf-8"])
def test_broken_charset_is_noted(tmp_path, charset):
    """Bytes that do not fit the declared charset are read as Windows text, and the item says so."""
    found = item(tmp_path, HEAD + f"Content-Type: text/plain; charset={charset}\nContent-Transfer-Encoding: 8bit\n\n".encode() + "Größe".encode("cp1252"))
    assert found.body == "Größe"
    assert found.extra["notice"] == "intake.encoding_guessed"
    assert found.extra["encoding"] == "windows-1252"


def test_replaced_characters_are_noted(tmp_path):
    """Bytes that fit no charset are replaced, and the item says so."""
    found = item(tmp_path, HEAD + b"Content-Transfer-Encoding: 8bit\n\nGr\x81\xdfe")
    assert found.body == "Gr\ufffdße"
    assert found.extra["notice"] == "intake.characters_replaced"


def test_date_that_is_none(tmp_path):
    """A missing, wrong or zoneless date does not stop a mail."""
    assert item(tmp_path, b"Subject: x\nDate: yesterday\n\nx").received_ms is None
    assert item(tmp_path, b"Subject: x\n\nx").received_ms is None
    assert item(tmp_path, b"Subject: x\nDate: Mon, 2 Apr 2012 14:22:10 -0000\n\nx").received_ms == 1333376530000


def test_nested_without_end(tmp_path):
    """A mail nested thousands of levels deep is a fault, not a crash."""
    raw = b"Subject: x\n" + b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(3000)) + b"\n\nx"
    found = one(tmp_path, raw)
    assert isinstance(found, SourceFault)
    assert found.code in ("intake.mail_broken", "intake.mail_without_body")


def test_html_too_long(tmp_path):
    """HTML of more than two megabytes is refused as too long instead of being parsed or cut."""
    found = one(tmp_path, HEAD + b"Content-Type: text/html\n\n<p>" + b"x" * 2_100_000)
    assert isinstance(found, SourceFault)
    assert found.code == "intake.body_too_long"


QUOTES = {
    "gmail": ("Hello\n\nOn Mon, Apr 2, 2012 at 6:26 PM, Megan One <x@example.com>\nwrote:\n\n> Hi", "Hello"),
    "below": ("On 04/02/2012 06:26 PM, Megan One wrote:\n> Hi\nHello", "Hello"),
    "german": ("Danke!\n\nAm 02.04.2012 um 14:20 schrieb Anna <a@example.org>:\n\n> Hallo", "Danke!"),
    "russian": ("Hello\n02.04.2012 14:20 пользователь Bob <b@example.org> написал:\n> Hi", "Hello"),
    "original": ("Hello\n\n-----Original Message-----\nFrom: bob\nSent: Monday\n\nHi", "Hello"),
    "outlook": ("Hello\n\n________________________________\nFrom: x@example.org\nSent: March-09-12\nTo: Dan\nSubject: s\n\nHi", "Hello"),
    "yahoo": ("Hello\n\n--- On Wed, 4/4/12, x@example.com <x@example.com> wrote:\n\nHi", "Hello"),
}


@pytest.mark.parametrize("name", QUOTES)
def test_history_is_kept_beside(name):
    """What a mail program quotes is separated from the new words and not lost."""
    text, new = QUOTES[name]
    found, history = split(text)
    assert found == new
    assert "H" in history
    assert sorted(line for line in text.split("\n") if line) == sorted(line for line in (found + "\n" + history).split("\n") if line)


@pytest.mark.parametrize("text", ["> a\nyes\n> b\nno", "> only\n> quoted", "no quote at all", "Dear Sir:\nplease answer by 5:\n"])
def test_whole_when_in_doubt(text):
    """Replies between quoted lines, all-quoted and unquoted mails stay whole."""
    assert split(text) == (text.strip("\n"), "")


def test_history_reaches_the_item(tmp_path):
    """The item carries the quoted history in ``extra``."""
    assert item(tmp_path, HEAD + b"\r\nYes.\r\n\r\n> Really?\r\n").extra["quoted"] == "> Really?"


def test_html_quote_marks():
    """An HTML quotation is marked like in a text mail, lists and entities are readable, and a stray < stays."""
    assert "> Really\n> so?" in text_of("<p>Yes<blockquote>Really<br>so?</blockquote>")
    assert text_of("<ul><li>a<li>b</ul>&auml; 1 < 2") == "- a\n- b\n\nä 1 < 2"
    assert text_of("<title>t</title><!-- c --><!DOCTYPE x><a title='a>b'>k</a>") == "k"


@pytest.mark.parametrize("piece", ["<a ", "<!", "</", "<![", "<!--", "<a b='", "<script>", "<blockquote>"])
def test_hostile_html_ends(piece):
    """A megabyte of unclosed tags ends at once: the parser is linear."""
    assert len(text_of(piece * (1_000_000 // len(piece)) + "x")) < 1_100_000


DATA = Path(sysconfig.get_path("stdlib")) / "test" / "test_email" / "data"


@pytest.mark.skipif(not DATA.exists(), reason="this Python comes without its own test data")
def test_odd_mails_of_cpython(tmp_path):
    """Every odd mail of CPython's own tests becomes one item or one fault; none raises."""
    samples = sorted(DATA.glob("msg_*.txt"))
    for sample in samples:
        (tmp_path / f"{sample.stem}.eml").write_bytes(sample.read_bytes())
    found = list(read([tmp_path]))
    assert len(found) == len(samples)
    assert sum(isinstance(one, SourceItem) for one in found) > len(samples) / 2
    assert {one.code for one in found if isinstance(one, SourceFault)} <= {"intake.mail_without_body", "intake.mail_broken"}
