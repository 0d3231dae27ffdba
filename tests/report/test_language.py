"""The report's own words: every message is in every catalogue, and every page speaks one language."""

from __future__ import annotations

import ast
import re
import shutil
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass, replace
from gettext import NullTranslations
from html import unescape
from io import BytesIO
from pathlib import Path
from string import Formatter
from typing import Any

import pytest

import detente
from detente.analyses.brief import Brief, brief
from detente.analyses.check import CODES
from detente.analyses.desk import desk as desk_
from detente.cli import run
from detente.errors import InputError
from detente.formats import load, parse
from detente.methods.soundness.warning import Warning
from detente.model.dialogue import Dialogue, Evidence, Front, Source
from detente.plain import digest
from detente.report import messages, wording
from detente.report.brief import desk
from detente.report.brief import page as brief_view
from detente.report.brief.annex import annexed
from detente.report.document import (
    Bar,
    Cell,
    Cite,
    Column,
    Document,
    Figure,
    Mark,
    MarkKind,
    Outcome,
    Rows,
    Section,
    Strong,
    Table,
    Terms,
)
from detente.report.figures import function
from detente.report.language import Language, _, _n, _r, current, figure, known, languages, right_to_left, speaking
from detente.report.pages import (
    alignment,
    assumptions,
    check,
    coalitions,
    deals,
    dilemmas,
    equilibria,
    interview,
    leverage,
    outlook,
    paths,
    ratification,
    respond,
    robustness,
    rounds,
    show,
    views,
    whatif,
    why,
)
from detente.report.renderers import excel, html, latex, markdown, pdf, terminal, word

pytest.importorskip("babel")

from babel import Locale
from babel.messages.pofile import read_po

VIEWS = Path(views.__file__).parent
CATALOGUES = sorted((Path(messages.__file__).parent / "catalogues").glob("*.po"))


def places(*texts: str) -> set[str]:
    """The names in braces."""
    return {name for text in texts for _literal, name, _spec, _kind in Formatter().parse(text) if name}


# ---- the catalogues and the code -------------------------------------------------------------------------------------


def test_the_code_gives_each_message_the_values_it_names() -> None:
    wrong = [
        f"{m.file}:{m.line}: {m.id}"
        for m in messages.found()
        if m.given is not None
        and places(m.id, m.plural) - ({"n"} if m.plural else set()) != m.given - ({"n"} if m.plural else set())
    ]
    assert not wrong, wrong


def test_a_message_that_is_no_literal_is_found_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "language.py").write_text("", "utf-8")
    (tmp_path / "view.py").write_text("_(f'{x} asks')\n", "utf-8")
    monkeypatch.setattr(messages, "HERE", tmp_path)
    with pytest.raises(ValueError, match=r"view\.py, line 1"):
        messages.found()


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.stem)
def test_every_message_is_translated_with_the_same_places_and_none_is_left_over(path: Path) -> None:
    with path.open("rb") as file:
        catalogue = read_po(file, locale=path.stem)
    said = {m.key: m for m in messages.found()}
    there = {(m.context or "", m.id[0] if isinstance(m.id, tuple) else m.id): m for m in catalogue if m.id}
    assert set(said) - set(there) == set(), "make messages, and translate"
    assert set(there) - set(said) == set(), "make messages"
    for key, message in there.items():
        forms = message.string if isinstance(message.string, tuple) else (message.string,)
        assert all(forms), f"not translated: {key}"
        one, several = places(said[key].id), places(said[key].plural or said[key].id)
        for form in forms:
            # "one ask" may say one without a number.
            missing = (one & several) - places(form) - ({"n"} if len(forms) > 1 else set())
            assert not missing and places(form) <= one | several, f"other places: {key}: {form}"


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.stem)
def test_the_catalogue_is_as_the_tool_writes_it(path: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copy(path, tmp_path))
    assert messages.update(copy) == (0, 0)
    assert copy.read_text("utf-8") == path.read_text("utf-8")


def test_the_tool_adds_what_is_missing_and_drops_what_is_no_longer_said(tmp_path: Path) -> None:
    copy = Path(shutil.copy(CATALOGUES[0], tmp_path))
    head, first, *rest = copy.read_text("utf-8").split("\n\n")
    copy.write_text("\n\n".join((head, 'msgid "Nobody says this"\nmsgstr "x"', *rest)), "utf-8")
    assert messages.update(copy) == (1, 1)
    again = copy.read_text("utf-8")
    assert "Nobody says this" not in again
    assert first.splitlines()[-2] in again and again.count('msgstr ""') == 2  # the header's, and that of what came


# ---- speaking --------------------------------------------------------------------------------------------------------


def test_english_needs_no_catalogue_and_french_is_there() -> None:
    assert current().code == "en"
    assert languages()[0] == "en" and "fr" in languages()
    with speaking("fr"):
        assert current().tag == "fr-FR" and current().direction == "ltr"
        with speaking("en"):
            assert wording.number(3) == "three"
        assert wording.number(3) == "trois"
    assert current().code == "en"


@pytest.mark.parametrize("code", ["fr-BE", "fr_FR.UTF-8", "FR"])
def test_the_country_of_a_language_is_understood(code: str) -> None:
    assert known(code).code == "fr"


@pytest.mark.parametrize("code", ["", "xx", "../fr", "f" * 300])
def test_an_unknown_language_is_refused_with_those_that_there_are(code: str) -> None:
    with pytest.raises(InputError, match="there are en, fr"):
        known(code)


def test_numbers_dates_and_lists_by_language() -> None:
    with speaking("fr"):
        assert wording.date("2010-10-22") == "22 octobre 2010"
        assert wording.date("2010-10-20/22") == "20–22 octobre 2010"
        assert wording.date("2010-10-01") == "1er octobre 2010"
        assert wording.date("2010-10") == "octobre 2010"
        assert wording.date("2010-10-30/2010-11-02") == "du 30 octobre 2010 au 2 novembre 2010"
        assert wording.date("2021-01-05/02-23") == "du 5 janvier 2021 au 23 février 2021"
        assert wording.date("some day") == "some day"
        assert figure(12288) == "12\u202f288" and figure(2.5, 1) == "2,5"
        assert wording.percent(0.45) == "45\u202f%" and wording.percent(0.005) == "0,5\u202f%"
        assert wording.listed(["a", "b", "c"]) == "a, b et c"
        assert wording.either(["a", "b"]) == "a ou b"
        assert wording.quoted("Pay") == "«\u202fPay\u202f»"
        assert wording.likelihood(0.12) == "très improbable (5–20\u202f%)"
        assert wording.short_date("2010-08-01") == "août"


def test_one_or_several_and_the_feminine_as_the_language_counts() -> None:
    def told(n: int) -> str:
        return _n("{n} promise overdue", "{n} promises overdue", n)

    assert [told(n) for n in (0, 1)] == ["no promises overdue", "one promise overdue"]
    assert told(13) == "13 promises overdue"
    with speaking("fr"):
        assert (told(0), told(1)) == ("aucune promesse en retard", "une promesse en retard")


def test_a_word_is_elided_before_a_vowel_only_where_the_language_does_so() -> None:
    def told(clause: str) -> str:
        return _("it is not so that {condition}", condition=clause)

    assert told("it rains") == "it is not so that it rains"
    assert _("{told} – {reason}", told="yes", reason="it rains") == "yes – it rains"
    with speaking("fr"):
        assert told("il pleut") == "il n’est pas vrai qu’il pleut"
        assert told("Pakistan paie") == "il n’est pas vrai que Pakistan paie"
        assert told("United States") == "il n’est pas vrai que United States"


def test_a_value_with_braces_is_left_as_it_is() -> None:
    assert _("“{text}”", text="{n} {0} {text}") == "“{n} {0} {text}”"


def test_rich_values_keep_their_marks() -> None:
    pieces = _r("“{text}”", text=("a ", Strong("b")))
    assert pieces == ("“a ", Strong("b"), "”")


def test_names_written_the_other_way_are_kept_apart() -> None:
    told = _("the {name}", name="إيران")
    assert told == "the \u2068إيران\u2069"
    assert right_to_left("the إيران، سوريا (2)") == [("the ", False), ("إيران، سوريا", True), (" (2)", False)]
    assert right_to_left("") == []


# ---- commands --------------------------------------------------------------------------------------------------------


def test_an_unknown_language_ends_a_command_with_2(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["brief", "river", "--lang", "xx"]) == 2
    assert "there is no language `xx`; there are en, fr" in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [["brief", "river"], ["equilibria", "river"], ["rounds", "us-pakistan-2010"]])
def test_the_language_of_a_command(
    arguments: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(arguments) == 0
    english = capsys.readouterr().out
    assert run([*arguments, "--lang", "fr"]) == 0
    french = capsys.readouterr().out
    monkeypatch.setenv("DETENTE_LANG", "fr")
    assert run(arguments) == 0
    assert capsys.readouterr().out == french != english
    assert run([*arguments, "--lang", "en"]) == 0
    assert capsys.readouterr().out == english
    assert current().code == "en"


# ---- the French brief ------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def french() -> str:
    talks = load("us-pakistan-2010")
    found = brief(talks)
    with speaking("fr"):
        page = brief_view.view(talks, found)
        ours = desk.view(talks, found, desk_(talks, found, "us"))
        return re.sub("[ \n]+", " ", " ".join((everything(annexed(talks, found, page)), everything(ours))))


def test_the_french_brief_holds_no_english_message(french: str) -> None:
    own = " ".join(texts_of(load("us-pakistan-2010")))
    stretches = {
        " ".join(literal.split())
        for message in messages.found()
        for text in (message.id, message.plural)
        for literal, _place, _spec, _kind in Formatter().parse(text)
    }
    with speaking("fr"):
        said = " ".join(current().messages._catalog.values())  # type: ignore[attr-defined]
    telling = {one for one in stretches if len(one) >= 8 and one not in own and one not in said}
    assert len(telling) > 300
    assert [one for one in telling if re.search(rf"(?<!\w){re.escape(one)}(?!\w)", french)] == []


def test_the_french_brief_has_french_dates_numbers_and_marks(french: str) -> None:
    assert "situation au 22 octobre 2010" in french
    assert "12\u202f288" in french and "12,288" not in french
    assert re.search(r"\(55–80\u202f%\)", french)
    assert "«\u202f" in french
    assert not re.search(r"October \d{4}|\d [%;!?]", french)


def texts_of(value: Any) -> list[str]:
    """Every text of a dialogue."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, tuple):
        return [text for item in value for text in texts_of(item)]
    if isinstance(value, Mapping):
        return [text for item in value.values() for text in texts_of(item)]
    if is_dataclass(value):
        return [text for field in fields(value) for text in texts_of(getattr(value, field.name))]
    return []


# ---- nothing is hard-coded -------------------------------------------------------------------------------------------


class Masked(NullTranslations):
    """A catalogue in which every message has lost its Latin letters: what still shows any was never a message."""

    def gettext(self, message: str) -> str:
        parts = Formatter().parse(message)
        return "".join(
            re.sub("[A-Za-zé]", "ж", literal.replace("{", "{{").replace("}", "}}"))
            + (f"{{{name}{':' + spec if spec else ''}}}" if name else "")
            for literal, name, spec, _kind in parts
        )

    def pgettext(self, context: str, message: str) -> str:
        return self.gettext(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self.gettext(msgid1 if n == 1 else msgid2)


# Chinese month names and plain numbers: no Latin letters in them.
MASKED = Language(code="zh", tag="zh-CN", messages=Masked(), locale=Locale.parse("zh"))

OWN_TEXTS = {"name", "aliases", "code", "text", "because", "title", "author", "place", "note", "ground", "file"}
OWN_TEXTS |= {"summary", "otherwise", "message"}  # a message: what the reader of a file noticed, English as errors


def foreign(value: Any) -> Any:
    """A dialogue whose own texts are Chinese: the same file, without a Latin letter outside its ids and levels."""
    if isinstance(value, tuple):
        return tuple(foreign(item) for item in value)
    if isinstance(value, Mapping):
        return {key: foreign(item) for key, item in value.items()}
    if not is_dataclass(value) or isinstance(value, type):
        return value
    changed = {}
    for field in fields(value):
        old = getattr(value, field.name)
        own = field.name in OWN_TEXTS or (isinstance(value, Source | Front) and field.name in ("kind", "rank"))
        own = own and not (isinstance(value, Warning) and field.name == "code")
        changed[field.name] = _chinese(old) if own else foreign(old)
    return replace(value, **{name: new for name, new in changed.items() if new != getattr(value, name)})


def _chinese(text: Any) -> Any:
    if isinstance(text, tuple):
        return tuple(_chinese(item) for item in text)
    return re.sub("[A-Za-z]", lambda letter: chr(0x4E00 + ord(letter.group())), text)


@pytest.fixture(scope="module")
def talks() -> Dialogue:
    return foreign(load("us-pakistan-2010"))


@pytest.fixture(scope="module")
def result(talks: Dialogue) -> Brief:
    found = brief(talks)
    # The warnings of `check` are told in English, as errors are.
    return replace(found, check=replace(found.check, warnings=()))


def ids(dialogue: Any) -> set[str]:
    """The names that a file gives its parts: they are shown as they are typed."""
    if isinstance(dialogue, str):
        return {dialogue} if re.fullmatch(r"[\w-]+", dialogue) else set()
    if isinstance(dialogue, Mapping):
        return set().union(*map(ids, dialogue.keys()), *map(ids, dialogue.values()))
    if isinstance(dialogue, tuple):
        return set().union(*map(ids, dialogue)) if dialogue else set()
    if is_dataclass(dialogue):
        return set().union(*(ids(getattr(dialogue, field.name)) for field in fields(dialogue)))
    return set()


# The program's name and its commands, and the names of concepts that the literature writes with letters.
NAMES = {"detente", "why", "leverage", "interview", "views", "for", "report", "TALKS", "xlsx", "o", "tau-b"}
NAMES |= {"A", "B", "C", "D", "E"}  # the labels of the settlements
NAMES |= {"Nash", "SSEQ", "SEQ", "SMR", "GMR", "SIM", "ICD"}


def english(text: str, dialogue: Dialogue) -> list[str]:
    """The words of a page that are neither the file's own nor names."""
    own = re.sub(r"detente [a-z]+ \S+ --full", "", text.replace("Détente", "").replace(digest(dialogue)[:8], ""))
    words = set(re.findall(r"[A-Za-z][A-Za-z0-9_-]*", own))
    return sorted(words - NAMES - ids(dialogue))


def everything(document: Document) -> str:
    """What any renderer may show of a document: its texts, headings and columns, and what its figures draw."""
    found: list[str] = []

    def walk(value: Any, name: str = "") -> None:
        if isinstance(value, str):
            found.append(value if name not in ("id", "kind", "role", "name", "part") else "")
        elif isinstance(value, tuple):
            for item in value:
                walk(item)
        elif isinstance(value, Source | Mark):
            return
        elif is_dataclass(value):
            for field in fields(value):
                walk(getattr(value, field.name), field.name)
        elif callable(value):
            walk_chart(value())

    def walk_chart(value: Any, name: str = "") -> None:
        if isinstance(value, dict):
            for key, item in value.items():
                walk_chart(item, key)
        elif isinstance(value, list):
            for item in value:
                walk_chart(item, name)
        elif name in ("text", "tip", "description", "title") and isinstance(value, str):
            found.append(value)

    walk(document)
    found.append(document.kind)
    return "\n".join(found)


PAGES: dict[str, Callable[[Dialogue, Brief], Document]] = {
    "assumptions": lambda talks, found: assumptions.view(talks, found.assumptions),
    "robustness": lambda talks, found: robustness.view(talks, found.robustness),
    "brief": brief_view.view,
    "report": lambda talks, found: annexed(talks, found, brief_view.view(talks, found)),
    "spreadsheet": lambda talks, found: annexed(talks, found, brief_view.view(talks, found), levels=True),
    "desk": lambda talks, found: desk.view(talks, found, desk_(talks, found, "us")),
    "alignment": lambda talks, found: alignment.view(talks, found.alignment),
    "deals": lambda talks, found: deals.view(talks, found.deals),
    "leverage": lambda talks, found: leverage.view(talks, found.leverage[0]),
    "outlook": lambda talks, found: outlook.view(talks, found.outlook),
}


@pytest.mark.parametrize("name", PAGES)
def test_nothing_is_left_hard_coded(name: str, talks: Dialogue, result: Brief) -> None:
    with speaking(MASKED):
        said = everything(PAGES[name](talks, result))
    assert "ж" in said
    assert english(said, talks) == []


FIGURES: dict[str, Callable[[Dialogue, Brief], Figure | None]] = {
    "map": lambda talks, found: function("map")(talks, found),
    "who": lambda talks, found: function("who")(talks, found.rounds),
    "ladder": lambda talks, found: function("ladder")(talks, "pakistan", talks.state(found.settlements[0].code)),
}


@pytest.mark.parametrize("name", FIGURES)
def test_figures_are_drawn_without_a_hard_coded_word(name: str, talks: Dialogue, result: Brief) -> None:
    with speaking(MASKED):
        figure = FIGURES[name](talks, result)
        assert figure is not None
        section = Section(id="", label="", finding="", blocks=(figure,))
        said = everything(Document(kind="", title="", sections=(section,)))
    assert "ж" in said
    assert english(said, talks) == []


HOME = """
title: Talks with a house behind them
parties:
  a: {name: Aland}
  b: {name: Bland}
  senate: {name: Senate, at_table: false, ratifies: a}
circumstances:
  storm: {text: A storm comes, now: false, chance: likely}
options:
  x: {by: a, text: Open the port, asked_by: b}
  y: {by: b, text: Pay the toll, asked_by: a}
  z: {by: a, text: Share the data, levels: [none, half, all], direction: forward}
  v: {by: senate, text: Hold a hearing}
  w: {by: b, text: Leave the treaty, direction: back}
rules:
  - {id: no-both, never: z is all and storm}
priorities:
  a: [{id: toll, want: y, basis: inferred, sure: likely}, {id: closed, want: not x}]
  b: [{id: port, want: x}, {id: free, want: not y}]
  senate: [{id: quiet, want: not z is all}, {id: shut, want: not x unless y}]
status_quo: {w: true}
views:
  - {who: a, of: b, drop: [port]}
  - {who: b, of: a, drop: [closed]}
rounds:
  - id: r1
    date: 2020-01-05
    circumstances: {storm: true}
    answers: {x: {answer: accepted, basis: assumed}, y: refused}
commitments:
  c1: {by: a, to: b, text: Open it, due: 2020-02, does: x, status: {state: broken, as_of: 2020-03}}
  c2: {by: b, to: a, text: Pay it, due: 2020-03}
silence:
  - {code: no-evidence, because: It is made up}
"""


@pytest.fixture(scope="module")
def house() -> Dialogue:
    """A dialogue with what the shipped one lacks: a ratifier, options that go one way, broken promises."""
    return foreign(parse(HOME))


def _first_step(dialogue: Dialogue) -> str:
    option = dialogue.options[0]
    return f"{option.id}={option.levels[1]}"


QUESTIONS: dict[str, Callable[[Dialogue], Document]] = {
    "check": lambda talks: check.view(talks, foreign(detente.check(talks))),
    "coalitions": lambda talks: coalitions.view(talks, detente.coalitions(talks, concept="gmr")),
    "one state": lambda talks: coalitions.view(talks, detente.coalitions(talks, states=["0"])),
    "cut coalitions": lambda talks: coalitions.view(talks, detente.coalitions(talks, concept="gmr"), most=1),
    "cut deals": lambda talks: deals.view(talks, detente.deals(talks), most=1),
    "cut equilibria": lambda talks: equilibria.view(talks, detente.equilibria(talks), most=1),
    "cut views": lambda talks: views.view(talks, detente.views(talks), most=1),
    "dilemmas": lambda talks: dilemmas.view(talks, detente.dilemmas(talks)),
    "interview": lambda talks: interview.view(talks, detente.interview(talks, draws=24)),
    "DT2": lambda talks: dilemmas.view(talks, detente.dilemmas(talks, version="DT2")),
    "equilibria": lambda talks: equilibria.view(talks, detente.equilibria(talks, stable=True)),
    "paths": lambda talks: paths.view(talks, detente.paths(talks)),
    "ratification": lambda talks: ratification.view(talks, detente.ratification(talks)),
    "respond": lambda talks: respond.view(talks, detente.respond(talks, _first_step(talks))),
    "rounds": lambda talks: rounds.view(talks, detente.rounds(talks)),
    "show": lambda talks: show.view(talks),
    "views": lambda talks: views.view(talks, detente.views(talks)),
    "whatif": lambda talks: whatif.view(talks, detente.whatif(talks, set=[f"{talks.circumstances[0].id}=no"])),
    "why": lambda talks: why.view(talks, detente.why(talks, talks.asks[0].id)),
}

# What expressions are typed with.
SYNTAX = {"and", "or", "not", "is", "if", "then", "iff", "unless"}


@pytest.mark.parametrize("name", QUESTIONS)
@pytest.mark.parametrize("file", ["talks", "house"])
def test_the_questions_leave_nothing_hard_coded(file: str, name: str, request: pytest.FixtureRequest) -> None:
    dialogue = request.getfixturevalue(file)
    with speaking(MASKED):
        said = everything(QUESTIONS[name](dialogue))
    assert "ж" in said
    assert set(english(said, dialogue)) <= (SYNTAX | set(CODES) if name in ("show", "check") else set())


# Names of concepts and versions, a kind of mark, a format of numbers.
NOT_SAID = {"Nash", "SSEQ", "SEQ", "SMR", "GMR", "SIM", "DT1", "DT2", "not asked", "g"}


@pytest.mark.parametrize("path", sorted(VIEWS.glob("*.py")), ids=lambda path: path.stem)
def test_what_a_view_says_is_a_message(path: Path) -> None:
    """Also in sentences that no page of a test shows: a text of several words, or around a value, is no message."""
    tree = ast.parse(path.read_text("utf-8"))
    apart: set[int] = set()
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Name(id=function)) if function in {*messages.PLACES, "Code", "InputError"}:
                apart.update(id(part) for argument in node.args for part in ast.walk(argument))
            case ast.Expr(value=ast.Constant()):
                apart.add(id(node.value))
            case ast.keyword(arg="id"):
                apart.update(map(id, ast.walk(node.value)))
    said = [
        part.value
        for node in ast.walk(tree)
        for part in (node.values if isinstance(node, ast.JoinedStr) else [node])
        if isinstance(part, ast.Constant) and isinstance(part.value, str) and id(part) not in apart
        if re.search("[A-Za-z]", part.value)
        and (isinstance(node, ast.JoinedStr) or re.search(r"\s|^[A-Z]", part.value))
    ]
    assert set(said) <= NOT_SAID


@pytest.mark.parametrize("form", ["html", "terminal", "markdown", "latex", "pdf", "word", "excel"])
def test_renderers_say_nothing_of_their_own(form: str, talks: Dialogue, result: Brief) -> None:
    with speaking(MASKED):
        document = robustness.view(talks, result.robustness)
        document = replace(document, sections=(*document.sections, _marks(talks)))
        said = FORMS[form](document)
    assert "ж" in said
    assert english(said, talks) == []


def _marks(talks: Dialogue) -> Section:
    """A section with every kind of block and every mark."""
    kinds: tuple[MarkKind, ...] = ("accepted", "partly", "deferred", "refused", "unanswered", "not asked")
    columns = (Column(kind="subject"), *(Column(kind="mark") for _kind in kinds), Column(kind="bar"))
    row: tuple[Cell, ...] = (("1",), *(Mark(kind) for kind in kinds), Bar(0.5, 0.4, 0.6))
    table = Table(columns=columns, groups=(Rows(rows=(row,)),))
    evidence = Cite(tuple(Evidence(source=source.id) for source in talks.sources))
    terms = Terms(terms=((("1",), ("2", evidence)),))
    place = Outcome(label="A", name="3", tag="4", text=("5",), sides=(((("6",), ("7",)),),))
    blocks = (table, terms, place, Figure(name="f", finding="", description="", table=table))
    return Section(id="marks", label="", finding="", blocks=blocks)


def _html(document: Document) -> str:
    page = re.sub(r"(?s)<style>.*?</style>|<symbol.*?</symbol>|<!doctype html>|<meta [^>]*>", "", html.render(document))
    shown = re.findall(r'(?:aria-label|title|data-label|alt)="([^"]*)"', page)
    return unescape(re.sub("<[^>]*>", "", page) + " ".join(shown))


def _latex(document: Document) -> str:
    lines = [line for line in latex.render(document).splitlines() if not re.match(r"%|\\(begin|end|caption)", line)]
    return re.sub(r"\\[a-z]+|\{l\}", "", "\n".join(lines))


def _pdf(document: Document) -> str:
    data = pdf.data(document)
    data["legend"] = [words for _kind, *words in data["legend"]]
    return everything_in(data, skip={"kind", "role", "part", "mark", "svg", "language", "direction"}) + document.kind


def everything_in(data: Any, skip: set[str]) -> str:
    if isinstance(data, dict):
        return "\n".join(everything_in(value, skip) for key, value in data.items() if key not in skip)
    if isinstance(data, list):
        return "\n".join(everything_in(value, skip) for value in data)
    return data if isinstance(data, str) else ""


def _word(document: Document) -> str:
    import docx

    made = docx.Document(BytesIO(word.render(document)))
    return "\n".join(node.text or "" for node in made.element.body.iter() if str(node.tag).endswith("}t"))


def _excel(document: Document) -> str:
    from openpyxl import load_workbook

    book = load_workbook(BytesIO(excel.render(document)))
    cells = [str(c.value) for sheet in book for row in sheet.iter_rows() for c in row if isinstance(c.value, str)]
    return "\n".join([*book.sheetnames, *cells])


FORMS: dict[str, Callable[[Document], str]] = {
    "html": _html, "terminal": terminal.text, "markdown": markdown.render, "latex": _latex, "pdf": _pdf, "word": _word,
    "excel": _excel,
}  # fmt: skip


# ---- right to left ---------------------------------------------------------------------------------------------------

ARABIC = """
title: محادثات السلام
parties:
  a: {name: إيران}
  b: {name: الولايات المتحدة}
options:
  lift: {by: b, text: رفع العقوبات, asked_by: a}
  stop: {by: a, text: وقف التخصيب (20 %), asked_by: b}
priorities:
  a: [{id: x, want: lift, because: الاقتصاد ضعيف}]
  b: [{id: y, want: stop, because: الأمن أولا}]
status_quo: {}
"""


@pytest.fixture(scope="module")
def arabic() -> Document:
    dialogue = parse(ARABIC)
    return brief_view.view(dialogue, brief(dialogue))


def test_names_from_right_to_left_are_marked_in_html(arabic: Document) -> None:
    page = html.render(arabic)
    assert "\u2068إيران\u2069 asks of \u2068الولايات المتحدة\u2069" in page
    assert "unicode-bidi:plaintext" in page
    assert '<b dir="auto">' in page


def test_names_from_right_to_left_are_runs_of_their_own_in_word(arabic: Document) -> None:
    import docx

    made = docx.Document(BytesIO(word.render(arabic)))
    cells = [cell for table in made.tables for row in table.rows for cell in row.cells]
    paragraphs = [*made.paragraphs, *(paragraph for cell in cells for paragraph in cell.paragraphs)]
    runs = [run for paragraph in paragraphs for run in paragraph.runs]
    assert {run.font.rtl for run in runs if "إيران" in run.text} == {True}
    assert {run.font.rtl for run in runs if re.search("[a-z]", run.text)} == {None}
    assert "\u2068" not in "".join(run.text for run in runs)


def test_names_from_right_to_left_reach_terminal_and_pdf_whole(arabic: Document) -> None:
    shown = terminal.text(arabic)
    assert "إيران asks of الولايات المتحدة" in shown and "\u2068" not in shown
    pytest.importorskip("typst")
    pypdf = pytest.importorskip("pypdf")
    made = "".join(page.extract_text() for page in pypdf.PdfReader(BytesIO(pdf.render(arabic))).pages)
    assert "إيران" in made or "ناريإ" in made


@pytest.mark.parametrize("code", ["en", "fr"])
def test_documents_say_their_language(code: str, arabic: Document) -> None:
    import docx

    with speaking(code):
        assert f'<html lang="{code}">' in html.render(arabic)
        assert pdf.data(arabic)["language"] == code
        made = docx.Document(BytesIO(word.render(arabic)))
        assert made.core_properties.language == code
        assert f'w:val="{current().tag}"' in made.styles.element.xml


@pytest.mark.parametrize(("thing", "told"), [
    ("le blocus", "la fin du blocus"), ("la taxe", "la fin de la taxe"), ("les raids", "la fin des raids"),
    ("des patrouilles armées", "la fin des patrouilles armées"), ("un quota", "la fin d’un quota"),
    ("l'accès", "la fin de l'accès"), ("du blé", "la fin du blé"), ("embargo", "la fin d’embargo"),
])  # fmt: skip
def test_an_end_joins_with_the_article_behind_it(thing: str, told: str) -> None:
    with speaking("fr"):
        assert wording.ended(thing) == told
