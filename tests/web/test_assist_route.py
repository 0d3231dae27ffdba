"""Help while writing through the door: the functions of `detente.assist`, and the mends of `work`."""

from __future__ import annotations

from importlib.resources import files
from typing import Any

from bench import Running

from detente.assist import Edit, Place, Span, applied

TEXT = files("detente").joinpath("examples", "us-pakistan-2010.yaml").read_text("utf-8")
LINES = TEXT.splitlines()
AT = LINES.index("      want: not close_route")


def asked(bench: Running, path: str, body: Any) -> Any:
    with bench.client() as client:
        return client.post(path, json=body)


def test_a_place_is_completed_told_and_led_to_where_it_is_defined(bench: Running) -> None:
    body = {"text": TEXT.replace("not close_route", "not clo", 1), "line": AT, "column": len("      want: not clo")}
    found = asked(bench, "/api/v1/assist/complete", body).json()
    assert found[0]["text"] == "close_route"
    assert found[0]["span"]["start"] == {"line": AT, "column": len("      want: not ")}
    told = asked(bench, "/api/v1/assist/hover", body | {"text": TEXT}).json()
    assert (told["kind"], told["name"]) == ("option", "close_route")
    span = asked(bench, "/api/v1/assist/definition", body | {"text": TEXT}).json()
    assert LINES[span["start"]["line"]].strip() == "close_route:"


def test_what_is_no_question_of_help_is_refused(bench: Running) -> None:
    assert asked(bench, "/api/v1/assist/everything", {"text": TEXT}).status_code == 422
    assert asked(bench, "/api/v1/assist/hover", {"text": TEXT, "line": -1}).status_code == 422


def test_a_mend_of_work_does_away_with_its_problem(bench: Running) -> None:
    wrong = TEXT.replace("want: not close_route", "want: not close_rout", 1)
    (problem,) = asked(bench, "/api/v1/work", {"text": wrong, "shown": ["board"]}).json()["problems"]
    (mend,) = problem["mends"]
    assert problem["line"] == AT + 1
    edit = Edit(span=Span(Place(*mend["from"]), Place(*mend["to"])), text=mend["text"])
    assert applied(wrong, (edit,)) == TEXT


def test_a_warning_that_the_author_muted_is_not_told(bench: Running) -> None:
    worked = asked(bench, "/api/v1/work", {"text": TEXT, "shown": ["board"]}).json()
    assert "unstated-level" not in {problem["code"] for problem in worked["problems"]}
    loud = TEXT.replace("code: unstated-level", "code: idle-party")
    worked = asked(bench, "/api/v1/work", {"text": loud, "shown": ["board"]}).json()
    assert "unstated-level" in {problem["code"] for problem in worked["problems"]}

