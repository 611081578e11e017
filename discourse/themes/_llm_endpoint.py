"""A language model behind an address that speaks the protocol of OpenAI: one request, one answer or the reason why there is none.

It goes to the named address only: no redirect is followed, and no key is taken that was not named. It does not try again.
"""

from __future__ import annotations

import ipaddress
import os
import threading
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from functools import cached_property
from time import time
from typing import Any, Protocol
from urllib.parse import urlsplit

from discourse.errors import EndpointError, MissingExtra

Messages = list[dict[str, str]]


class Model(Protocol):
    """What `find_with_llm` needs of a model. An attribute ``name`` says which one it is."""

    def complete(self, messages: Messages) -> str:
        """The answer to ``[{"role": "system", "content": …}, {"role": "user", "content": …}]``."""


class NoAnswer(Exception):
    """Why a request has no answer: what kind of failure, whether another try may help, and after how many seconds."""

    def __init__(self, kind: str, said: str, *, again: bool = False, wait: float | None = None, hopeless: bool = False) -> None:
        super().__init__(said)
        self.kind, self.again, self.wait, self.hopeless = kind, again, wait, hopeless


@dataclass(frozen=True)
class Endpoint:
    """A model at an address; `find_with_llm` makes one of ``endpoint`` and ``model``."""

    url: str
    model: str
    key_from: str | None = None
    timeout: float = 60.0
    temperature: float | None = 0.0
    usage: Counter[str] = field(default_factory=Counter, compare=False)
    """Tokens that the server says it read and wrote."""
    answered_as: set[str] = field(default_factory=set, compare=False)
    """Names of the model in the server's answers."""
    _lock: threading.Lock = field(default_factory=threading.Lock, compare=False, repr=False)

    def __post_init__(self) -> None:
        try:
            parts = urlsplit(self.url)
            host, _ = parts.hostname, parts.port
        except ValueError as error:
            raise EndpointError(f"{self.url!r} is no address: {error}") from error
        if parts.scheme not in ("http", "https") or not host:
            raise EndpointError(f"{self.url!r} is no address; write it as http://127.0.0.1:11434/v1")
        if parts.username or parts.password or parts.query:
            raise EndpointError(
                "the address holds a password, key or query, which would end up in logs; put the key into an environment variable "
                "and name that: asking=dc.Asking(key_from='MY_KEY')"
            )
        if not self.model:
            raise EndpointError(f"which model at {self.url}? name it: model='llama3.2'")
        if self.key_from and not os.environ.get(self.key_from):
            raise EndpointError(f"the environment variable {self.key_from!r}, which should hold the key, is not set or empty")

    @property
    def name(self) -> str:
        """Model and address, as the record has them."""
        return f"{self.model} at {self.url}"

    @property
    def about(self) -> dict[str, Any]:
        """What is known of the model, for the record."""
        return {"provider": self.url, "model": self.model, "tokens": dict(self.usage), "answered_as": sorted(self.answered_as)}

    @property
    def is_here(self) -> bool:
        """Whether the address is this computer itself."""
        host = urlsplit(self.url).hostname or ""
        try:
            return ipaddress.ip_address(host).is_loopback
        except ValueError:
            return host == "localhost"

    def complete(self, messages: Messages) -> str:
        """The answer; raises NoAnswer."""
        import openai

        with self._lock:
            client = self._client
        wanted: dict[str, Any] = {} if self.temperature is None else {"temperature": self.temperature}
        try:
            said = client.chat.completions.create(model=self.model, messages=messages, **wanted)
        except openai.APITimeoutError as error:
            raise NoAnswer("timeouts", f"no answer within {self.timeout:g} seconds", again=True) from error
        except openai.APIStatusError as error:
            raise _status(error.status_code, error.response.headers, str(error.message)) from error
        except openai.APIConnectionError as error:
            raise NoAnswer("failed", f"no connection: {error.__cause__ or error}", again=True) from error
        except (openai.APIError, ValueError) as error:
            raise NoAnswer("failed", f"the answer cannot be read: {error}", again=True) from error
        return self._content(said)

    def close(self) -> None:
        """Close the connections; what is still on its way ends with an error."""
        if client := vars(self).pop("_client", None):
            client.close()

    def _content(self, said: Any) -> str:
        choices = getattr(said, "choices", None)
        first = choices[0] if isinstance(choices, list) and choices else None
        message = getattr(first, "message", None)
        if message is None:
            told = said if isinstance(said, str) else getattr(said, "error", None) or "no choices in it"
            raise NoAnswer("failed", f"the server's answer is not that of a chat completion: {str(told)[:200]}")
        with self._lock:
            usage = getattr(said, "usage", None)
            for name, key in (("read", "prompt_tokens"), ("written", "completion_tokens")):
                tokens = getattr(usage, key, None)
                self.usage[name] += tokens if isinstance(tokens, int) else 0
            if isinstance(model := getattr(said, "model", None), str):
                self.answered_as.add(model)
        ended = getattr(first, "finish_reason", None)
        if refusal := getattr(message, "refusal", None):
            raise NoAnswer("refused", str(refusal)[:200])
        if ended == "content_filter":
            raise NoAnswer("refused", "held back by the server's content filter")
        if ended == "length":
            raise NoAnswer("truncated", "the answer was cut off by the server's limit of tokens")
        content = getattr(message, "content", None)
        if not isinstance(content, str) or not content.strip():
            raise NoAnswer("empty", "the answer is empty")
        return content

    @cached_property
    def _client(self) -> Any:
        openai = import_openai()
        client = openai.OpenAI(
            base_url=self.url,
            api_key=os.environ[self.key_from] if self.key_from else "none",
            timeout=self.timeout,
            max_retries=0,
            http_client=openai.DefaultHttpxClient(follow_redirects=False, trust_env=not self.is_here, timeout=self.timeout),
        )
        client.organization = client.project = None  # the library takes them from variables that were set for somebody else
        return client


def import_openai() -> Any:
    """The library, or the error that says how to get it."""
    try:
        import openai
    except ImportError as error:
        raise MissingExtra("talking to a model needs the library openai: pip install 'discourse-lab[llm]'") from error
    return openai


def _status(code: int, headers: Any, said: str) -> NoAnswer:
    told = f"the server answers {code}: {said[:200]}"
    if 300 <= code < 400:
        return NoAnswer("failed", f"the server answers {code} and points elsewhere, and only the named address is asked", hopeless=True)
    if code in (401, 402, 403, 404, 405):
        return NoAnswer("failed", told, hopeless=True)
    again = code in (408, 409, 429) or code >= 500
    return NoAnswer("busy" if code == 429 else "failed", told, again=again, wait=_wait(headers))


def _wait(headers: Any) -> float | None:
    """The seconds that the server asks to wait, a minute at most."""
    said = headers.get("retry-after") or ""
    try:
        return min(60.0, max(0.0, float(said)))
    except ValueError:
        pass
    try:
        return min(60.0, max(0.0, parsedate_to_datetime(said).timestamp() - time()))
    except (ValueError, TypeError):
        return None


__all__: Sequence[str] = ("Endpoint", "Messages", "Model", "NoAnswer", "import_openai")
