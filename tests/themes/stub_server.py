"""A server on this computer that speaks the protocol of a language model, and misbehaves as it is told. It knows no language."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Reply = Callable[["Request"], None]


class Request(BaseHTTPRequestHandler):
    """One request; ``text`` is what stands between the two lines around the data."""

    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        size = int(self.headers.get("content-length", 0))
        self.body: dict[str, Any] = json.loads(self.rfile.read(size))
        self.text: str = self.body["messages"][-1]["content"].split("\n", 1)[1].rsplit("\n", 1)[0]
        stub: Stub = self.server.stub  # type: ignore[attr-defined]
        with stub.lock:
            stub.seen.append({"path": self.path, "headers": dict(self.headers), **self.body, "text": self.text})
            number = len(stub.seen)
            stub.running += 1
            stub.most = max(stub.most, stub.running)
        try:
            stub.reply(self, number)
        except (BrokenPipeError, ConnectionResetError):
            pass  # the other side gave up, which is what some tests want
        finally:
            with stub.lock:
                stub.running -= 1

    def answer(self, content: str | None, **more: Any) -> None:
        """A well-formed completion with this content; ``finish_reason`` and ``refusal`` may be told."""
        message = {"role": "assistant", "content": content, "refusal": more.pop("refusal", None)}
        choice = {"index": 0, "message": message, "finish_reason": more.pop("finish_reason", "stop")}
        said = {
            "id": "1", "object": "chat.completion", "created": 1, "model": "stub-of-today", "choices": [choice],
            "usage": {"prompt_tokens": 100, "completion_tokens": 10, "total_tokens": 110},
        }  # fmt: skip
        self.send(200, json.dumps(said))

    def find(self, *codings: tuple[str, str]) -> None:
        """Codings as (code, quote)."""
        self.answer(json.dumps({"codings": [{"code": c, "quote": q, "why": "it says so"} for c, q in codings]}))

    def send(self, status: int, body: str, content_type: str = "application/json", **headers: str) -> None:
        coded = body.encode()
        self.send_response(status)
        self.send_header("content-type", content_type)
        self.send_header("content-length", str(len(coded)))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(coded)

    def hang(self, seconds: float) -> None:
        time.sleep(seconds)
        self.answer('{"codings": []}')

    def cut_off(self) -> None:
        """Promise more bytes than come."""
        self.send_response(200)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", "5000")
        self.end_headers()
        self.wfile.write(b'{"choices": [')
        self.close_connection = True

    def log_message(self, format: str, *args: Any) -> None:
        """Keep quiet."""


class Stub:
    """The running server: its address, what it saw, and the most requests that ran side by side."""

    def __init__(self, reply: Callable[[Request, int], None]) -> None:
        self.reply, self.lock = reply, threading.Lock()
        self.seen: list[dict[str, Any]] = []
        self.running = self.most = 0
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Request)
        self.server.daemon_threads = True
        self.server.stub = self  # type: ignore[attr-defined]
        self.url = f"http://127.0.0.1:{self.server.server_port}/v1"


@contextmanager
def serve(reply: Callable[[Request, int], None]) -> Iterator[Stub]:
    """A stub that answers each request by ``reply(request, number)``, number counting from 1."""
    stub = Stub(reply)
    thread = threading.Thread(target=stub.server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield stub
    finally:
        stub.server.shutdown()
        stub.server.server_close()
        thread.join()
