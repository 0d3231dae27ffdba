"""Files to paragraphs: text, Markdown, HTML (its main text), PDF (its text layer), DOCX.

Places refer to `Prose.original`: the characters of a text or Markdown file as they are decoded; for the other formats
the extracted text, its paragraphs joined by blank lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

from detente.errors import InputError, MissingExtra, Problem, TooLarge
from detente.reading.text.normalise import normalise
from detente.reading.text.prose import Paragraph, Piece, Prose

LIMIT = 20_000_000
"""Bytes of one file."""
UNPACKED = 60_000_000
"""Bytes of all that an office file holds, once unpacked."""
SUFFIXES = {
    ".txt": "txt", ".text": "txt", ".md": "md", ".markdown": "md", ".html": "html", ".htm": "html", ".xhtml": "html",
    ".pdf": "pdf", ".docx": "docx", "": "txt",
}  # fmt: skip
BULLET = re.compile(r"^\s*(?:[-*•–·+]|\(?\d{1,2}[.)]|\(?[a-z][.)])\s+")
LABELLED = re.compile(r"^\s*[A-Z][\w.'&/ -]{0,40}:\s")
MARKUP = re.compile(
    r"^\s{0,3}(?:#{1,6}\s+|>\s?|[-*+]\s+)|\*\*|__|(?<!\w)[*_](?=\S)|(?<=\S)[*_](?!\w)|!?\[(?=[^\]]*\]\()|\]\([^)]*\)|`+",
    re.M,
)


def bad(file: str, message: str, hint: str = "") -> InputError:
    """An input error about a file."""
    return InputError(Problem(message=message, file=file, hint=hint))


def ingest(path: Path) -> Prose:
    """A file. Raises InputError (missing, empty, binary, scanned, encrypted), TooLarge, MissingExtra."""
    name = path.name
    if path.is_dir():
        raise bad(name, "this is a folder.", "Name its files (folder/*.txt).")
    if not path.exists():
        raise bad(str(path), "there is no such file.")
    if path.stat().st_size > LIMIT:
        raise TooLarge(f"{name}: size in bytes", path.stat().st_size, LIMIT)
    try:
        data = path.read_bytes()
    except OSError as error:
        raise bad(name, f"cannot be read ({error.strerror}).") from error
    return from_bytes(name, data)


def from_bytes(name: str, data: bytes) -> Prose:
    """A file's bytes; its kind is seen from the first bytes, else from the name's suffix."""
    if len(data) > LIMIT:
        raise TooLarge(f"{name}: size in bytes", len(data), LIMIT)
    if not data.strip():
        raise bad(name, "the file is empty.")
    kind = _kind(name, data)
    if kind == "pdf":
        return _pages(name, _pdf(name, data))
    if kind == "docx":
        return _blocks(name, _docx(name, data), "docx")
    text = _decode(name, data)
    if kind == "html":
        return _blocks(name, _html(name, text), "html")
    return from_text(name, text, kind)


def _kind(name: str, data: bytes) -> str:
    if data[:1024].lstrip().startswith(b"%PDF"):
        return "pdf"
    suffix = Path(name).suffix.lower()
    if data[:4] == b"PK\x03\x04":
        if suffix == ".docx":
            return "docx"
        raise bad(
            name, "this is an archive or office file that cannot be read here.", "Save it as .docx, .pdf or .txt."
        )
    if data[:4] == b"\xd0\xcf\x11\xe0":
        raise bad(name, "this is an old or encrypted office file.", "Save it as .docx without a password.")
    if suffix in (".pdf", ".docx"):
        raise bad(name, f"the file is not what its suffix {suffix} says.")
    if suffix in (".html", ".htm", ".xhtml") or re.match(rb"\s*(?:<!doctype html|<html)", data[:200], re.I):
        return "html"
    return SUFFIXES.get(suffix, "txt")


def _decode(name: str, data: bytes) -> str:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", errors="replace")
    sample = data[:65536]
    if sample.count(0) or sum(b < 9 or 13 < b < 27 for b in sample) > len(sample) * 0.05 + 2:
        raise bad(name, "this is a binary file, not text.")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def from_text(name: str, text: str, kind: str = "txt") -> Prose:
    """Running text: paragraphs are what blank lines, bullets, labels and full lines part."""
    paragraphs: list[Paragraph] = []
    for start, stop in _spans(text):
        piece = Piece(text=text[start:stop], runs=((0, start),))
        if kind == "md":
            piece = piece.without(tuple(m.span() for m in MARKUP.finditer(piece.text) if m.end() > m.start()))
        bullet = BULLET.match(piece.text)
        if bullet:
            piece = piece.cut(bullet.end(), len(piece.text))
        piece = normalise(piece).strip()
        if piece.text:
            paragraphs.append(Paragraph(number=len(paragraphs) + 1, piece=piece, item=bullet is not None))
    if not paragraphs:
        raise bad(name, "there is no text in it.")
    return Prose(name=name, original=text, paragraphs=tuple(paragraphs), kind=kind)


def _spans(text: str) -> list[tuple[int, int]]:
    """The spans of paragraphs."""
    spans: list[tuple[int, int]] = []
    for block in re.finditer(r"(?:[^\n\r]*\S[^\n\r]*(?:\r\n|\n|\r|$))+", text):
        lines = [(m.start() + block.start(), m.end() + block.start()) for m in re.finditer(r"[^\n\r]+", block.group())]
        lines = [line for line in lines if text[slice(*line)].strip()]
        widest = max(stop - start for start, stop in lines) if lines else 0
        begin = None
        for k, (start, stop) in enumerate(lines):
            begin = start if begin is None else begin
            if k + 1 == len(lines) or _parted(text[start:stop], text[slice(*lines[k + 1])], widest):
                spans.append((begin, stop))
                begin = None
    return spans


def _parted(line: str, after: str, widest: int) -> bool:
    """Whether a line ends a paragraph: a list follows, or it was not broken for its length."""
    if BULLET.match(after) or LABELLED.match(after) or line.lstrip().startswith("#") or after.lstrip().startswith("#"):
        return True
    ended = line.rstrip().endswith((".", "!", "?", ":", ";", '"', "”", "’"))
    return widest > 140 or (ended and len(line.rstrip()) < widest * 0.75) or (len(line.rstrip()) < widest * 0.5)


def _blocks(name: str, blocks: list[str], kind: str, pages: tuple[int, ...] = ()) -> Prose:
    paragraphs: list[Paragraph] = []
    parts: list[str] = []
    at = 0
    for k, block in enumerate(blocks):
        piece = normalise(Piece(text=block, runs=((0, at),))).strip()
        if piece.text:
            page = pages[k] if pages else 0
            paragraphs.append(Paragraph(number=len(paragraphs) + 1, piece=piece, page=page))
        parts.append(block)
        at += len(block) + 2
    if not paragraphs:
        raise bad(name, "there is no text in it.")
    return Prose(name=name, original="\n\n".join(parts), paragraphs=tuple(paragraphs), kind=kind)


def _html(name: str, text: str) -> list[str]:
    """The main text of a page: no menus, scripts, adverts; all visible text where no main text is found."""
    try:
        import trafilatura
        from lxml import html as lxml_html
    except ImportError as error:
        raise MissingExtra("Reading HTML", "read") from error
    text = _shown(text)
    main = trafilatura.extract(text, include_comments=False, include_tables=True, favor_precision=False) or ""
    if len(main) < 20:
        try:
            tree = lxml_html.fromstring(text)
        except (ValueError, lxml_html.etree.ParserError) as error:
            raise bad(name, "the HTML cannot be read.") from error
        for node in tree.xpath("//script|//style|//noscript|//nav|//template"):
            node.drop_tree()
        main = "\n".join(str(part) for part in tree.xpath("//body//text() | //p//text()") if str(part).strip())
    return [line for line in main.splitlines() if line.strip()]


HIDDEN = (
    "//*[@hidden or @aria-hidden='true' or contains(translate(@style, ' ', ''), 'display:none') or "
    "contains(translate(@style, ' ', ''), 'visibility:hidden') or "
    "contains(concat(translate(@style, ' ', ''), ';'), 'font-size:0;') or "
    "contains(concat(translate(@style, ' ', ''), ';'), 'opacity:0;')]"
)
"""Elements that a reader of the page does not see."""


def _shown(text: str) -> str:
    """A page without what it hides from its readers; as it is where it cannot be parsed."""
    from lxml import html as lxml_html

    try:
        tree = lxml_html.fromstring(text)
    except (ValueError, lxml_html.etree.ParserError):
        return text
    hidden = tree.xpath(HIDDEN)
    for node in hidden:
        if node.getparent() is not None:
            node.drop_tree()
    return lxml_html.tostring(tree, encoding="unicode") if hidden else text


def _pdf(name: str, data: bytes) -> list[str]:
    """The text layer, page by page."""
    try:
        import logging

        from pypdf import PdfReader
        from pypdf.errors import PyPdfError
    except ImportError as error:
        raise MissingExtra("Reading PDF", "read") from error
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = PdfReader(BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise bad(name, "the PDF is encrypted.", "Save a copy without a password.")
        pages = [page.extract_text() or "" for page in reader.pages]
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError, OSError) as error:
        raise bad(name, "the PDF is damaged and cannot be read.") from error
    except ImportError as error:
        raise bad(name, "the PDF is encrypted.", "Save a copy without a password.") from error
    if not any(len(page.strip()) > 20 for page in pages):
        raise bad(name, "the PDF has no text layer (it is a scan).", "Run text recognition (OCR) over it first.")
    return pages


def _pages(name: str, pages: list[str]) -> Prose:
    blocks: list[str] = []
    numbers: list[int] = []
    for number, page in enumerate(pages, start=1):
        # A hyphen at a line's end joins the word again; places then refer to the joined text.
        text = re.sub(r"(?<=[a-z])-\n(?=[a-z])", "", page)
        for start, stop in _spans(text):
            blocks.append(text[start:stop].replace("\n", " "))
            numbers.append(number)
    return _blocks(name, blocks, "pdf", tuple(numbers))


DEEP = 20
"""Tables within tables that are read."""


def _word_lines(holder: Any, depth: int = 0) -> Iterator[str]:
    """The paragraphs of a document or cell in order, tables in place; a cell over several columns or rows once."""
    from docx.table import Table, _Cell

    for block in holder.iter_inner_content():
        if not isinstance(block, Table):
            yield block.text
            continue
        for row in block._tbl.tr_lst if depth < DEEP else ():
            for cell in row.tc_lst:
                yield from _word_lines(_Cell(cell, block), depth + 1)


def _check_unpacked(name: str, data: bytes) -> None:
    """TooLarge for an archive that holds more than it may, by its directory, before any of it is unpacked."""
    from zipfile import BadZipFile, ZipFile

    try:
        with ZipFile(BytesIO(data)) as archive:
            size = sum(entry.file_size for entry in archive.infolist())
    except (BadZipFile, ValueError, NotImplementedError, RuntimeError):
        return  # the reader of documents says what is wrong with it
    if size > UNPACKED:
        raise TooLarge(f"{name}: bytes once unpacked", size, UNPACKED)


def _docx(name: str, data: bytes) -> list[str]:
    try:
        from docx import Document
    except ImportError as error:
        raise MissingExtra("Reading DOCX", "read") from error
    _check_unpacked(name, data)
    try:
        document = Document(BytesIO(data))
        lines = list(_word_lines(document))
    except Exception as error:  # the library raises whatever its zip and XML layers raise
        raise bad(name, "the DOCX is damaged and cannot be read.") from error
    return [line for line in lines if line.strip()]
