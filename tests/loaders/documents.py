"""Small documents made for the tests: a paragraph is a list of ``(text, bold)``; run as a script it writes those of data/samples."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Sequence
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

Runs = Sequence[tuple[str, bool]]
TALK: list[Runs] = [
    [("A talk in the garden", False)],
    [("Interviewer: ", True), ("Who looks after the garden now? 🌱", False)],
    [("Zoé: ", True), ("We do. 👩🏽‍🌾 Everyone waters a bed.", False)],
    [("I keep the keys, cafe\u0301 keys too.", False)],
    [("Interviewer: ", True), ("שלום, and thank you.", False)],
    [("Zoé: ", True), ("See you on Friday.", False)],
]
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def docx(paras: Sequence[Runs], *, body: str = "", comments: str = "", name: str = "word/document.xml") -> bytes:
    """A Word document; ``body`` is further WordprocessingML behind the paragraphs, ``comments`` the text of a comment."""
    text = "".join(
        "<w:p>"
        + "".join(f"<w:r>{'<w:rPr><w:b/></w:rPr>' if bold else ''}<w:t xml:space='preserve'>{escape(t)}</w:t></w:r>" for t, bold in runs)
        + "</w:p>"
        for runs in paras
    )
    parts = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        name: f'<w:document xmlns:w="{_W}" xmlns:r="{_R}"><w:body>{text}{body}</w:body></w:document>',
    }
    if comments:
        parts["word/comments.xml"] = (
            f'<w:comments xmlns:w="{_W}"><w:comment w:author="Ana"><w:p><w:r><w:t>{comments}</w:t></w:r></w:p></w:comment></w:comments>'
        )
    return zipped(parts)


def odt(paras: Sequence[Runs], *, body: str = "") -> bytes:
    """An OpenDocument text."""
    spans = (
        "".join(f"<text:span text:style-name={quoteattr('T1' if bold else 'T2')}>{escape(t)}</text:span>" for t, bold in runs)
        for runs in paras
    )
    text = "".join(f"<text:p>{span}</text:p>" for span in spans)
    spaces = " ".join(
        f'xmlns:{k}="urn:oasis:names:tc:opendocument:xmlns:{v}:1.0"'
        for k, v in {"office": "office", "text": "text", "style": "style", "table": "table", "fo": "xsl-fo-compatible"}.items()
    )
    styles = '<style:style style:name="T1"><style:text-properties fo:font-weight="bold"/></style:style>'
    content = (
        f"<office:document-content {spaces}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:text>{text}{body}</office:text></office:body></office:document-content>"
    )
    return zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content})


def zipped(parts: dict[str, str]) -> bytes:
    """A ZIP archive that is the same byte by byte each time."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            info = zipfile.ZipInfo(name, (2021, 5, 12, 10, 0, 0))
            info.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(info, content.encode())
    return out.getvalue()


def pdf(pages: Sequence[Sequence[Runs]], *, packed: bool = False) -> bytes:
    """A PDF with one line a paragraph, 14 points apart; its fonts say which letters they mean by a ToUnicode table."""
    letters = sorted({c for page in pages for runs in page for t, _ in runs for c in t})
    code = {c: n + 1 for n, c in enumerate(letters)}
    table = "".join(f"<{n:04x}> <{c.encode('utf-16-be').hex()}>\n" for c, n in code.items())
    cmap = (
        "/CIDInit /ProcSet findresource begin begincmap\n1 begincodespacerange <0000> <ffff> endcodespacerange\n"
        f"{len(code)} beginbfchar\n{table}endbfchar\nendcmap end"
    ).encode()
    objects: list[bytes] = [b"", b""]

    def add(content: bytes) -> int:
        objects.append(content)
        return len(objects)

    def stream(content: bytes) -> bytes:
        kept = zlib.compress(content) if packed else content
        return b"<< /Length %d%s >>\nstream\n%s\nendstream" % (len(kept), b" /Filter /FlateDecode" if packed else b"", kept)

    unicode = add(stream(cmap))
    fonts = []
    for name in (b"Garden", b"Garden-Bold"):
        down = add(
            b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /%s /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) "
            b"/Supplement 0 >> /DW 500 /FontDescriptor << /Type /FontDescriptor /FontName /%s "
            b"/FontBBox [0 -200 1000 800] /Ascent 800 /Descent -200 >> >>" % (name, name)
        )
        fonts.append(
            add(
                b"<< /Type /Font /Subtype /Type0 /BaseFont /%s /Encoding /Identity-H /DescendantFonts [%d 0 R] /ToUnicode %d 0 R >>"
                % (name, down, unicode)
            )
        )
    kids = []
    for page in pages:
        code_of = "".join(
            f"BT 1 0 0 1 72 {780 - 14 * n} Tm "
            + " ".join(f"/F{2 if bold else 1} 10 Tf <{''.join(f'{code[c]:04x}' for c in t)}> Tj" for t, bold in runs)
            + " ET\n"
            for n, runs in enumerate(page)
            if runs
        )
        content = add(stream(code_of.encode()))
        kids.append(
            add(
                b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R "
                b"/Resources << /Font << /F1 %d 0 R /F2 %d 0 R >> >> >>" % (content, *fonts)
            )
        )
    objects[0] = b"<< /Type /Catalog /Pages 2 0 R >>"
    objects[1] = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(kids), b" ".join(b"%d 0 R" % k for k in kids))
    out, places = bytearray(b"%PDF-1.7\n"), []
    for n, one in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (n, one)
    begin = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, b"".join(b"%010d 00000 n \n" % p for p in places))
    out += b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, begin)
    return bytes(out)


def rtf(paras: Sequence[Runs]) -> bytes:
    """An RTF document; what is beyond ASCII stands as its UTF-16 numbers."""

    def coded(text: str) -> str:
        raw = text.encode("utf-16-le")
        units = [int.from_bytes(raw[n : n + 2], "little", signed=True) for n in range(0, len(raw), 2)]
        return "".join(chr(u) if 32 <= u < 127 and chr(u) not in "\\{}" else f"\\u{u}?" for u in units)

    body = "".join("".join(f"{{\\b {coded(t)}}}" if bold else coded(t) for t, bold in runs) + "\\par\n" for runs in paras)
    return f"{{\\rtf1\\ansi\\ansicpg1252\\deff0{{\\fonttbl{{\\f0 Times;}}}}\n{body}}}".encode("ascii")


def deleted(text: str) -> str:
    """A paragraph of WordprocessingML in which this text is struck out."""
    return f"<w:p><w:r><w:t>kept </w:t></w:r><w:del><w:r><w:delText>{text}</w:delText></w:r></w:del></w:p>"


if __name__ == "__main__":
    samples = Path(__file__).parents[2] / "data" / "samples"
    (samples / "docx.docx").write_bytes(docx(TALK, body=deleted("a word too many"), comments="why keys?"))
    (samples / "odt.odt").write_bytes(odt(TALK))
    (samples / "rtf.rtf").write_bytes(rtf(TALK))
    (samples / "pdf.pdf").write_bytes(pdf([TALK]))
