"""A real SOCKS5 server (RFC 1928, 1929) on loopback that wants a name and a password and writes down who went where."""

from __future__ import annotations

import contextlib
import socket
import socketserver
import threading


class Socks(socketserver.ThreadingTCPServer):
    """``visits``: (user, password, address type, host, port) of each connection; ``reply`` other than 0 refuses the way."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, reply: int = 0, *, accept: bool = True):
        super().__init__(("127.0.0.1", 0), _Visit)
        self.visits: list[tuple[str, str, int, str, int]] = []
        self.reply, self.accept = reply, accept
        self.address = f"127.0.0.1:{self.server_address[1]}"

    def __enter__(self):
        threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.shutdown()
        self.server_close()


class _Visit(socketserver.StreamRequestHandler):
    def handle(self):
        with contextlib.suppress(OSError, ConnectionError):
            self._greet()

    def _greet(self):
        version, count = self.rfile.read(2)
        assert version == 5
        assert 2 in self.rfile.read(count)
        self.wfile.write(b"\x05\x02")
        assert self.rfile.read(1) == b"\x01"
        user, password = self.rfile.read(self.rfile.read(1)[0]).decode(), self.rfile.read(self.rfile.read(1)[0]).decode()
        self.wfile.write(b"\x01\x00" if self.server.accept else b"\x01\x01")
        if not self.server.accept:
            return
        _version, command, _reserved, kind = self.rfile.read(4)
        assert command == 1
        host = socket.inet_ntoa(self.rfile.read(4)) if kind == 1 else self.rfile.read(self.rfile.read(1)[0]).decode()
        port = int.from_bytes(self.rfile.read(2), "big")
        self.server.visits.append((user, password, kind, host, port))
        self.wfile.write(bytes([5, self.server.reply, 0, 1, 0, 0, 0, 0, 0, 0]))
        if self.server.reply:
            return
        with socket.create_connection(("127.0.0.1", port)) as there:
            back = threading.Thread(target=_pass, args=(there, self.connection), daemon=True)
            back.start()
            _pass(self.connection, there)
            back.join(5)


def _pass(source, target):
    with contextlib.suppress(OSError):
        while data := source.recv(65536):
            target.sendall(data)
        target.shutdown(socket.SHUT_WR)
