"""Open a source once: its bytes, its text, its hash, and what had to be taken out to make it text. It finds no format."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd

import discourse
from discourse.corpus import LEFT_OUT
from discourse.errors import EmptySource, LoadError, UndecodableText, UnknownFormat
from discourse.loaders._letters import candidates, guess, utf16_without_bom

BOMS = (
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
MAGIC = {
    b"%PDF-": "a PDF",
    b"PK\x03\x04": "a ZIP archive (such as DOCX or ODT)",
    b"\x89PNG": "a PNG picture",
    b"\xff\xd8\xff": "a JPEG picture",
    b"GIF8": "a GIF picture",
    b"\x1f\x8b": "a gzip archive",
    b"\xd0\xcf\x11\xe0": "an old Office file (XLS, DOC)",
    b"SQLite format 3": "an SQLite database",
    b"PAR1": "a Parquet file",
    b"ID3": "an MP3 recording",
    b"RIFF": "a recording or a film",
    b"\x7fELF": "a program",
}
LARGE = 8_000_000  # bytes from which on a file is read in pieces, with a bar that shows how far it is
_SAMPLE = 4_000_000
_JSON_LINE = re.compile(rb"\{[^\n]*\}[ \t\r]*\n\s*\{")
_SURROGATE = re.compile("[\ud800-\udfff]")


class Source:
    """Something to read: a path, the bytes of a file, a text, or a DataFrame.

    ``text`` is decoded when it is first asked for; ``encoding`` and ``notes`` then say how. ``removed`` has the columns
    of ``Corpus.left_out`` and lists what a text cannot hold (NUL, halves of surrogate pairs) with its line from 1.
    """

    def __init__(
        self, name: str, raw: bytes | str, encoding: str | None = None, frame: pd.DataFrame | None = None, path: Path | None = None
    ) -> None:
        self.name, self.asked, self.frame, self.path = name, encoding, frame, path
        self._raw: bytes | str | None = raw
        self.notes: list[str] = []
        self.removed: list[tuple[int, str, str, str]] = []
        self.encoding: str | None = None

    @property
    def raw(self) -> bytes | str:
        """The bytes of the file, or the text that was given."""
        if self._raw is None:  # let go, and asked for again
            self._raw = self.path.read_bytes() if self.path else b""
        return self._raw

    @raw.setter
    def raw(self, raw: bytes | str) -> None:
        self._raw = raw

    def let_go(self) -> None:
        """Free the bytes of a large file, once they are parsed: their hash is kept, and the file is there to be read again."""
        if self.path is not None and len(self.raw) > LARGE:
            _ = self.sha256
            self._raw = None

    @cached_property
    def sha256(self) -> str | None:
        """The hash of the bytes (of a text: in UTF-8); None for a DataFrame."""
        raw = self.raw.encode("utf-8", "surrogatepass") if isinstance(self.raw, str) else self.raw
        return None if self.frame is not None else hashlib.sha256(raw).hexdigest()

    @property
    def stem(self) -> str:
        """The file name without its suffix."""
        return Path(self.name).stem

    @property
    def suffix(self) -> str:
        """The suffix in small letters, with its dot."""
        return Path(self.name).suffix.lower()

    @property
    def head(self) -> bytes:
        """The first 64 bytes, for those who know a format by its mark."""
        return self.raw[:64].encode("utf-8", "replace") if isinstance(self.raw, str) else self.raw[:64]

    @cached_property
    def text(self) -> str:
        """The text with line ends as ``\\n``; raises EmptySource, UnknownFormat (binary) or UndecodableText."""
        text = self.raw if isinstance(self.raw, str) else _decode(self, self.raw)
        if "\r" in text:
            text = text.replace("\r\n", "\n").replace("\r", "\n")
        text = _clean(self, text)
        if not text[:1000].strip("\ufeff \t\n") and not text.strip("\ufeff \t\n"):
            raise EmptySource(f"{self.name}: there is no text in it; check that the file was saved")
        return text

    @cached_property
    def sample(self) -> Source:
        """The source itself, or of a large text its beginning up to a line's end: enough to know what it is.

        One large JSON value and what is no text are not cut, since their beginning alone is damaged.
        """
        raw = self.raw
        if self.frame is not None or len(raw) <= LARGE or isinstance(raw, str) or raw[:4096].count(0):
            return self
        start = raw[:_SAMPLE]
        cut = start.rfind(b"\n") + 1
        first = start.lstrip(b"\xef\xbb\xbf \t\r\n")
        a_value = first.startswith(b"[") or (first.startswith(b"{") and not _JSON_LINE.match(first))
        if first.startswith(b"<"):  # markup may be one long line
            cut = start.rfind(b">") + 1
        if not cut or a_value or start.startswith(tuple(MAGIC)):
            return self
        return Source(self.name, start[:cut], self.asked)

    def left_out(self, rows: list[tuple[int, str, str, str]]) -> pd.DataFrame:
        """These rows and what was removed, in the shape of ``Corpus.left_out``, in the order of the lines."""
        every = sorted([*self.removed, *rows], key=lambda row: row[0])
        return pd.DataFrame(every, columns=list(LEFT_OUT.columns)).astype(LEFT_OUT.dtypes.to_dict()) if every else LEFT_OUT.copy()

    def provenance(self, loader: str, **more: Any) -> dict[str, Any]:
        """Where a corpus comes from: source, loader, version, sha256, encoding, notes, and what the loader adds."""
        return {
            "source": self.name,
            "loader": loader,
            "version": str(vars(discourse)["__version__"]),
            "sha256": self.sha256,
            "encoding": self.encoding,
            **more,
            "notes": list(self.notes),
        }


def open_source(source: Any, encoding: str | None = None) -> Source:
    """A Source from a path, bytes, an open file, a DataFrame, or a text (a str with a line break in it).

    >>> open_source(b"caf\\xe9 au lait").text
    'café au lait'
    """
    if isinstance(source, Source):
        return source
    if isinstance(source, pd.DataFrame):
        return Source("DataFrame", b"", frame=source)
    if hasattr(source, "read") and not isinstance(source, Path):
        return _opened(Path(str(getattr(source, "name", "file"))).name, source.read(), encoding)
    if isinstance(source, (bytes, bytearray, memoryview)):
        return _opened("bytes", bytes(source), encoding)
    if isinstance(source, str) and (not source.strip() or "\n" in source or "\r" in source):
        return _opened("text", source, encoding)
    if not isinstance(source, (str, Path)):
        raise LoadError(f"cannot read a {type(source).__name__}; give a path, bytes, a text of several lines, or a DataFrame")
    path = Path(source).expanduser()
    try:
        raw = path.read_bytes()
    except FileNotFoundError as error:
        raise LoadError(f"{path}: there is no such file{_near(path)}") from error
    except (OSError, ValueError) as error:
        raise LoadError(f"{str(path)[:200]}: cannot be read ({getattr(error, 'strerror', None) or error})") from error
    return _opened(path.name, raw, encoding, path)


def slug(title: str, most: int = 40) -> str:
    """A readable name made of a title, at most 40 code points, cut at a word.

    >>> slug("Who owns the network? Notes from a café in Århus")
    'who-owns-the-network-notes-from-a-café'
    """
    words = re.findall(r"\w+", unicodedata.normalize("NFC", title.replace("’", "").replace("'", "")).lower())
    out = ""
    for word in words:
        if len(out) + len(word) + 1 > most:
            break
        out = f"{out}-{word}" if out else word
    return out or (words[0][:most] if words else "thread")


def _opened(name: str, raw: bytes | str, encoding: str | None, path: Path | None = None) -> Source:
    if not raw[:1000].strip() and not raw.strip():
        raise EmptySource(f"{name}: there is nothing in it (0 characters of text); check that the file was saved")
    return Source(name, raw, encoding, path=path)


def _near(path: Path) -> str:
    folder = path.parent
    if not folder.is_dir():
        return f", and no folder {str(folder)!r}"
    names = sorted(p.name for p in folder.iterdir() if not p.name.startswith("."))
    near = get_close_matches(path.name, names, n=3, cutoff=0.5)
    if near:
        return "; did you mean " + " or ".join(repr(n) for n in near) + "?"
    shown = ", ".join(names[:8]) + (f" and {len(names) - 8} more" if len(names) > 8 else "")
    return f"; the folder {str(folder.resolve())!r} has: {shown or 'nothing'}"


def _decode(source: Source, raw: bytes) -> str:
    asked = source.asked
    if asked is None:
        asked = next((name for mark, name in BOMS if raw.startswith(mark)), None) or utf16_without_bom(raw)
    if asked is None:
        for mark, what in MAGIC.items():
            if raw.startswith(mark):
                raise UnknownFormat(f"{source.name}: this is {what}, not a text; save or export it as text, CSV or XLSX first")
    try:
        text = raw.decode(asked or "utf-8")
        if asked == "utf-8" and text.startswith("\ufeff"):
            text = text[1:]
        source.encoding = asked or "utf-8"
        return text
    except LookupError as error:
        raise LoadError(f"{source.name}: no encoding is called {asked!r}; usual ones are 'utf-8', 'cp1252', 'utf-16', 'latin-1'") from error
    except UnicodeDecodeError as error:
        found = None if asked else guess(raw)
        if found is None:
            line = raw.count(b"\n", 0, error.start) + 1
            may_be = "" if asked or raw.count(0) else " or ".join(candidates(raw))
            raise UndecodableText(
                f"{source.name}: line {line}, byte {error.start} (0x{raw[error.start]:02x}) is no {asked or 'utf-8'} text; "
                + (f"it may be {may_be}; " if may_be else "")
                + "name the encoding, for instance encoding='cp1252' (Windows, Western Europe), or save the file as UTF-8"
            ) from error
        source.encoding, text = found
        source.notes.append(f"the file is not UTF-8; read as {source.encoding}, which is a guess: give encoding='…' if letters look wrong")
        return text


def is_unicode(text: str) -> bool:
    """Whether there is no half of a surrogate pair in a text."""
    if text.isascii():
        return True
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _clean(source: Source, text: str) -> str:
    for pattern, what, by, why in (
        (re.compile("\0+"), "NUL", "", "a NUL character is no text; removed"),
        (_SURROGATE, "half of a surrogate pair", "\ufffd", "no file can hold it; replaced by U+FFFD"),
    ):
        if (what == "NUL" and "\0" not in text) or (what != "NUL" and is_unicode(text)):
            continue
        lines, at, line = list(pattern.finditer(text)), 0, 1
        if what == "NUL" and sum(len(m.group()) for m in lines) > 0.1 * len(text):
            raise UnknownFormat(
                f"{source.name}: this is no text (every tenth character is NUL); save or export it as text, CSV or XLSX first"
            )
        for match in lines:
            line += text.count("\n", at, match.start())
            at = match.start()
            left, right = text[max(0, at - 20) : at].rpartition("\n")[2], text[at : at + 20].partition("\n")[0]
            around = pattern.sub("", left + right).strip()
            source.removed.append((line, what, _SURROGATE.sub("\ufffd", around), why))
        text = pattern.sub(by, text)
        source.notes.append(f"{what}: {len(lines)} times, see left_out")
    return text
