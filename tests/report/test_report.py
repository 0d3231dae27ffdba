"""`detente report` and `detente figure`: every format opened again; whatever a file holds, a page or a clear word."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest

from detente.analyses.brief import Brief, brief
from detente.analyses.equilibria import equilibria
from detente.analyses.robustness import robustness
from detente.cli import run
from detente.formats import load, parse
from detente.model.dialogue import Dialogue
from detente.report.document import Column, Document, Figure, Rows, Section, Table
from detente.report.pages import robustness as robustness_view
from detente.report.renderers import latex, pdf, word

ODD = {
    "chinese": "中文选项",
    "arabic": "خيار عربي",
    "emoji": "🙂 talks 🇵🇰",
    "html": "</script><img src=x onerror=alert(1)>",
    "formula": "=HYPERLINK(1)",
    "long": "Very long " * 30,
    "latex": "\\input{x} & 50% $x_1$ #{~^}",
    "control": "a\x00b\x07c\x1b[31md \u202eturned",
    "unbroken": "n" * 300,
}


def odd_file(folder: Path) -> Path:
    """A dialogue whose every name is one of the odd ones."""
    options = {
        f"o{i}": {"by": "ab"[i % 2], "text": text, "asked_by": "ba"[i % 2], "front": "f"}
        for i, text in enumerate(ODD.values())
    }
    data = {
        "detente": 1,
        "title": ODD["html"] + ODD["chinese"],
        "sources": {"s": {"title": ODD["formula"], "author": ODD["arabic"]}},
        "parties": {"a": {"name": ODD["arabic"]}, "b": {"name": ODD["long"]}},
        "fronts": {"f": {"name": ODD["emoji"]}},
        "circumstances": {"c": {"text": ODD["html"], "now": True, "evidence": "s"}},
        "options": options,
        "priorities": {
            "a": [{"id": "x", "want": "o0", "because": ODD["formula"], "evidence": "s p. 1"}],
            "b": [{"id": "y", "want": "not o1 or c", "because": ODD["html"]}],
        },
        "status_quo": {"o0": False},
        "rounds": [{"id": "r", "date": "2010-01", "answers": {"o0": "refused", "o1": "accepted"}}],
    }
    path = folder / "odd.json"
    path.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    return path


@pytest.fixture(autouse=True, scope="module")
def analysed_once() -> Iterator[None]:
    """The shipped dialogue is analysed once for all formats; every other one each time."""
    kept: list[Brief] = []

    def once(dialogue: Dialogue) -> Brief:
        if not dialogue.title.startswith("U.S."):
            return brief(dialogue)
        if not kept:
            kept.append(brief(dialogue))
        return kept[0]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("detente.analyses.brief.brief", once)
        yield


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("reports")


@pytest.mark.parametrize("suffix", ["html", "pdf", "docx", "xlsx", "md", "tex"])
@pytest.mark.parametrize("name", ["us-pakistan-2010", "odd"])
def test_every_format_opens_again(folder: Path, name: str, suffix: str) -> None:
    for library in ("vl_convert", "typst", "docx", "openpyxl", "pypdf"):
        pytest.importorskip(library)
    talks = str(odd_file(folder)) if name == "odd" else name
    out = folder / f"{name}.{suffix}"
    assert run(["report", talks, "-o", str(out)]) == 0
    text = _opened(out)
    if name == "us-pakistan-2010":
        assert "A civil nuclear deal" in text
        assert "Huma Yusuf" in text
    else:
        steering = "\x1b\u202e" if suffix == "pdf" else "\x00\x07\x1b\u202e"  # a letter without a font reads as 0
        assert not any(c in text for c in steering), "nothing steers the page"
        shown = text.replace("\\", "").replace(" ", "")
        assert "HYPERLINK(1)" in shown
        if suffix != "pdf":  # extraction from a PDF depends on the fonts of the machine
            assert ODD["chinese"] in text and "خيار" in text


def _opened(path: Path) -> str:
    """All text of a report, read by a library that did not write it where there is one."""
    data = path.read_bytes()
    match path.suffix:
        case ".pdf":
            from pypdf import PdfReader

            pages = PdfReader(BytesIO(data)).pages
            assert 1 < len(pages) < 40
            return " ".join(" ".join(page.extract_text().split()) for page in pages)
        case ".docx":
            import docx

            word = docx.Document(BytesIO(data))
            assert all(word.inline_shapes[i]._inline.docPr.get("descr") for i in range(len(word.inline_shapes)))
            cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
            return "\n".join([*(p.text for p in word.paragraphs), *cells])
        case ".xlsx":
            import openpyxl

            book = openpyxl.load_workbook(BytesIO(data))
            assert all(cell.data_type != "f" for sheet in book for row in sheet.rows for cell in row)
            return "\n".join(str(c.value) for sheet in book for row in sheet.rows for c in row if c.value is not None)
        case _:
            return data.decode()


def test_the_page_is_one_small_file_that_loads_nothing(folder: Path) -> None:
    out = folder / "size.html"
    assert run(["report", "us-pakistan-2010", "-o", str(out)]) == 0
    page = out.read_text(encoding="utf-8")
    assert len(page.encode()) < 1_500_000
    for loader in (" src=", "@import", "<link", "url(http", "fetch(", "XMLHttpRequest"):
        assert loader not in page


def test_the_brief_is_the_same_file_without_the_annex(folder: Path) -> None:
    """`brief -o` writes the two pages in every format, `--full` and `report` the annex as well."""
    for command, annex in ((["brief"], False), (["brief", "--full"], True), (["report"], True)):
        out = folder / "brief.md"
        assert run([*command, "river", "-o", str(out)]) == 0
        text = out.read_text(encoding="utf-8")
        assert text.startswith("# ") and "## Do" not in text.split("##")[0]
        assert ("Method" in text or "stable for all" in text) is annex


def test_the_spreadsheet_has_every_settlement_with_its_levels(folder: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    out = folder / "levels.xlsx"
    assert run(["report", "us-pakistan-2010", "-o", str(out)]) == 0
    sheet = openpyxl.load_workbook(out)["All settlements"]
    dialogue = load("us-pakistan-2010")
    total = equilibria(dialogue, counts=True).total
    head = [cell.value for cell in sheet[1]]
    assert head[3:] == [option.text for option in dialogue.options]
    assert sum(str(row[0].value).count("state ") for row in sheet.rows) == total
    levels = {option.text: set(option.levels) for option in dialogue.options}
    assert all(sheet.cell(2, i + 1).value in levels[name] for i, name in enumerate(head) if name in levels)


def test_word_takes_a_house_template(folder: Path) -> None:
    docx = pytest.importorskip("docx")
    house = docx.Document()
    house.styles["Heading 1"].font.name = "Garamond"
    house.save(folder / "house.docx")
    out = folder / "styled.docx"
    assert run(["report", "river", "-o", str(out), "--template", str(folder / "house.docx")]) == 0
    assert docx.Document(out).styles["Heading 1"].font.name == "Garamond"


def test_letter_paper(folder: Path) -> None:
    pypdf = pytest.importorskip("pypdf")
    pytest.importorskip("typst")
    out = folder / "letter.pdf"
    assert run(["report", "river", "-o", str(out), "--paper", "us-letter"]) == 0
    assert [round(float(x)) for x in pypdf.PdfReader(out).pages[0].mediabox[2:]] == [612, 792]


def test_latex_leaves_no_command_of_the_file() -> None:
    nasty = "\\input{/etc/passwd} $x$ & # % _ ~ ^ {} [a]"
    table = Table(columns=(Column(title=nasty, kind="subject"),), groups=(Rows(title=nasty, rows=(((nasty,),),)),))
    page = latex.render(
        Document(kind="k", title="a\nb", sections=(Section(id="s", label="s", finding=nasty, blocks=(table,)),))
    )
    assert "\\input" not in page
    bare = page.replace("\\&", "").replace("\\%", "").replace("\\$", "").replace("\\#", "").replace("\\_", "")
    body = "\n".join(line for line in bare.splitlines() if not line.startswith("%"))
    assert "$" not in body and "#" not in body and "%" not in body
    assert page.count("{") == page.count("}")


def test_tables_alone_as_latex(folder: Path) -> None:
    out = folder / "tables.txt"
    assert run(["report", "river", "-o", str(out), "--tables", "latex"]) == 0
    assert "\\begin{longtable}" in out.read_text(encoding="utf-8")


# ---- bad input -------------------------------------------------------------------------------------------------------


def test_no_dialogue(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["report", "no-such-talks", "-o", str(folder / "x.html")]) == 2
    assert "no-such-talks" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["report", "river", "-o", "missing/x.html"], "no folder"),
        (["report", "river", "-o", "x.odt"], "is not a format"),
        (["report", "river", "-o", "x"], "does not say its format"),
        (["report", "river", "-o", "x.docx", "--template", "none.docx"], "no template"),
        (["report", "river", "-o", "x.pdf", "--template", "none.docx"], "a template is for Word"),
        (["figure", "map", "river", "-o", "x.gif"], ".svg .png .pdf or .json"),
        (["figure", "map", "river", "-o", "x.svg", "--party", "upland"], "ladder"),
        (["figure", "ladder", "river", "-o", "x.svg"], "--party"),
        (["figure", "ladder", "river", "-o", "x.svg", "--party", "uplnd"], "upland"),
        (["figure", "ladder", "river", "-o", "x.svg", "--party", "upland", "--at", "pay=maybe"], "maybe"),
    ],
)
def test_what_cannot_be_done_is_said(
    arguments: list[str], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(arguments) == 2
    assert said in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("content", [b"", b"not a Word file", b"PK\x03\x04 broken"])
def test_a_template_that_is_no_word_file(tmp_path: Path, content: bytes, capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("docx")
    (tmp_path / "house.docx").write_bytes(content)
    arguments = ["report", "river", "-o", str(tmp_path / "x.docx"), "--template", str(tmp_path / "house.docx")]
    assert run(arguments) == 2
    assert "not a Word file" in capsys.readouterr().err


def test_a_template_that_is_another_office_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("docx")
    with zipfile.ZipFile(tmp_path / "house.docx", "w") as packed:
        packed.writestr("mimetype", "application/vnd.oasis.opendocument.text")
    arguments = ["report", "river", "-o", str(tmp_path / "x.docx"), "--template", str(tmp_path / "house.docx")]
    assert run(arguments) == 2
    assert "not a Word file" in capsys.readouterr().err


def test_a_full_disk_leaves_the_old_report(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    old = tmp_path / "report.md"
    old.write_text("the old one")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    assert run(["report", "river", "-o", str(old)]) == 2
    assert "No space left" in capsys.readouterr().err
    assert [(p.name, p.read_text()) for p in tmp_path.iterdir()] == [("report.md", "the old one")]


def test_five_hundred_options_still_give_a_page(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    options = "\n".join(f"  o{i}: {{by: {'ab'[i % 2]}, asked_by: {'ba'[i % 2]}, text: Thing {i}}}" for i in range(500))
    parties = "parties: {a: {name: A}, b: {name: B}}"
    text = f"detente: 1\ntitle: Big\n{parties}\noptions:\n{options}\nstatus_quo: {{o0: no}}\n"
    assert len(parse(text).options) == 500
    (tmp_path / "big.yaml").write_text(text)
    assert run(["report", str(tmp_path / "big.yaml"), "-o", str(tmp_path / "big.html")]) == 0
    assert capsys.readouterr().err == ""
    page = (tmp_path / "big.html").read_text(encoding="utf-8")
    assert "Thing 0" in page and "Thing 499" in page


@pytest.mark.parametrize(("height", "drawn"), [(400, True), (1200, False)])
def test_a_figure_higher_than_a_page_of_paper_is_printed_as_its_table(height: int, drawn: bool) -> None:
    pypdf = pytest.importorskip("pypdf")
    docx = pytest.importorskip("docx")
    pytest.importorskip("typst")
    rows = tuple(((f"Thing {i}",), (str(i),)) for i in range(60))
    figure = Figure(
        name="f",
        finding="What differs",
        description="Bars",
        table=Table(columns=(Column(kind="subject"), Column(kind="number")), groups=(Rows(rows=rows),)),
        chart=lambda: {"height": height, "width": 300, "data": {"values": [{"n": 1}]}, "mark": "bar"},
    )
    page = Document(kind="b", title="t", sections=(Section(id="s", label="s", finding="f", blocks=(figure,)),))
    text = " ".join(sheet.extract_text() for sheet in pypdf.PdfReader(BytesIO(pdf.render(page))).pages)
    assert all(f"Thing {i}" in text for i in range(60)) is not drawn
    read = docx.Document(BytesIO(word.render(page)))
    assert len(read.inline_shapes) == drawn and any(len(one.rows) >= 60 for one in read.tables) is not drawn


def test_the_headline_of_robustness_is_true_of_every_row() -> None:
    found = robustness(load("us-pakistan-2010"))
    whole, *each = found.conclusions
    worst = min(c.holds for c in each)
    assert (whole.kind, worst) == ("equilibria", 51)
    said = robustness_view.finding(load("us-pakistan-2010"), found)
    assert f"each ask and settlement holds in at least {worst} of {whole.of} " in said
    assert said.endswith(f"; that there is no other settlement, in {whole.holds}")
