"""Who wrote what, inferred from evidence on the page and said how; never a guess. It changes no text.

named_by        the evidence
stated          a name stands over it (or in the byline of the post)
signed          it ends with a name: after a dash or a closing, on a line of its own, or one known from elsewhere
answered        the first reply to it opens with one name: "Hi Vanessa, …"
addressed       a later comment beside it speaks to one name that nobody else bears, and only it can be meant;
                the post: comments open with the name of its author, or another page speaks of "Helen’s post"
thread author   it thanks for comments, speaks of "my post", or answers as the author does elsewhere
unknown         none of these

What does not count: a greeting to several or to all, a name that another comment bears, "Thanks, Helen" at the end, a
reply that may speak to another reply, two comments that could both be meant. One person gets one name on the whole page:
the one that stands over a comment, else the shorter form by which people call them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from discourse.loaders._address import addressees, signature
from discourse.loaders._cues import BYLINE, HOST, OWNER, any_of
from discourse.loaders._entries import Entry
from discourse.loaders._heads import is_name
from discourse.loaders._times import WHEN

Named = tuple[str | None, str]

_BY = re.compile(
    rf"(?:(?:^|(?<=\W))(?i:by|von|par|por|da|door|{any_of(b for b in BYLINE if b.split()[-1] in ('by', 'von', 'par', 'por', 'da'))})\s|"
    r"(?:Author|Autor|AUTHOR):?\s?)\s?(?P<name>(?=[^\W\d_]).{2,60})"
)


def name_everybody(entries: Sequence[Entry], author: str | None = None) -> list[Named]:
    """The participant and ``named_by`` of each entry; ``author`` is the name in the byline of the post, if there is one."""
    return _Page(entries, author).named()


def author_in_byline(byline: Sequence[str]) -> str | None:
    """The name after "by" in the lines between title and post.

    >>> author_in_byline(["Posted in Work by Ana Berg on 3 March 2020"]), author_in_byline(["2 responses"])
    ('Ana Berg', None)
    """
    text = " ".join(byline)[:400]
    for match in _BY.finditer(text):
        name = match["name"]
        name = name[: when.start()] if (when := WHEN.search(name)) else name
        name = re.split(r"\s(?:on|am|le|el|il|in|at)(?:\s|$)|[|·•,(–—]|\s-\s|\d", name)[0].strip()
        if is_name(name) and (name[0].isupper() or " " not in name) and len(name.split()) <= 4:
            return name
    return None


class _People:
    """Names, to be asked whether one of them can be the same person's; quick for many."""

    def __init__(self, names: Iterable[str] = ()) -> None:
        self._by_first: dict[str, dict[tuple[str, ...], str]] = {}
        for name in names:
            self.add(name)

    def add(self, name: str) -> None:
        if words := _words(name):
            self._by_first.setdefault(words[0], {}).setdefault(words, name)

    def alike(self, name: str) -> list[str]:
        """Those that are this name, or of which one is the first name of the other."""
        words = _words(name)
        near = self._by_first.get(words[0], {}) if words else {}
        return (
            [near[words]]
            if len(words) > 1 and words in near and (words[0],) not in near
            else [n for w, n in near.items() if _alike(w, words)]
        )


class _Page:
    """What is known so far while the rules are applied in turn."""

    def __init__(self, entries: Sequence[Entry], author: str | None) -> None:
        self.entries = [e for e in entries if e.kind != "pingback"]
        self.every = entries
        self.by_number = {e.number: e for e in entries}
        self.siblings: dict[str | None, list[Entry]] = {}
        for entry in self.entries:
            self.siblings.setdefault(entry.reply_to, []).append(entry)
        self.texts = {e.number: e.text for e in self.entries}
        self.known: dict[str, tuple[str, str]] = {e.number: (e.head.name, "stated") for e in self.entries if e.head}
        self.people = _People(name for name, _ in self.known.values())
        badge = next((e.head.name for e in self.entries if e.head and e.head.author), None)
        self.author = author or badge
        self.stated = _People(name for name, _ in self.known.values())
        if self.author:
            self.author = self._stated_form(self.author)
            self.stated.add(self.author)
        calls = {n: addressees(t) for n, t in self.texts.items() if n != "0"}
        self.owners = [m[1] for e in entries if e.number != "0" for m in OWNER.finditer(e.text[:4000])]
        said = [
            *(name for name, _ in self.known.values()),
            *filter(None, [self.author]),
            *self.owners,
            *(n for names, sure in calls.values() if sure for n in names),
        ]
        self.names = {form for name in said for form in _forms(name)}
        self.calls = {n: call if call[0] else addressees(self.texts[n], self.names) for n, call in calls.items()}

    def named(self) -> list[Named]:
        """Apply the rules in the order of how sure they are."""
        if "0" in self.by_number and self.author:
            self._settle("0", self.author, "stated")
        self._signed()
        self._answered()
        if self.author is None:
            self._find_author()
        self._author_speaks()
        for _ in range(10):  # each round may settle whom the next one can mean
            if not self._addressed():
                break
        self._one_name_each()
        return [self.known.get(e.number, (None, "unknown")) for e in self.every]

    def _signed(self) -> None:
        for entry in self._unnamed():
            name = signature(self.texts[entry.number], self.names)
            called, _ = self.calls.get(entry.number, ([], False))
            if name and not any(_same(name, other) for other in called):
                self._settle(entry.number, name, "signed")
        if self.author is None and "0" in self.known:
            self.author = self.known["0"][0]

    def _answered(self) -> None:
        for entry in self._unnamed():
            if entry.number == "0":
                continue
            proposed: list[str] = []
            earlier = _People()
            for reply in self.siblings.get(entry.number, []):
                names, sure = self.calls[reply.number]
                if sure and len(names) == 1 and not earlier.alike(names[0]) and not self._taken(names[0]):
                    proposed += names
                if reply.number not in self.known:
                    break  # what follows may speak to this one
                earlier.add(self.known[reply.number][0])
            if proposed and all(_same(name, proposed[0]) for name in proposed):
                self._settle(entry.number, proposed[0], "answered")

    def _find_author(self) -> None:
        """Votes: an opening to a name that no earlier comment can bear 2, else 1; "Helen’s post" 2; a host's signature 2."""
        votes: Counter[str] = Counter()
        spoken: set[str] = set()
        comments = self.siblings.get("0", [])
        commenters = _People(self.known[e.number][0] for e in comments if e.number in self.known)
        open_ones = False
        for entry in comments:
            names, sure = self.calls[entry.number]
            for name in names:
                if not commenters.alike(name):
                    votes[_short(name)] += 2 if sure and not open_ones else 1
                    spoken.add(_short(name))
            open_ones = open_ones or entry.number not in self.known
        for name in self.owners:
            if not commenters.alike(name):
                votes[_short(name)] += 2
                spoken.add(_short(name))
        for entry in self.entries:
            if "." in entry.number and self.known.get(entry.number, ("", ""))[1] in ("signed", "stated"):
                host = HOST.search(self._evidence(entry)) is not None
                name = self.known[entry.number][0]
                if (host or _short(name) in spoken) and not commenters.alike(name):
                    votes[_short(name)] += 2
        best = votes.most_common(2)
        if not best or best[0][1] < 2 or (len(best) > 1 and best[1][1] == best[0][1]):
            return
        name = self._stated_form(self._called(best[0][0]))
        self.author = name
        if "0" in self.by_number:
            self._settle("0", name, "addressed" if best[0][0] in spoken else "thread author")

    def _author_speaks(self) -> None:
        if self.author is None:
            return
        for entry in self._unnamed():
            names, _ = self.calls.get(entry.number, ([], False))
            if not any(_same(name, self.author) for name in names) and HOST.search(self._evidence(entry)):
                self._settle(entry.number, self.author, "thread author")
        inner = [e for e in self.entries if "." in e.number]
        theirs = [e for e in inner if e.number in self.known and _same(self.known[e.number][0], self.author)]
        if not theirs or len(theirs) < sum(e.number in self.known for e in inner):
            return
        for entry in inner:
            names, sure = self.calls[entry.number]
            above = self.known.get(entry.reply_to or "", ("", ""))[0]
            if entry.number not in self.known and sure and len(names) == 1 and _same(names[0], above) and not _same(above, self.author):
                self._settle(entry.number, self.author, "thread author")

    def _addressed(self) -> bool:
        proposed: dict[str, set[str]] = {}
        for beside in self.siblings.values():
            open_ones: list[Entry] = []
            for entry in beside:
                names, sure = self.calls.get(entry.number, ([], False))
                new = [n for n in names if sure and not self._taken(n) and not (self.author and _same(n, self.author))]
                if len(new) == 1 and len(open_ones) == 1:
                    can = open_ones[0].number
                    if not any(_same(new[0], other) for other in self.calls[can][0]):
                        proposed.setdefault(can, set()).add(new[0])
                if entry.number not in self.known and entry.number != "0":
                    open_ones.append(entry)
        settled = {number: names.pop() for number, names in proposed.items() if len(names) == 1}
        for number, name in settled.items():
            self._settle(number, name, "addressed")
        return bool(settled)

    def _one_name_each(self) -> None:
        for number, (name, how) in self.known.items():
            if how != "stated":
                self.known[number] = (self._stated_form(name), how)

    def _unnamed(self) -> list[Entry]:
        return [e for e in self.entries if e.number not in self.known]

    def _evidence(self, entry: Entry) -> str:
        text = self.texts[entry.number]
        return text if len(text) < 3000 else text[:2000] + "\n" + text[-1000:]

    def _settle(self, number: str, name: str, how: str) -> None:
        self.known[number] = (name, how)
        self.people.add(name)

    def _taken(self, name: str) -> bool:
        """Whether some contribution is known to be by this person."""
        return bool(self.people.alike(name))

    def _called(self, short: str) -> str:
        every: Iterable[str] = (n for names, _ in self.calls.values() for n in names)
        forms = [n for n in [*every, *(name for name, _ in self.known.values()), *self.owners] if _short(n) == short]
        return min(forms, key=lambda n: (len(n.split()), forms.index(n)))

    def _stated_form(self, name: str) -> str:
        """The one stated name of which this is the first word; the name itself where there is none, or more than one."""
        full = self.stated.alike(name)
        return full[0] if len(full) == 1 else name


def _forms(name: str) -> set[str]:
    return {name.casefold(), name.split()[0].casefold()} if name.strip() else set()


def _short(name: str) -> str:
    return name.split()[0].lstrip("@").casefold()


def _words(name: str) -> tuple[str, ...]:
    return tuple(name.lstrip("@").casefold().split())


def _alike(first: tuple[str, ...], second: tuple[str, ...]) -> bool:
    return first == second or ((len(first) == 1 or len(second) == 1) and first[0] == second[0])


def _same(a: str, b: str) -> bool:
    """Whether two names can be one person's: alike, or one is the first name of the other."""
    first, second = _words(a), _words(b)
    return bool(first and second) and _alike(first, second)
