"""A wire between browser and server that a test can cut, and make deaf or dumb. Of what it carries it knows where a websocket begins."""

from __future__ import annotations

import contextlib
import socket
import threading
from urllib.parse import urlsplit


class Wire:
    """Carries TCP from `url` to a server. What is done to it falls on the connections that are open at that moment only.

    A browser opens new ones when it notices; that it does not notice is what a half-open connection is.
    """

    def __init__(self, server: str) -> None:
        self._server = (urlsplit(server).hostname, urlsplit(server).port)
        self._door = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.url = f"http://127.0.0.1:{self._door.getsockname()[1]}"
        self._open: list[_Line] = []
        threading.Thread(target=self._welcome, daemon=True).start()

    def swallow(self, *, keys: bool = True, answers: bool = True) -> None:
        """From now on what the browser sends (``keys``) or is sent (``answers``) is lost on the websockets that are open."""
        for line in (line for line in self._open if line.socket):
            line.deaf |= keys
            line.dumb |= answers

    def cut(self) -> None:
        """Close every line that is open; new ones are carried."""
        lines, self._open = self._open, []
        for line in lines:
            line.close()

    def mend(self) -> None:
        """Cut what was made deaf or dumb, if anything was."""
        if any(line.deaf or line.dumb for line in self._open):
            self.cut()

    def close(self) -> None:
        self._door.close()
        self.cut()

    def _welcome(self) -> None:
        while True:
            try:
                near, _ = self._door.accept()
            except OSError:
                return
            try:
                self._open.append(_Line(near, socket.create_connection(self._server, timeout=5)))
            except OSError:  # the server is gone: so is this line
                near.close()


class _Line:
    def __init__(self, near: socket.socket, far: socket.socket) -> None:
        self.near, self.far, self.deaf, self.dumb, self.socket = near, far, False, False, False
        far.settimeout(None)
        for sock in (near, far):
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        threading.Thread(target=self._carry, args=(near, far, "deaf"), daemon=True).start()
        threading.Thread(target=self._carry, args=(far, near, "dumb"), daemon=True).start()

    def _carry(self, source: socket.socket, target: socket.socket, lost: str) -> None:
        with contextlib.suppress(OSError):
            while said := source.recv(65536):
                self.socket |= b"pgrade: websocket" in said
                if not getattr(self, lost):
                    target.sendall(said)
        self.close()

    def close(self) -> None:
        for sock in (self.near, self.far):
            with contextlib.suppress(OSError):
                sock.shutdown(socket.SHUT_RDWR)
            sock.close()
