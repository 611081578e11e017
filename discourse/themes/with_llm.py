"""find_with_llm: a language model of your choice reads with your codebook. It sends nothing unasked and believes no quote unseen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast
from warnings import warn

import pandas as pd
from tqdm import tqdm

from discourse.codebook import Codebook
from discourse.corpus import Corpus, as_utterances, plural
from discourse.errors import CodebookError, EndpointError, UnfinishedWarning
from discourse.frames import Carried
from discourse.themes._as_codings import Passage, as_codings
from discourse.themes._llm_answer import NotJson, hold_against, read_answer
from discourse.themes._llm_ask import ANSWERED, Asked, Outcome
from discourse.themes._llm_cache import Damaged, keep, kept, open_cache
from discourse.themes._llm_endpoint import Endpoint, Model, import_openai
from discourse.themes._llm_plan import COUNTED, Plan, result
from discourse.themes._llm_prompt import VERSION, Questions, ask_about, fingerprint, instructions


@dataclass(frozen=True)
class Asking:
    """How `find_with_llm` asks.

    Parameters
    ----------
    further
        Instructions of your own, put before the codebook.
    key_from
        The name of the environment variable that holds the key. None sends none; no variable is read that is not named here.
    temperature
        0 for the likeliest answer; None leaves it to the server, as some models demand.
    price
        What a million tokens cost, read and written, in your currency: ``(0.15, 0.60)``. It is multiplied, not looked up.
    timeout
        Seconds without a sign of the server before a request is given up.
    at_once
        How many requests run side by side.
    piece
        The most code points of text in one request; a longer utterance is cut where a paragraph or a sentence ends.

    >>> Asking(price=(0.15, 0.60)).at_once
    4
    """

    further: str = ""
    key_from: str | None = None
    temperature: float | None = 0.0
    price: tuple[float, float] | None = None
    timeout: float = 60.0
    at_once: int = 4
    piece: int = 6_000

    def __post_init__(self) -> None:
        for name, least in (("timeout", 0.001), ("at_once", 1), ("piece", 100)):
            if getattr(self, name) < least:
                raise EndpointError(f"Asking({name}={getattr(self, name)}): it must be at least {least}")


TRIES = 4


def find_with_llm(
    corpus: Corpus | Sequence[str] | pd.Series,
    book: Codebook,
    *,
    endpoint: str | Model | None = None,
    model: str = "",
    send: bool = False,
    cache: str | Path | None = None,
    asking: Asking | None = None,
    coder: str | None = None,
    progress: bool = False,
) -> pd.DataFrame:
    """Let a language model suggest codings: the codebook goes into the prompt, each text is data, each quote is checked.

    Without ``send=True`` nothing leaves this process: the call prints what would be sent where, about how many tokens that
    is, what it costs and who would read it, and gives a frame without rows whose ``attrs["prompts"].frame`` holds each text and
    ``attrs["llm"]["instructions"]`` what is asked about it.

    Parameters
    ----------
    corpus
        A Corpus, or texts, which are then the utterances "1", "2", …. Only texts are sent, no names, ids or times but those in
        them. Empty texts are not sent; the same text is sent once.
    book
        A Codebook; the better its definitions, the better the codings.
    endpoint
        The address of any server that speaks OpenAI's protocol, such as ``http://127.0.0.1:11434/v1`` for Ollama on this
        computer (pip install 'discourse-lab[llm]'); or any object with ``complete(messages) -> str``. It may raise
        TimeoutError or ConnectionError to be asked again.
    model
        The name of the model at this address.
    send
        True once you have seen what would be sent, and may send it.
    cache
        A folder that keeps the answers, by the fingerprint of model and prompt, so that the same question is paid once. The
        answers quote your texts: keep the folder as safe as these. Several processes may share it.
    asking
        `Asking`: key, price, temperature, instructions of your own.
    coder
        The name in the column ``coder``; else "llm:MODEL:" and the beginning of the fingerprint of rules and codebook.
    progress
        Show a bar.

    Returns
    -------
    Codings ``utterance start end code coder quote score reason``. A quote counts only if it stands in the text word for word;
    its offsets are computed here. Where it stands several times, the first place that the code has not been given yet is
    taken, ``score`` is 0.5 and ``reason`` says so; else ``score`` is 1, which is no probability: models are poor judges of
    themselves. ``reason`` is the model's. Everything else is thrown away and counted in ``attrs["llm"]["counts"]``, beside
    endpoint, model, date, fingerprints and tokens, so that a log can hold them.

    Requests that fail are tried four times, with longer and longer pauses. Interrupting, a server that is gone, or a key
    that is refused ends the run; what was answered till then is given back with an UnfinishedWarning, and kept in ``cache``.

    Raises EndpointError when nothing was answered at all, no endpoint is named, or the cache cannot be written; MissingExtra;
    CodebookError for an empty codebook.

    Examples
    --------
    >>> class Parrot:
    ...     name = "parrot"
    ...
    ...     def complete(self, messages):
    ...         return '{"codings": [{"code": "ownership", "quote": "Ours", "why": "claims it"}, {"code": "ownership", "quote": "mine"}]}'
    >>> book = Codebook.from_yaml("codes: {ownership: {definition: Somebody says whose it is}}")
    >>> preview = find_with_llm(["😀 Ours, said Bo."], book, endpoint=Parrot())
    find_with_llm: a dry run, nothing was sent
      texts     1 utterance in 1 request, with a codebook of 1 code
      to        parrot, which is your own object: what it does with the texts is its own affair
      tokens    about 318 read, 102 written: an estimate
      cost      unknown; asking=dc.Asking(price=(read, written)) per million tokens multiplies it out
      privacy   the texts go out as they are; may they? Think of consent, names in the texts, and where the server stands
      to send   the same call with send=True; preview.attrs["prompts"].frame holds each text
    >>> found = find_with_llm(["😀 Ours, said Bo."], book, endpoint=Parrot(), send=True)
    find_with_llm: sending
    ...
    1 of 1 request answered, 1 passage found; thrown away: 1 (quotes that are not in the text)
    >>> found[["start", "end", "code", "quote", "reason"]].values.tolist()
    [[2, 6, 'ownership', 'Ours', 'claims it']]
    """
    asking = asking or Asking()
    if not isinstance(book, Codebook) or not len(book):
        raise CodebookError("find_with_llm needs a Codebook with at least one code, best with definitions; Codebook.read('codebook.yml')")
    said = as_utterances(corpus)
    ids, texts = said["id"].tolist(), said["text"].tolist()
    asked = _model(endpoint, model, asking)
    if send and asked is None:
        raise EndpointError("no endpoint is named, so nothing can be sent; endpoint='http://127.0.0.1:11434/v1', model='…', for instance")
    name = _name(asked, cache)
    system = instructions(book, asking.further)
    questions = Questions.of(texts, asking.piece, (str(VERSION), name, str(asking.temperature), system))
    folder = None if cache is None else open_cache(cache)
    counts: Counter[str] = Counter()
    answers = dict(_kept(folder, questions, counts))
    unknown = {key: text for key, text in questions.texts.items() if key not in answers}
    plan = Plan.of(asked, list(unknown.values()), system, asking.price, (len(texts), len(book), len(answers)))
    coder = coder or f"llm:{model or name or 'none'}:{fingerprint(system)[:8]}"
    record: dict[str, Any] = {
        "date": datetime.now(UTC).isoformat(timespec="seconds"),
        "prompt_sha256": fingerprint(system),
        "prompt_version": VERSION,
        "temperature": asking.temperature,
        "utterances": len(texts),
        "questions": len(questions.texts),
        "from_cache": len(answers),
        "estimate": plan.estimate,
        "sent": send,
    }
    print(plan.told(send=send))
    if not send or asked is None:
        preview = as_codings((), ids, texts, coder)
        preview.attrs["llm"] = record | _about(asked) | {"instructions": system}
        preview.attrs["prompts"] = Carried.of(questions.frame(ids))
        return preview

    run = Asked(asked, at_once=asking.at_once, tries=TRIES)
    last = ""
    try:
        to_ask = ((key, ask_about(text, system)) for key, text in unknown.items())
        for outcome in tqdm(run.outcomes(to_ask), total=len(unknown), desc=coder, disable=not progress):
            last = outcome.said
            if (answer := _readable(outcome, counts)) is not None:
                answers[outcome.key] = answer
                _keep(folder, outcome.key, answer, {"model": name, "date": record["date"]}, counts)
    except KeyboardInterrupt:
        run.stopped = "it was interrupted by hand"
    finally:
        if isinstance(asked, Endpoint):
            asked.close()
    counts.update(run.counts)
    if questions.texts and not answers and not any(counts[kind] for kind in ("answered", *ANSWERED)):
        raise EndpointError(f"{name or 'the model'} answered none of {len(unknown):,} requests: {run.stopped or last}")
    found = as_codings(_passages(questions, answers, book, counts), ids, texts, coder)
    told = {kind: counts[kind] for kind in ("requests", "answered", "retries", "claims", "ambiguous", *COUNTED)}
    found.attrs["llm"] = record | _about(asked) | {"counts": told, "stopped": run.stopped or None}
    print(result(len(found), counts))
    if run.stopped:
        left = len(unknown) - counts["requests"]
        part = f"{plural(left, 'request')} not sent, what was answered is given back"
        warn(f"find_with_llm stopped, since {run.stopped}; {part}", UnfinishedWarning, stacklevel=2)
    return found


def _model(endpoint: object, model: str, asking: Asking) -> Model | None:
    if endpoint is None:
        return None
    if isinstance(endpoint, str):
        import_openai()
        return Endpoint(endpoint.strip(), model, asking.key_from, asking.timeout, asking.temperature)
    if callable(getattr(endpoint, "complete", None)):
        return cast(Model, endpoint)
    raise EndpointError(f"endpoint: expected an address or an object with complete(messages), got {type(endpoint).__name__}")


def _name(model: Model | None, cache: object) -> str:
    name = str(getattr(model, "name", "") or "")
    if model is not None and not name and cache is not None:
        kind = type(model).__name__
        raise EndpointError(f"a cache must know whose answers it keeps: give your {kind} an attribute name, such as 'llama3.2 q4'")
    return name


def _about(model: Model | None) -> dict[str, Any]:
    if isinstance(model, Endpoint):
        return model.about
    return {"provider": None if model is None else type(model).__name__, "model": getattr(model, "name", None)}


def _kept(folder: Path | None, questions: Questions, counts: Counter[str]) -> Iterator[tuple[str, str]]:
    if folder is None:
        return
    for key in questions.texts:
        try:
            if (answer := kept(folder, key)) is not None:
                read_answer(answer)
                yield key, answer
        except (Damaged, NotJson):
            counts["damaged_cache"] += 1


def _readable(outcome: Outcome, counts: Counter[str]) -> str | None:
    """The answer, if it is one of the form that was asked for; else it is counted."""
    if outcome.answer is None:
        counts[outcome.failure] += 1
        return None
    counts["answered"] += 1
    try:
        read_answer(outcome.answer)
    except NotJson as why:
        counts[str(why)] += 1
        return None
    return outcome.answer


def _keep(folder: Path | None, key: str, answer: str, about: dict[str, str], counts: Counter[str]) -> None:
    try:
        if folder is not None:
            keep(folder, key, answer, about)
    except OSError:
        counts["not_kept"] += 1


def _passages(questions: Questions, answers: dict[str, str], book: Codebook, counts: Counter[str]) -> Iterator[Passage]:
    for key, text in questions.texts.items():
        if key in answers:
            claims = list(hold_against(text, read_answer(answers[key]), book, counts))
            for row, start in questions.places[key]:
                yield from (Passage(row, start + c.start, start + c.end, c.code, c.score, c.reason) for c in claims)


__all__: Sequence[str] = ("Asking", "find_with_llm")
