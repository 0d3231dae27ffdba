"""Each row of "Adding things" in docs/architecture.md, done as it says in a copy of the program, and tried there.

What is added is a dummy of its kind; the program then asks every question of the small shipped dialogue, prints every
page, and does what the new thing is for. If a row needed one more place than it says, it would fail here.
"""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import detente

SOURCE = Path(detente.__file__).parent

QUESTION = '''"""How many parties are there?"""
from __future__ import annotations
from dataclasses import dataclass
from detente.model.dialogue import Dialogue


@dataclass(frozen=True, slots=True, kw_only=True)
class Dummy:
    """`count`: of the parties."""

    count: int


def dummy(dialogue: Dialogue, *, more: int = 0) -> Dummy:
    """How many parties there are.

    `more`: so many besides. `nothing`: to end the sentence.
    """
    return Dummy(count=len(dialogue.parties) + more)
'''

PAGE = '''from __future__ import annotations
from detente.report.document import Document, Paragraph, Section
from detente.report.page import page


def view(dialogue, result) -> Document:
    told = Paragraph(text=(f"{result.count} parties.",))
    return page(dialogue, "Dummy", Section(id="dummy", label="Dummy", finding="", blocks=(told,)), headline="Counted")
'''

FIGURE = '''from __future__ import annotations
from detente.report.document import Column, Figure, Rows, Table
from detente.report.figures.canvas import Line, drawing


def figure(dialogue, rounds) -> Figure | None:
    def chart():
        return drawing([Line(0, 0, 10, 10)], 100, 20, "A line.")

    table = Table(columns=(Column(),), groups=(Rows(rows=((("x",),),)),))
    return Figure(name="dummy", finding="A line", description="A line.", table=table, chart=chart, narrow=chart)
'''

FORMAT = '''from detente.formats.yaml import read as read_yaml, write as write_yaml


def read(text, file):
    return read_yaml(text.removeprefix("dummy\\n"), file)


def write(dialogue):
    text, left = write_yaml(dialogue)
    return "dummy\\n" + text, left
'''

CATALOGUE = '''msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Language: de\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

msgid "Counts"
msgstr "Anzahlen"

msgid "How many, concept by concept"
msgstr "Wie viele, Begriff um Begriff"
'''


@pytest.fixture(scope="module")
def tree(tmp_path_factory):
    """A copy of the program with a dummy of each kind added as the architecture page says."""
    home = tmp_path_factory.mktemp("copy")
    tree = home / "detente"
    shutil.copytree(SOURCE, tree, ignore=shutil.ignore_patterns("__pycache__"))

    def after(file, mark, text):
        old = (tree / file).read_text(encoding="utf-8")
        assert mark in old, (file, mark)
        (tree / file).write_text(old.replace(mark, mark + text, 1), encoding="utf-8")

    def before(file, mark, text):
        after(file, mark, "")
        old = (tree / file).read_text(encoding="utf-8")
        (tree / file).write_text(old.replace(mark, text + mark, 1), encoding="utf-8")

    # a stability concept
    row = '\n    Concept("dummy", "improvements", True, "DUM", "dummy stability", "doubtful", "Nobody 2000"),'
    after("engine/concepts.py", '"general metarationality", "fearful", "Howard 1971"),', row)
    # a question
    (tree / "analyses/dummy.py").write_text(QUESTION)
    (tree / "report/pages/dummy.py").write_text(PAGE)
    after("workbench.py", "ANALYSES: tuple[Analysis, ...] = (", '\n    Analysis("dummy", "How many are they?"),')
    # a figure
    (tree / "report/figures/dummy.py").write_text(FIGURE)
    after("report/figures/__init__.py", "_ROWS = (", '\n    Row("dummy", "A line", "rounds"),')
    # a file format
    (tree / "formats/dummy.py").write_text(FORMAT)
    after("formats/__init__.py", "FORMATS = {", '\n    ".dum": Format(read="dummy:read", write="dummy:write"),')
    # a language
    (tree / "report/catalogues/de.po").write_text(CATALOGUE, encoding="utf-8")
    # an operator of the language
    operator = '''@dataclass(frozen=True, slots=True)
class Either(Derived):
    """Exactly one of the two."""

    rule, form, binding, places = "xor", "{} xor {}", 1, (2, 2)
    left: Expr
    right: Expr

    @property
    def meaning(self) -> Expr:
        return Not(Iff(self.left, self.right))


'''
    before("model/expression.py", "OPERATORS: tuple[type[Derived], ...] = (", operator)
    after("model/expression.py", "OPERATORS: tuple[type[Derived], ...] = (", "Either, ")
    condition = '?condition: either "unless" either         -> unless'
    after("model/expression.lark", condition, '\n          | either "xor" either -> xor')
    # a field of the file
    after("formats/records/talks.py", '    round: RoundId = Field("", description="The round in which it was made.")',
          '\n    mood: Text = Field("", description="In what mood.")')  # fmt: skip
    after("model/dialogue/talks.py", '    due: str = ""', '\n    mood: str = ""')
    # an example
    (tree / "examples/dummy.yaml").write_text(
        "parties: {a: , b: }\noptions: {x: {by: a, asked_by: b}, y: {by: b}}\n"
        "priorities: {a: [x xor y], b: [x]}\ncommitments: {c: {by: a, does: x xor y, mood: glum}}\n"
    )
    # a kind of change
    hush = "@dataclass(frozen=True, slots=True)\nclass Hush:\n    '''No rounds.'''\n\n\n"
    before("model/change/kinds.py", "Change = (", hush)
    after("model/change/kinds.py", "Change = (\n    SetCircumstance", " | Hush")
    case = "    changed = replace(changed, rounds=()) if Hush() in changes else changed\n"
    before("model/change/applying.py", "    return seen(changed", case)
    before("model/change/applying.py", "from detente.model.dialogue", "from detente.model.change.kinds import Hush\n")
    return home


def run(home, *command):
    done = subprocess.run(
        [sys.executable, "-c", *command], capture_output=True, text=True, check=False, timeout=120, cwd=home,
        env={**os.environ, "PYTHONPATH": str(home), "PYTHONDONTWRITEBYTECODE": "1"},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout


ALL = """
import json, sys
import detente as dt
from detente import workbench
from detente.plain import plain
from detente.report.renderers import terminal
told = {}
for name in ("river", "dummy"):
    talks = dt.load(name)
    first = dict.fromkeys(("why", "leverage"), [talks.asks[0].id])
    first["respond"] = [f"{talks.options[0].id}={talks.options[0].levels[-1]}"]
    for row in workbench.ANALYSES:
        more = {"drop": [talks.preferences[talks.parties[0].id].priorities[0].id]} if row.name == "whatif" else {}
        try:
            result = row.function(talks, *first.get(row.name, ()), **more)
        except dt.DetenteError as fault:
            told[f"{name} {row.name}"] = f"{type(fault).__name__}: {fault}"
            continue
        row.view(talks, result)
        told[f"{name} {row.name}"] = plain(result)
    for row in ("deals", "coalitions", "views"):
        workbench.analysis(row).view(talks, workbench.analysis(row).function(talks, concept="dummy"))
    from detente.analyses.brief import brief
    from detente.report.brief.page import view
    view(talks, brief(talks))
print(json.dumps(told))
"""


@pytest.fixture(scope="module")
def told(tree):
    return json.loads(run(tree, ALL))


def test_every_question_answers_with_all_of_it(told):
    assert not {name: said for name, said in told.items() if isinstance(said, str) and not said.startswith("NoAnswer")}


def test_a_concept(told):
    found = told["river equilibria"]
    assert found["counts"]["dummy"] == found["counts"]["sseq"]
    assert found["firmness"]["doubtful"] == sum(e["firmness"] == "doubtful" for e in found["equilibria"])
    held = [("dummy" in p["holds"], "sseq" in p["holds"]) for p in told["river deals"]["packages"]]
    assert held and all(one == other for one, other in held)


def asked(tree, *words):
    return run(tree, f"import sys; sys.argv = ['detente', *{words!r}]; from detente.cli import main; sys.exit(main())")


def test_a_concept_is_a_choice_and_in_the_tables(tree):
    assert "dummy" in asked(tree, "deals", "--help")
    assert "DUM" in asked(tree, "equilibria", "river")


def test_a_question_is_a_command_and_a_public_name(tree):
    assert "6 parties." in asked(tree, "dummy", "river", "--more", "3")
    assert "So many besides." in asked(tree, "dummy", "--help")
    assert run(tree, "import detente as dt; print(dt.dummy('river').count, 'dummy' in dt.__all__)") == "3 True\n"


def test_a_figure(tree):
    asked(tree, "figure", "dummy", "river", "-o", "dummy.json")
    assert json.loads((tree / "dummy.json").read_text())


def test_a_format(tree):
    asked(tree, "convert", "river", "river.dum")
    assert (tree / "river.dum").read_text(encoding="utf-8").startswith("dummy\n")
    assert asked(tree, "equilibria", "river.dum", "--json") == asked(tree, "equilibria", "river", "--json")


def test_a_language(tree):
    assert "Wie viele, Begriff um Begriff" in asked(tree, "equilibria", "river", "--lang", "de")


def test_an_operator(tree, told):
    script = "import detente as dt; d = dt.load('dummy'); w = d.preferences['a'].statements[0].want"
    assert run(tree, f"{script}; print(dt.parse(dt.dump(d)) == d, w)") == "True x xor y\n"
    # a would have exactly one of x and y, b wants x: from x alone nobody moves
    firm = [e["state"] for e in told["dummy equilibria"]["equilibria"] if e["firmness"] == "firm"]
    assert {"x": "yes", "y": "no"} in firm and {"x": "no", "y": "no"} not in firm
    assert "exactly when" in asked(tree, "show", "dummy")
    asked(tree, "convert", "dummy", "dummy.gmcr")


def test_a_field(tree):
    script = "import detente as dt; d = dt.load('dummy'); again = dt.parse(dt.dump(d))"
    assert run(tree, f"{script}; print(again == d, again.commitments[0].mood)") == "True glum\n"


def test_a_kind_of_change(tree):
    script = "import detente as dt; from detente.model.change.kinds import Hush as hush"
    assert run(tree, f"{script}; print(dt.apply(dt.load('river'), hush()).rounds)") == "()\n"


def test_an_example(tree, told):
    assert "dummy" in run(tree, "import detente as dt; print(dt.examples())")
    assert told["dummy rounds"]["asks"]
