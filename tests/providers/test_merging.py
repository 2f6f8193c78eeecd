"""Chunks joined: h11 reads the same body from what the merger gives as from what came, and refuses the same."""

from __future__ import annotations

import random

import h11
import pytest

from hybriddesk.providers.merging import LONGEST_HEAD, Merger

HEAD = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"


def chunks(*parts: bytes) -> bytes:
    return b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in parts)


def merged(pieces: list[bytes]) -> list[bytes]:
    merger = Merger()
    return [*(merger.feed(piece) for piece in pieces), merger.rest()]


def read(pieces: list[bytes]) -> tuple[int, bytes, str]:
    """Status, body and how it ended, as h11 sees it."""
    connection = h11.Connection(h11.CLIENT)
    connection.send(h11.Request(method="GET", target="/", headers=[("host", "h")]))
    connection.send(h11.EndOfMessage())
    status, body = 0, b""
    try:
        for piece in [*filter(None, pieces), b""]:
            connection.receive_data(piece)
            while (event := connection.next_event()) not in (h11.NEED_DATA, h11.PAUSED):
                if isinstance(event, h11.Response):
                    status = event.status_code
                elif isinstance(event, h11.Data):
                    body += bytes(event.data)
                elif isinstance(event, (h11.EndOfMessage, h11.ConnectionClosed)):
                    return status, body, "end"
    except h11.RemoteProtocolError:
        return status, body, "refused"
    return status, body, "open"


def cut_up(source: random.Random, data: bytes) -> list[bytes]:
    places = sorted(source.sample(range(1, len(data)), min(source.randint(0, 12), len(data) - 1)))
    return [data[a:b] for a, b in zip([0, *places], [*places, len(data)], strict=True)]


def test_many_chunks_of_one_read_are_one() -> None:
    """Twenty tokens that arrive together come out as one chunk, and nothing of them is held back."""
    (first, second, rest) = merged([HEAD + chunks(*[b"word "] * 20), chunks(*[b"more "] * 20)])
    assert first == HEAD + chunks(b"word " * 20)
    assert (second, rest) == (chunks(b"more " * 20), b"")


def test_what_arrived_of_a_chunk_is_handed_on_at_once() -> None:
    """Half a chunk does not wait for its other half; only an unfinished size waits."""
    assert merged([HEAD, b"a\r\nhello", b" you", b"r\r\n", b"", b"1", b"0\r\nx"]) == [
        HEAD, chunks(b"hello"), chunks(b" you"), chunks(b"r"), b"", b"", chunks(b"x"), b"",
    ]
    assert merged([HEAD, b"1", b"a"])[-1] == b"1a"
    assert merged([HEAD, b"2\r\nhi", b"\r", b"\n2\r\nho\r\n"]) == [HEAD, b"2\r\nhi", b"", b"\r\n" + chunks(b"ho"), b""]


@pytest.mark.parametrize("seed", range(40))
def test_the_body_is_the_same_however_it_is_cut(seed: int) -> None:
    """Heads of every sort, interim answers, extensions, trailers, cuts anywhere, and damage: the same body and the same verdict."""
    source = random.Random(seed)
    for _ in range(60):
        head = source.choice((
            HEAD, HEAD, HEAD, b"HTTP/1.1 100 Continue\r\n\r\n" + HEAD, b"HTTP/1.1 103 Early\r\nlink: x\r\n\r\nHTTP/1.1 100 C\r\n\r\n" + HEAD,
            b"HTTP/1.1 200 OK\r\ncontent-length: 40\r\n\r\n", b"HTTP/1.0 200 OK\r\n\r\n", b"HTTP/1.1 500 No\r\ntransfer-encoding: chunked\r\n\r\n",
            b"HTTP/1.1 200 OK\ntransfer-encoding:chunked\n\n", b"HTTP/1.1 200 OK\r\ntransfer-encoding: gzip, chunked\r\n\r\n",
        ))
        body = chunks(*(source.randbytes(source.choice((1, 2, 9, 200, 5000))) for _ in range(source.randint(0, 30))))
        body += source.choice((b"0\r\n\r\n", b"0\r\nx-trailer: 1\r\n\r\n", b"00\r\n\r\n", b"", b"5;name=value\r\nhello\r\n0\r\n\r\n", b"zz\r\n", b"-1\r\n", b"1_0\r\n" + b"x" * 16))
        data = bytearray(head + body)
        if source.random() < 0.3:
            at = source.randrange(len(head), len(data) + 1)
            data[at : at + source.randint(0, 3)] = source.choice((b"", b"\r", b"\n", b"f", b"\r\n"))
        pieces = cut_up(source, bytes(data))
        assert read(merged(pieces)) == read(pieces)


def test_a_head_without_end_passes_as_it_is() -> None:
    """A head beyond the limit is no longer looked at: it, and all behind it, is h11's to refuse."""
    pieces = [b"HTTP/1.1 200 OK\r\nx: " + b"a" * LONGEST_HEAD, b"b" * 10, b"\r\nTransfer-Encoding: chunked\r\n\r\n", chunks(b"x", b"y")]
    assert merged(pieces)[:-1] == pieces
