"""What a reader is told before and after a model is asked: what goes where, at what price, and what was thrown away. It sends nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from discourse.corpus import plural
from discourse.themes._llm_endpoint import Endpoint, Model
from discourse.themes._llm_prompt import tokens

COUNTED = {
    "invented": "quotes that are not in the text",
    "unknown_code": "codes that are not in the codebook",
    "malformed": "findings without code or quote",
    "doubled": "findings told twice",
    "bad_json": "answers that are no JSON of the form asked for",
    "refused": "answers refused",
    "truncated": "answers cut off",
    "empty": "empty answers",
    "timeouts": "requests without an answer in time",
    "busy": "requests turned away as too many",
    "failed": "requests that failed",
    "damaged_cache": "kept answers that were damaged, and asked for anew",
    "not_kept": "answers that the cache could not keep",
}


@dataclass(frozen=True)
class Plan:
    """What would be sent, or is."""

    model: Model | None
    utterances: int
    codes: int
    requests: int
    kept: int
    """Questions that the cache answers."""
    tokens_read: int
    tokens_written: int
    cost: float | None

    @classmethod
    def of(
        cls, model: Model | None, asked: Sequence[str], system: str, price: tuple[float, float] | None, size: tuple[int, int, int]
    ) -> Plan:
        """The plan for asking about these texts; ``size`` counts utterances, codes, and the questions that the cache answers."""
        read = sum(map(tokens, asked)) + len(asked) * (tokens(system) + 30)
        written = sum(tokens(text) // 3 for text in asked) + 100 * len(asked)
        cost = None if price is None else (read * price[0] + written * price[1]) / 1e6
        utterances, codes, kept = size
        return cls(model, utterances, codes, len(asked), kept, read, written, cost)

    @property
    def estimate(self) -> dict[str, Any]:
        """For the record."""
        return {"requests": self.requests, "tokens_read": self.tokens_read, "tokens_written": self.tokens_written, "cost": self.cost}

    def told(self, *, send: bool) -> str:
        """The plan in a few lines."""
        kept = f", and {self.kept:,} in the cache already" if self.kept else ""
        lines = {
            "texts": f"{plural(self.utterances, 'utterance')} in {plural(self.requests, 'request')}{kept}, "
            f"with a codebook of {plural(self.codes, 'code')}",
            "to": _where(self.model),
            "tokens": f"about {self.tokens_read:,} read, {self.tokens_written:,} written: an estimate",
            "cost": f"about {self.cost:,.2f}, by the price that you gave"
            if self.cost is not None
            else "unknown; asking=dc.Asking(price=(read, written)) per million tokens multiplies it out",
            "privacy": _privacy(self.model),
        }
        if not send:
            lines["to send"] = 'the same call with send=True; preview.attrs["prompts"].frame holds each text'
        head = "find_with_llm: sending" if send else "find_with_llm: a dry run, nothing was sent"
        return "\n".join([head, *(f"  {what:<9} {told}" for what, told in lines.items())])


def result(passages: int, counts: Mapping[str, int]) -> str:
    """One line on what came back, with all that was thrown away.

    >>> from collections import Counter
    >>> result(1, Counter(requests=2, answered=2, invented=3))
    '2 of 2 requests answered, 1 passage found; thrown away: 3 (quotes that are not in the text)'
    """
    away = ", ".join(f"{counts[kind]:,} ({told})" for kind, told in COUNTED.items() if counts[kind])
    answered = f"{counts['answered']:,} of {plural(counts['requests'], 'request')} answered, {plural(passages, 'passage')} found"
    return f"{answered}; thrown away: {away}" if away else answered


def _where(model: Model | None) -> str:
    if model is None:
        return "nobody: no endpoint is named"
    if isinstance(model, Endpoint):
        return f"{model.url}, model {model.model!r}"
    return f"{getattr(model, 'name', '') or type(model).__name__}, which is your own object: what it does with the texts is its own affair"


def _privacy(model: Model | None) -> str:
    if isinstance(model, Endpoint) and model.is_here:
        return "the texts stay on this computer, if the program at this address keeps them here"
    advice = "may they? Think of consent, names in the texts, and where the server stands"
    if isinstance(model, Endpoint):
        plain = " and UNENCRYPTED" if urlsplit(model.url).scheme == "http" else ""
        return f"the texts leave this computer, as they are{plain}, for {urlsplit(model.url).hostname}; {advice}"
    return f"the texts go out as they are; {advice}"


__all__: Sequence[str] = ("COUNTED", "Plan", "result")
