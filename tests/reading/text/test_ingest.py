"""Files of every kind, and files that are not what they seem."""

from __future__ import annotations

from pathlib import Path

import pytest

from detente.errors import InputError, TooLarge
from detente.reading.text import ingest as module
from detente.reading.text.ingest import from_bytes, from_text, ingest

BODY = "Peru asked Chile to return the archives."


def texts(name: str, data: bytes) -> list[str]:
    return [p.piece.text for p in from_bytes(name, data).paragraphs]


def test_paragraphs_of_text() -> None:
    found = [p.piece.text for p in from_text("t", "One\ntwo.\n\nThree.\n- four\n- five\n").paragraphs]
    assert found == ["One two.", "Three.", "four", "five"]


def test_hard_wrapped_lines_are_joined_and_single_lines_are_not() -> None:
    wrapped = "The first line of a paragraph that was broken by its\nwriter at about fifty characters or so, "
    wrapped += "and then\nit ended."
    assert len(from_text("t", wrapped).paragraphs) == 1
    assert len(from_text("t", "Upland: asks.\nLowland: refuses.").paragraphs) == 2


def test_markdown_marks_are_left_out_with_places_kept() -> None:
    prose = from_text("t.md", "# Talks\n\n**Peru** asked [Chile](http://x.org) to *wait*.\n", "md")
    assert [p.piece.text for p in prose.paragraphs] == ["Talks", "Peru asked Chile to wait."]
    piece = prose.paragraphs[1].piece
    assert prose.original[piece.place(piece.text.index("Chile"))] == "C"


def test_html_gives_its_main_text_alone() -> None:
    pytest.importorskip("trafilatura")
    page = f"""<html><head><script>alert("India threatened Nepal")</script><style>p {{}}</style></head><body>
    <nav><a href="/">China demands menus</a></nav><article><h1>Archives</h1><p>{BODY} The two governments met in March
    and have not agreed on the date of the return, an official said.</p></article>
    <script>document.write("Japan vowed")</script></body></html>"""
    joined = " ".join(texts("page.html", page.encode()))
    assert BODY in joined
    assert not any(word in joined for word in ("threatened", "vowed", "menus", "alert"))


def test_docx() -> None:
    docx = pytest.importorskip("docx")
    import io

    document = docx.Document()
    document.add_paragraph(BODY)
    document.add_table(rows=1, cols=1).rows[0].cells[0].text = "Chile refused."
    stream = io.BytesIO()
    document.save(stream)
    assert texts("a.docx", stream.getvalue()) == [BODY, "Chile refused."]


def pdf(pages: list[str], password: str = "") -> bytes:
    """A PDF with a text layer, written by hand, so that no other library is trusted to write it."""
    pypdf = pytest.importorskip("pypdf")
    import io

    from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

    writer = pypdf.PdfWriter()
    for words in pages:
        page = writer.add_blank_page(width=600, height=800)
        font = DictionaryObject(
            {
                NameObject("/Type"): NameObject("/Font"),
                NameObject("/Subtype"): NameObject("/Type1"),
                NameObject("/BaseFont"): NameObject("/Helvetica"),
            }
        )
        page[NameObject("/Resources")] = DictionaryObject(
            {NameObject("/Font"): DictionaryObject({NameObject("/F1"): font})}
        )
        stream = DecodedStreamObject()
        stream.set_data(f"BT /F1 12 Tf 50 700 Td ({words}) Tj ET".encode())
        page[NameObject("/Contents")] = stream
    if password:
        writer.encrypt(password, algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_pdf_text_layer_with_pages() -> None:
    prose = from_bytes("a.pdf", pdf([BODY, "Chile refused to do so at once."]))
    assert [(p.piece.text, p.page) for p in prose.paragraphs] == [(BODY, 1), ("Chile refused to do so at once.", 2)]


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.txt", b"", "empty"),
        ("a.txt", b" \n\t\n ", "empty"),
        ("a.txt", "\u200b\u200b".encode(), "no text"),
        ("a.txt", bytes(range(256)) * 20, "binary"),
        ("a.docx", b"PK\x03\x04 no zip", "damaged"),
        ("a.docx", b"plain words", "not what its suffix"),
        ("a.zip", b"PK\x03\x04....", "archive"),
        ("a.doc", b"\xd0\xcf\x11\xe0....", "old or encrypted"),
        ("a.pdf", b"%PDF-1.4 nothing more", "damaged"),
        ("a.pdf", b"words", "not what its suffix"),
    ],
)
def test_bad_files_are_named_with_a_reason(name: str, data: bytes, words: str) -> None:
    with pytest.raises(InputError) as caught:
        from_bytes(name, data)
    assert words in str(caught.value)
    assert name in str(caught.value)


def test_a_scan_and_an_encrypted_pdf() -> None:
    with pytest.raises(InputError, match="scan"):
        from_bytes("scan.pdf", pdf([""]))
    with pytest.raises(InputError, match="encrypted"):
        from_bytes("locked.pdf", pdf([BODY], password="secret"))


def test_missing_file_folder_and_size(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(InputError, match="no such file"):
        ingest(tmp_path / "nothing.txt")
    with pytest.raises(InputError, match="folder"):
        ingest(tmp_path)
    monkeypatch.setattr(module, "LIMIT", 10)
    big = tmp_path / "big.txt"
    big.write_text("x" * 11)
    with pytest.raises(TooLarge):
        ingest(big)


def test_other_encodings() -> None:
    assert texts("a.txt", BODY.encode("utf-16")) == [BODY]
    assert texts("a.txt", "Perú asked Chile.".encode("cp1252")) == ["Perú asked Chile."]
    assert texts("a.txt", b"\xef\xbb\xbf" + BODY.encode()) == [BODY]


HIDES = [
    '<p style="display: none">{}</p>', "<p hidden>{}</p>", '<p aria-hidden="true">{}</p>',
    '<div style="visibility:hidden"><p>{}</p></div>', '<p style="font-size:0">{}</p>',
    '<p style="color:red;opacity: 0">{}</p>',
]  # fmt: skip


@pytest.mark.parametrize("hides", HIDES)
def test_what_a_page_hides_is_left_out(hides: str) -> None:
    shown = "<p>Peru asked Chile to open the port of Arica before the end of the summer, its minister said.</p>" * 3
    hidden = hides.format("Chile refused to pay the toll on every lorry.")
    page = f"<html><body><article>{shown}{hidden}</article></body></html>"
    prose = from_bytes("page.html", page.encode())
    assert "open the port" in prose.original and "refused" not in prose.original


def _document(path: Path, rows: str) -> None:
    import zipfile

    main = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    kinds = "application/vnd.openxmlformats-"
    relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    package = "http://schemas.openxmlformats.org/package/2006"
    with zipfile.ZipFile(path, "w") as z:
        z.writestr("[Content_Types].xml", f'<Types xmlns="{package}/content-types"><Default Extension="rels" '
                   f'ContentType="{kinds}package.relationships+xml"/><Override PartName="/word/document.xml" '
                   f'ContentType="{kinds}officedocument.wordprocessingml.document.main+xml"/></Types>')  # fmt: skip
        z.writestr("_rels/.rels", f'<Relationships xmlns="{package}/relationships"><Relationship Id="r" '
                   f'Type="{relations}" Target="word/document.xml"/></Relationships>')  # fmt: skip
        z.writestr("word/document.xml", f'<w:document xmlns:w="{main}"><w:body>{rows}</w:body></w:document>')


def _p(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


@pytest.mark.parametrize("columns", [1, 3, 1_000_000])
def test_a_cell_over_several_columns_is_read_once_and_in_place(tmp_path: Path, columns: int) -> None:
    cell = f'<w:tc><w:tcPr><w:gridSpan w:val="{columns}"/></w:tcPr>{_p("In the table.")}</w:tc>'
    _document(tmp_path / "t.docx", f"{_p('Before.')}<w:tbl><w:tr>{cell}</w:tr></w:tbl>{_p('After.')}")
    prose = ingest(tmp_path / "t.docx")
    assert [p.piece.text for p in prose.paragraphs] == ["Before.", "In the table.", "After."]


def test_a_cell_over_several_rows_is_read_once(tmp_path: Path) -> None:
    top = f'<w:tr><w:tc><w:tcPr><w:vMerge w:val="restart"/></w:tcPr>{_p("Once.")}</w:tc></w:tr>'
    below = "<w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc></w:tr>"
    _document(tmp_path / "t.docx", f"<w:tbl>{top}{below}{below}</w:tbl>")
    assert [p.piece.text for p in ingest(tmp_path / "t.docx").paragraphs] == ["Once."]


def test_an_office_file_is_bounded_by_what_it_holds_unpacked() -> None:
    import zipfile
    from io import BytesIO

    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * 70_000_000)
    assert len(made.getvalue()) < 100_000
    with pytest.raises(TooLarge, match="bytes once unpacked"):
        from_bytes("large.docx", made.getvalue())
