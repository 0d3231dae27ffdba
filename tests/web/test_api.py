"""What `/api/v1` answers: the same as the program says elsewhere."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest
from bench import Running, running

from detente.cli import run
from detente.formats import load
from detente.formats.compiled import compiled
from detente.store.records import digest
from detente.web.questions import questions

EXAMPLES: dict[str, dict[str, Any]] = {
    "why": {"ask": "release"}, "respond": {"state": "release=half"}, "leverage": {"target": "release"},
    "whatif": {"set": ["dry_year=no"]}, "equilibria": {"limit": 3},
}  # fmt: skip


def told(capsys: pytest.CaptureFixture[str], *arguments: str) -> Any:
    assert run([*arguments, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def command(name: str) -> list[str]:
    """The same question as a command."""
    given = EXAMPLES.get(name, {})
    options = [part for key, value in given.items() if key in ("set", "limit")
               for part in (f"--{key}", value[0] if isinstance(value, list) else str(value))]  # fmt: skip
    asked = [value for key, value in given.items() if key in ("ask", "state")]
    return [name, "river", *asked, *options, *(["--for", "release"] if name == "leverage" else [])]


@pytest.mark.parametrize("name", [q.name for q in questions()])
def test_a_question_answers_as_the_command_does(bench: Running, capsys: pytest.CaptureFixture[str], name: str) -> None:
    with bench.client(prefer="wait=60") as client:
        answer = client.post(f"/api/v1/dialogues/river/{name}", json=EXAMPLES.get(name, {}))
        text = client.get("/api/v1/dialogues/river").json()["text"]
        again = client.post(f"/api/v1/ask/{name}", json={"text": text, "parameters": EXAMPLES.get(name, {})})
        page = client.post(
            f"/api/v1/dialogues/river/{name}", json=EXAMPLES.get(name, {}), headers={"accept": "text/html"}
        )
    assert answer.status_code == 200, answer.text
    assert answer.json() == told(capsys, *command(name))
    assert again.status_code == 200
    assert page.headers["content-type"].startswith("text/html")
    assert page.text.startswith('<article class="sheet">')
    assert "style=" not in page.text.partition("<svg")[0]


def test_the_list_and_a_dialogue(bench: Running) -> None:
    with bench.client() as client:
        rows = client.get("/api/v1/dialogues").json()["dialogues"]
        assert [row["name"] for row in rows] == ["classroom-chicken", "river", "us-pakistan-2010"]
        river = rows[1]
        assert river["title"] == load("river").title
        assert river["sound"] is True
        assert [row["name"] for row in client.get("/api/v1/dialogues?q=waziristan").json()["dialogues"]] == [
            "us-pakistan-2010"
        ]
        page = client.get("/api/v1/dialogues?limit=1&after=classroom-chicken").json()
        assert ([row["name"] for row in page["dialogues"]], page["more"]) == (["river"], True)
        one = client.get("/api/v1/dialogues/river")
        assert one.headers["etag"] == f'"{river["digest"]}"'
        assert digest(one.json()["text"]) == river["digest"]
        assert client.get("/api/v1/dialogues/sea").status_code == 404


def test_work_answers_a_text(bench: Running) -> None:
    with bench.client() as client:
        text = client.get("/api/v1/dialogues/us-pakistan-2010").json()["text"]
        found = client.post("/api/v1/work", json={"text": text, "shown": ["board", "brief"]}).json()
    dialogue = load("us-pakistan-2010")
    assert found["digest"] == digest(text)
    assert found["compiled"] == json.loads(json.dumps(compiled(dialogue)))
    assert found["html"]["headline"].startswith("<h1>")
    board = found["board"]
    assert [o["id"] for o in board["options"]] == [o.id for o in dialogue.options]
    lines = text.split("\n")
    for one in (*board["options"], *board["circumstances"], *board["parties"]):
        assert one["id"] in lines[one["line"] - 1], one
    columns = {one["id"]: one for one in board["columns"]}
    assert columns["now"]["state"] == list(dialogue.status_quo or ())
    assert {f"position:{party}" for party in dialogue.table} <= set(columns)
    assert all(len(one["state"]) == len(dialogue.options) for one in board["columns"])


def test_work_tells_what_is_wrong_and_where(bench: Running) -> None:
    with bench.client() as client:
        text = client.get("/api/v1/dialogues/river").json()["text"]
        wrong = text.replace("release >= half", "relaese >= half", 1)
        found = client.post("/api/v1/work", json={"text": wrong}).json()
    assert (found["sound"], found["board"], found["compiled"]) == (False, None, None)
    (first, *_rest) = found["problems"]
    assert "relaese" in wrong.split("\n")[first["line"] - 1]
    assert "release" in first["message"] + first["hint"]


def test_a_save_keeps_what_another_saved(tmp_path: Path) -> None:
    """Two people at one dialogue: the second is told of the first, and nothing is lost."""
    with running(tmp_path, "river", size=1) as bench, bench.client() as client:
        place = "/api/v1/dialogues/river"
        first = client.get(place).json()
        tag = {"if-match": f'"{first["digest"]}"'}
        hers = first["text"] + "\n# hers\n"
        assert client.put(place, json={"text": hers}).status_code == 428
        assert client.put(place, json={"text": hers}, headers={"if-match": '"0"'}).status_code == 412
        saved = client.put(place, json={"text": hers, "message": "mine", "by": "bo"}, headers=tag)
        assert saved.status_code == 200
        assert (bench.folder / "river.yaml").read_text("utf-8") == hers
        late = client.put(place, json={"text": first["text"] + "\n# his\n"}, headers=tag)
        assert late.status_code == 409
        assert (late.json()["text"], late.json()["digest"], late.json()["by"]) == (hers, digest(hers), "bo")
        assert (bench.folder / "river.yaml").read_text("utf-8") == hers
        versions = client.get(place + "/versions").json()["versions"]
        assert versions[0]["message"] == "mine"
        old = client.get(f"{place}/versions/{versions[-1]['id']}").json()
        assert old["text"] == first["text"]
        assert client.get(f"{place}/versions/1").json() == old
        assert client.get(place, headers={"if-none-match": f'"{digest(hers)}"'}).status_code == 304
        assert client.get(place, headers=tag | {"if-none-match": tag["if-match"]}).status_code == 200


def test_a_draft_is_kept_and_forgotten(tmp_path: Path) -> None:
    with running(tmp_path, "river", size=1) as bench, bench.client() as client:
        place = "/api/v1/dialogues/river"
        first = client.get(place).json()
        assert first["draft"] is None
        kept = client.put(place + "/draft", json={"text": "title: x", "base": first["digest"]})
        assert kept.status_code == 200
        draft = client.get(place).json()["draft"]
        assert (draft["text"], draft["base"]) == ("title: x", first["digest"])
        assert client.delete(place + "/draft").status_code == 204
        assert client.get(place).json()["draft"] is None


def test_dialogues_are_made_and_removed(tmp_path: Path) -> None:
    with running(tmp_path, size=1) as bench, bench.client() as client:
        made = client.post("/api/v1/dialogues", json={"name": "a river", "from": "example", "text": "river"})
        assert made.status_code == 201
        assert client.get(made.headers["location"].replace(" ", "%20")).json()["text"] == made.json()["text"]
        assert client.post("/api/v1/dialogues", json={"name": "a river"}).status_code == 409
        assert client.post("/api/v1/dialogues", json={"name": "empty"}).status_code == 201
        assert client.post("/api/v1/dialogues", json={"name": "x", "from": "example", "text": "y"}).status_code == 404
        assert client.post("/api/v1/dialogues", json={"name": "../x"}).status_code == 422
        tag = made.headers["etag"]
        assert client.delete("/api/v1/dialogues/a%20river").status_code == 428
        assert client.delete("/api/v1/dialogues/a%20river", headers={"if-match": tag}).status_code == 204
        assert client.get("/api/v1/dialogues/a%20river").status_code == 404


def test_long_work_is_a_job_that_can_be_ended(bench: Running) -> None:
    """A question with thousands of draws: told where to fetch it, how far it is, and ended with its process."""
    asked = {"draws": 1_000_000, "seed": 3}
    with bench.client(prefer="wait=0") as client:
        begun = client.post("/api/v1/dialogues/us-pakistan-2010/outlook", json=asked)
        assert begun.status_code == 202
        place = begun.headers["location"]
        assert client.get(place).json()["state"] == "working"
        assert client.get(place + "/result").status_code == 202
        started = time.monotonic()
        assert client.delete(place).status_code == 204
        assert time.monotonic() - started < 10
        assert client.get(place).json()["state"] == "cancelled"
        assert client.get(place + "/result").status_code == 410
        with client.stream("GET", place + "/events") as events:
            said = [line for line in events.iter_lines() if line]
        assert json.loads(said[-1].removeprefix("data: "))["state"] == "cancelled"
        assert client.post("/api/v1/dialogues/river/rounds", json={}, headers={"prefer": "wait=60"}).status_code == 200


def test_a_question_that_cannot_be_answered_says_why(bench: Running) -> None:
    with bench.client() as client:
        answer = client.post("/api/v1/dialogues/river/why", json={"ask": "nothing"})
        assert answer.status_code == 422
        assert "nothing" in answer.json()["detail"]
        assert client.post("/api/v1/dialogues/river/why", json={}).status_code == 422
        assert client.post("/api/v1/dialogues/river/why", json={"ask": "pay", "x": 1}).status_code == 422


@pytest.mark.parametrize("format", ["html", "pdf", "docx", "xlsx", "md", "tex", "txt"])
def test_reports_in_every_format(bench: Running, format: str) -> None:
    pytest.importorskip("typst")
    with bench.client() as client:
        answer = client.get(f"/api/v1/dialogues/river/report.{format}?brief=true")
    assert answer.status_code == 200, answer.text[:300]
    begins = {"pdf": b"%PDF", "docx": b"PK", "xlsx": b"PK", "html": b"<!doctype html>"}
    assert answer.content.startswith(begins.get(format, b""))
    assert f"river.{format}" in answer.headers["content-disposition"]


def test_two_texts_are_put_together_by_entry_and_checked(bench: Running) -> None:
    base = "parties: {a: {}, b: {}}\noptions:\n  x: {by: a}\n  y: {by: b}\npriorities:\n  a: [x]\n"
    one, two = "x: {by: a, text: One}", "x: {by: a, text: Two}"
    ours, theirs = (base.replace("x: {by: a}", line) for line in (one, two))
    with bench.client() as client:
        def together(**more: Any) -> Any:
            return client.post("/api/v1/merge", json={"base": base, "ours": ours, "theirs": theirs} | more).json()

        (clash,) = together()["conflicts"]
        assert (clash["entry"], clash["ours"], clash["theirs"]) == ("options.x", f"{one}\n", f"{two}\n")
        assert together(chosen={"options.x": "theirs"}) == {"text": theirs, "conflicts": [], "problems": []}
        parted = together(ours=base.replace("  y: {by: b}\n", ""), theirs=base.replace("a: [x]", "a: [x, y]"))
        (problem,) = parted["problems"]
        assert not parted["conflicts"] and "`y`" in problem["message"] and problem["line"] == 5
        given = {"base": base, "ours": ours, "theirs": theirs, "chosen": {"x": "both"}}
        refused = client.post("/api/v1/merge", json=given)
        assert refused.status_code == 422
