"""Forecasts: what is sealed is what the outlook gives, answers in their time, scores as the definitions have them."""

from __future__ import annotations

import json
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente import formats
from detente.analyses.forecast import questions, resolution, score
from detente.analyses.gathering import Gathering
from detente.analyses.outlook import outlook
from detente.cli import forecast as command
from detente.cli import run
from detente.errors import InputError, NoAnswer
from detente.formats import parse
from detente.methods.forecasts.chain import FIRST, Forecast, Record, Resolution, read
from detente.plain import digest

TALKS = """\
horizon: 2099-06
parties: {a: , b: }
circumstances: {rain: {text: It rains, chance: 0.4, evidence: press}, snow: }
options:
  x: {by: a, asked_by: b, text: The x, evidence: press}
  y: {by: b, asked_by: a, text: The y, evidence: minutes}
sources: {press: {title: The press}, minutes: {title: The minutes}}
priorities:
  a: [{want: not x, sure: 0.75}, y]
  b: [x, not y]
status_quo: {y: no}
"""


@pytest.fixture
def folder(tmp_path, monkeypatch):
    (tmp_path / "t.yaml").write_text(TALKS, "utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(command, "_now", lambda: "2090-01-01T00:00:00Z")
    return tmp_path


def done(capsys, *words, code=0):
    assert run(["forecast", *words]) == code, capsys.readouterr()
    told = capsys.readouterr()
    return " ".join((told.out + told.err).split())


# ---- what is asked ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", formats.examples())
def test_every_ask_and_every_fact_with_a_chance_is_asked_with_what_the_outlook_gives(name):
    dialogue = replace(formats.load(name), horizon="2099", signature=None)
    given = {one.ask: one.chance for one in outlook(dialogue, equilibria=False).asks}
    found = {one.name: one for one in questions(dialogue, "2090-01-01")}
    facts = {f"fact:{fact.id}@2099": fact.chance.value for fact in dialogue.circumstances if fact.chance}
    assert set(found) == {f"{ask.id}@2099" for ask in dialogue.asks} | set(facts)
    for one in found.values():
        assert one.chance == pytest.approx(given[one.ask] if one.ask else facts[one.name], abs=1e-12)
        if one.ask and dialogue.status_quo is not None:
            assert one.stays == dialogue.holds(dialogue.ask(one.ask).that, dialogue.status_quo)


def test_a_signature_that_is_stated_weighs_drift_and_package():
    talks = TALKS.replace("b: [x, not y]", "b: [x]").replace("{want: not x, sure: 0.75}, y", "y, not x")
    plain, stated = parse(talks), parse(talks + "signature: {chance: 0.25}\n")
    deal = Gathering(plain, None).deal.packages[0]
    assert deal.asks["x"] == "full"
    for before, after in zip(questions(plain, "2090"), questions(stated, "2090"), strict=True):
        if before.ask:
            met = float(deal.asks[before.ask] == "full")
            assert after.chance == pytest.approx(0.25 * met + 0.75 * before.chance)


@pytest.mark.parametrize(
    ("talks", "said"),
    [
        (TALKS.replace("horizon: 2099-06\n", ""), "needs a date"),
        (TALKS.replace("2099-06", "2089"), "has passed"),
        (TALKS.replace("2099-06", "2090-01-01"), "has passed"),
    ],
)
def test_a_forecast_needs_a_horizon_ahead(talks, said):
    with pytest.raises(InputError, match=said):
        questions(parse(talks), "2090-01-01")


def test_names_that_are_none_are_told_with_the_nearest():
    with pytest.raises(InputError, match="did you mean `rain`"):
        questions(parse(TALKS), "2090", own={"rainn": 0.5})
    with pytest.raises(InputError, match="no ask, or fact with a chance, `snow`"):
        questions(parse(TALKS), "2090", only=["snow"])
    with pytest.raises(NoAnswer, match="nothing to forecast"):
        questions(parse("horizon: 2099\nparties: {a: }\noptions: {x: {by: a}}\n"), "2090")


# ---- the command -----------------------------------------------------------------------------------------------------


def test_sealed_updated_resolved_and_scored(folder, capsys, monkeypatch):
    assert "Three forecasts sealed" in done(capsys, "seal", "t.yaml", "--own", "x=likely", "--own", "rain=0.1")
    first = (folder / "t.forecasts.jsonl").read_text("utf-8")
    head = read(first).head
    sealed = {one.question: one for one in read(first).forecasts}
    assert sealed["x@2099-06"].own == 0.675 and sealed["fact:rain@2099-06"].chance == 0.4
    assert sealed["x@2099-06"].digest == digest(parse(TALKS)) and sealed["y@2099-06"].source.endswith("The minutes")
    assert "if at the end of June 2099 “The x” is done" in sealed["x@2099-06"].rule
    monkeypatch.setattr(command, "_now", lambda: "2091-01-01T00:00:00Z")
    done(capsys, "seal", "t.yaml", "--ask", "x")
    grown = (folder / "t.forecasts.jsonl").read_text("utf-8")
    assert grown.startswith(first) and len(read(grown, head=head).forecasts) == 4
    assert "whole: four forecasts and no answers" in done(capsys, "check", "t.yaml", "--head", head)
    assert "no sealed question `z`" in done(
        capsys, "resolve", "t.yaml", "z", "yes", "--on", "2092", "--source", "s", code=2
    )
    near = done(capsys, "resolve", "t.yaml", "x@2099", "yes", "--on", "2091", "--source", "s", code=2)
    assert near == "no sealed question `x@2099`; did you mean `x@2099-06` (The x)?"
    monkeypatch.setattr(command, "_now", lambda: "2092-06-01T00:00:00Z")
    ahead = done(capsys, "resolve", "t.yaml", "x@2099-06", "yes", "--on", "2092-06-03", "--source", "s", code=2)
    assert "`2092-06-03` has not come yet" in ahead
    late = done(capsys, "resolve", "t.yaml", "x@2099-06", "no", "--on", "2092", "--source", "s", code=2)
    assert "open until its horizon" in late
    monkeypatch.setattr(command, "_now", lambda: "2100-01-01T00:00:00Z")
    after = done(capsys, "resolve", "t.yaml", "x@2099-06", "yes", "--on", "2099-07", "--source", "s", code=2)
    assert "by then it had not come" in after
    done(capsys, "resolve", "t.yaml", "x", "yes", "--on", "2092-05", "--source", "the press")
    told = json.loads(_json(capsys, "score", "t.yaml"))
    chance = sealed["x@2099-06"].chance
    assert told["last"]["given"]["brier"] == float((1 - Fraction(chance)) ** 2)
    assert told["first"]["given"]["count"] == 1 and told["every"]["count"] == 2
    assert told["own"]["count"] == 0  # the update has no number of the analyst's
    page = done(capsys, "score", "t.yaml")
    assert "came (May" in page and "open" in page
    assert "Calibration" in done(capsys, "calibration", "t.yaml")
    assert json.loads(_json(capsys, "calibration", "t.yaml"))["calibration"][0]["count"] == 1


def _json(capsys, *words):
    assert run(["forecast", *words, "--json"]) == 0
    return capsys.readouterr().out


def test_a_record_that_was_tampered_with_is_neither_read_nor_added_to(folder, capsys):
    done(capsys, "seal", "t.yaml")
    path = folder / "t.forecasts.jsonl"
    text = path.read_text("utf-8")
    path.write_text(text.replace('"own":null', '"own":0.9', 1), "utf-8")
    for words in (["check", "t.yaml"], ["seal", "t.yaml"], ["score", "t.yaml"], ["check", "t.forecasts.jsonl"]):
        assert "line 1: the record is not whole" in done(capsys, *words, code=2)
    path.write_bytes(text.replace("\n", "\r\n").encode())
    assert "its line end is another (CR LF)" in done(capsys, "check", "t.yaml", code=2)
    path.write_bytes("é".encode())
    assert "not whole" in done(capsys, "check", "t.yaml", code=2)


def test_a_clock_set_back_and_a_record_that_grew_meanwhile_leave_it_as_it_was(folder, capsys, monkeypatch):
    done(capsys, "seal", "t.yaml")
    path = folder / "t.forecasts.jsonl"
    text = path.read_text("utf-8")
    monkeypatch.setattr(command, "_now", lambda: "2089-12-31T00:00:00Z")
    assert "earlier than the line before" in done(capsys, "seal", "t.yaml", code=2)
    assert path.read_text("utf-8") == text
    monkeypatch.setattr(command, "_now", lambda: "2090-02-01T00:00:00Z")
    plain = command.whole
    monkeypatch.setattr(command, "whole", lambda path, **asked: (plain(path, **asked), path.write_text(text + text))[0])
    assert "added to meanwhile" in done(capsys, "seal", "t.yaml", code=2)
    assert path.read_text("utf-8") == text + text


def test_what_is_missing_is_told_with_its_mend(folder, capsys):
    for place in (".", "/", "t.yaml"):
        assert "seal begins one" in done(capsys, "check", place, code=2)
    assert "name one with --file" in done(capsys, "check", "-", code=2)
    assert "is not a chance" in done(capsys, "seal", "t.yaml", "--own", "x=perhaps", code=2)
    assert "write ID=0.3" in done(capsys, "seal", "t.yaml", "--own", "x", code=2)
    bare = TALKS.replace(", evidence: press", "").replace(", evidence: minutes", "")
    (folder / "bare.yaml").write_text(bare, "utf-8")
    assert "name it with --source" in done(capsys, "seal", "bare.yaml", code=2)
    assert not (folder / "bare.forecasts.jsonl").exists()
    done(capsys, "seal", "bare.yaml", "--source", "the gazette")
    assert "cannot be written" in done(capsys, "seal", "t.yaml", "--file", "none/there.jsonl", code=2)


def test_the_page_of_a_sealing_fits(folder, capsys):
    assert run(["forecast", "seal", "t.yaml"]) == 0
    assert max(map(len, capsys.readouterr().out.splitlines())) <= 80


# ---- the scores ------------------------------------------------------------------------------------------------------

SEALED = st.builds(
    Forecast, date=st.sampled_from([f"20{y}-01-01T00:00:00Z" for y in range(30, 40)]), question=st.sampled_from("abc"),
    text=st.just("t"), rule=st.just(""), source=st.just(""), horizon=st.just("2038"), chance=st.floats(0, 1),
    own=st.one_of(st.none(), st.floats(0, 1)), stays=st.booleans(), done=st.booleans(), title=st.just(""),
    digest=st.just(""), version=st.just(""),
)  # fmt: skip
ANSWERS = st.dictionaries(st.sampled_from("abc"), st.tuples(st.sampled_from(["yes", "no", "partly", "void"]),
                                                           st.integers(2030, 2041)))  # fmt: skip


@settings(max_examples=200)
@given(st.lists(SEALED, min_size=1, max_size=12), ANSWERS)
def test_scores_are_those_of_the_definitions(sealed, answers):
    sealed = sorted(sealed, key=lambda one: one.date)
    told = [Resolution(date="2050-01-01T00:00:00Z", question=q, came=came, on=str(year), source="", note="")
            for q, (came, year) in answers.items() if any(one.question == q for one in sealed)]  # fmt: skip
    found = score(Record(entries=(*sealed, *told), head=FIRST))
    counted = {}
    for one in sealed:
        came, year = answers.get(one.question, ("", 0))
        if came not in ("", "void") and int(one.date[:4]) < year:
            counted.setdefault(one.question, []).append((one, came == "yes"))
    for standing, pick in ((found.first, 0), (found.last, -1)):
        picked = [members[pick] for members in counted.values()]
        assert standing.given.count == len(picked)
        if picked:
            mean = sum((Fraction(one.chance) - met) ** 2 for one, met in picked) / len(picked)
            assert standing.given.brier == float(mean)
            assert standing.stays.brier == float(Fraction(sum(one.stays != met for one, met in picked), len(picked)))
            assert standing.done.brier == float(Fraction(sum(one.done != met for one, met in picked), len(picked)))
    assert found.every.count == sum(map(len, counted.values()))
    own = [(one, met) for one, met in (members[-1] for members in counted.values()) if one.own is not None]
    assert found.own.count == found.beside.count == len(own)
    if own:
        assert found.own.brier == float(sum((Fraction(one.own) - met) ** 2 for one, met in own) / len(own))
    assert sum(band.count for band in found.calibration) == len(counted)


def test_a_later_answer_corrects_an_earlier_one_and_both_stand():
    one = Forecast(date="2030-01-01T00:00:00Z", question="a", text="", rule="", source="", horizon="2031", chance=0.25,
                   own=None, stays=True, done=True, title="", digest="", version="")  # fmt: skip
    answers = [Resolution(date="2032-01-01T00:00:00Z", question="a", came=came, on="2031", source="", note="")
               for came in ("no", "yes")]  # fmt: skip
    record = Record(entries=(one, *answers), head=FIRST)
    assert score(record).last.given.brier == 0.5625 and len(record.entries) == 3
    assert resolution(record, answers[1]) == answers[1]
