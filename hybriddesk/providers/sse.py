"""Server-sent events, parsed on bytes: lines end at LF, CR LF or CR and nowhere else, and UTF-8 is decoded only on whole lines.

Source: the WHATWG event stream format. Event names and ids are not needed by any adapter here and are dropped.
"""

from __future__ import annotations

from hybriddesk.records.errors import Permanent

_BOM = b"\xef\xbb\xbf"


class Lines:
    """Cuts a byte stream into lines. Raises ``Permanent('provider.too_long')`` for a line above ``limit`` bytes."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._rest = b""
        self._after_cr = False
        self._first = True

    def feed(self, data: bytes) -> list[bytes]:
        """The lines that this piece completes, without their ends."""
        if self._after_cr and data:
            self._after_cr = False
            data = data.removeprefix(b"\n")
        if b"\n" not in data and b"\r" not in data:
            self._keep(self._rest + data)
            return []
        self._after_cr = data.endswith(b"\r")
        *lines, rest = (self._rest + data).replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n")
        self._check(max(map(len, lines)))
        self._keep(rest)
        return self._without_mark(lines)

    def close(self) -> list[bytes]:
        """A last line that never got its end."""
        lines, self._rest = [self._rest] if self._rest else [], b""
        return self._without_mark(lines)

    def _keep(self, rest: bytes) -> None:
        self._check(len(rest))
        self._rest = rest

    def _check(self, size: int) -> None:
        if size > self._limit:
            raise Permanent("provider.too_long", limit=self._limit)

    def _without_mark(self, lines: list[bytes]) -> list[bytes]:
        if self._first and lines:
            self._first = False
            lines[0] = lines[0].removeprefix(_BOM)
        return lines


class JsonLines:
    """Newline-delimited JSON: every line that is not blank is one object."""

    def __init__(self, line_limit: int) -> None:
        self._lines = Lines(line_limit)

    def feed(self, data: bytes) -> list[str]:
        """The lines that this piece completes."""
        return _decoded(self._lines.feed(data))

    def close(self) -> list[str]:
        """A last line that never got its end; the caller decides whether it is whole."""
        return _decoded(self._lines.close())


class Events:
    """Joins lines into the data of whole events. Comments and other fields are skipped."""

    def __init__(self, line_limit: int) -> None:
        self._lines = Lines(line_limit)
        self._limit = line_limit
        self._data: list[str] = []
        self._size = 0

    def feed(self, data: bytes) -> list[str]:
        """The data of each event that this piece completes."""
        return self._events(self._lines.feed(data))

    def close(self) -> list[str]:
        """The data of an event whose closing blank line never came; the caller decides whether it is whole."""
        return self._events([*self._lines.close(), b""])

    def _events(self, lines: list[bytes]) -> list[str]:
        events: list[str] = []
        for line in lines:
            if not line:
                if self._data:
                    events.append("\n".join(self._data))
                    self._data, self._size = [], 0
            elif line.startswith(b"data"):
                self._add(line)
        return events

    def _add(self, line: bytes) -> None:
        if line[4:5] not in (b":", b""):
            return
        self._size += len(line)
        if self._size > self._limit:
            raise Permanent("provider.too_long", limit=self._limit)
        # a damaged character shows as U+FFFD; dropping the event would lose text without a trace
        self._data.append(line[5:].removeprefix(b" ").decode("utf-8", "replace"))


def _decoded(lines: list[bytes]) -> list[str]:
    return [line.decode("utf-8", "replace") for line in lines if line.strip()]
