"""The public face: names by decision, and results that show themselves."""

import ast
import copy
import dataclasses
import pickle
import subprocess
import sys
from pathlib import Path

import pytest

import detente as dt
from detente.analyses.equilibria import Equilibria
from detente.analyses.equilibria import equilibria as plain_equilibria
from detente.plain import plain
from detente.workbench import ANALYSES


def _for_type_checkers() -> dict[str, str]:
    """name -> module of the imports of the stub, each said to be public (`as` the same name)."""
    tree = ast.parse(Path(dt.__file__).with_suffix(".pyi").read_text(encoding="utf-8"))
    return {
        alias.asname: node.module
        for node in tree.body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
        if alias.asname == alias.name
    }


def test_type_checkers_and_the_program_see_the_same_names():
    assert dt.__all__ == sorted(dt.__all__)
    assert set(dt.__all__) == set(_for_type_checkers())
    assert all(name in dir(dt) for name in dt.__all__)


def test_a_star_brings_the_public_names():
    names = {}
    exec("from detente import *", names)
    assert set(dt.__all__) <= set(names)


def test_every_analysis_is_a_name():
    assert {row.name for row in ANALYSES} <= set(dt.__all__)


@pytest.mark.parametrize("name", dt.__all__)
def test_every_name_is_there_and_told(name):
    assert getattr(dt, name).__doc__
    assert name in dir(dt)


def test_there_is_no_other_name():
    with pytest.raises(AttributeError, match="equilibrium"):
        _ = dt.equilibrium


def test_importing_costs_next_to_nothing():
    script = "import sys, detente; print([m for m in ('numpy', 'pydantic', 'lark', 'jinja2') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


QUESTIONS = [
    ("equilibria", ()),
    ("why", ("pay",)),
    ("respond", ("dam=yes",)),
    ("paths", ()),
    ("rounds", ()),
    ("check", ()),
    ("brief", ()),
]


@pytest.mark.parametrize(("name", "asked"), QUESTIONS)
def test_a_result_says_what_it_is(name, asked):
    river = dt.load("river")
    result = getattr(dt, name)(river, *asked)
    lines = repr(result).splitlines()
    assert "Talks on the upper river" in lines[0]
    fields = next(k for k, line in enumerate(lines) if line.startswith("fields: "))
    assert " ".join(lines[fields:]).removeprefix("fields: ") == ", ".join(f.name for f in dataclasses.fields(result))
    assert 3 <= len(lines) <= 10
    assert max(map(len, lines)) <= 110


def test_the_words_are_those_of_the_page():
    said = repr(dt.equilibria(dt.load("river")))
    assert said.splitlines()[1] == "It can settle in three states, all firm; seven more hold in a weaker sense"


def test_a_notebook_shows_the_page():
    markup = dt.equilibria(dt.load("river"))._repr_html_()
    assert markup.startswith("<iframe sandbox ") and markup.endswith("</iframe>")
    assert "It can settle in three states" in markup
    assert "&lt;h1&gt;" in markup and "<h1>" not in markup  # a page of its own, inside the frame
    assert "@font-face" not in markup and len(markup) < 50_000


@pytest.mark.parametrize(("name", "drawn"), [("outlook", 1), ("alignment", 1), ("rounds", 1), ("brief", 4), ("why", 1)])
def test_a_notebook_shows_the_figures_of_the_report(name, drawn):
    pytest.importorskip("vl_convert")
    markup = getattr(dt, name)(dt.load("river"), *(("pay",) if name == "why" else ()))._repr_html_()
    told = markup.count("role=&quot;img&quot; aria-label=&quot;")  # every picture is told in words, too
    assert markup.count("&lt;figure id=&quot;f-") == told
    assert (told >= drawn) if drawn else told == 0


def test_without_the_drawing_library_the_page_has_its_tables(monkeypatch):
    from detente.report.figures import picture

    monkeypatch.setattr(picture, "can_draw", lambda: False)
    markup = dt.outlook(dt.load("river"))._repr_html_()
    assert "&lt;figure" not in markup and "&lt;table" in markup


def test_markup_in_names_stays_text():
    talks = dt.parse("title: <script>alert(1)</script>\nparties: {a: {}}\noptions: {x: {by: a}}\n")
    markup = dt.equilibria(talks)._repr_html_()
    assert "<script>" not in markup and "&lt;script&gt;" not in markup


def test_a_shown_result_is_the_same_value():
    river = dt.load("river")
    result = dt.equilibria(river)
    assert isinstance(result, Equilibria)
    assert result == plain_equilibria(river) and plain_equilibria(river) == result
    assert result != dt.equilibria(river, limit=1)
    assert plain(result) == plain(plain_equilibria(river))


def test_copies_and_pickles_show_themselves_too():
    result = dt.equilibria(dt.load("river"))
    for again in (copy.copy(result), copy.deepcopy(result), pickle.loads(pickle.dumps(result))):
        assert again == result and repr(again) == repr(result)


def test_functions_keep_their_name_and_help():
    assert dt.equilibria is dt.equilibria
    assert dt.equilibria.__name__ == "equilibria"
    assert dt.equilibria.__doc__ == plain_equilibria.__doc__


def test_a_dialogue_says_what_it_is_in_a_line() -> None:
    told = "Dialogue('Talks on the upper river': 3 parties, 4 options, 24 states, 2 asks, 2 rounds)"
    assert repr(dt.load("river")) == told


def test_a_name_will_do_for_a_dialogue() -> None:
    assert dt.equilibria("river") == dt.equilibria(dt.load("river"))
    assert dt.why("river", "release") == dt.why(dt.load("river"), "release")
