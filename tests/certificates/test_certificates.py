"""Certificates of random dialogues hold, forged ones are refused; the checker leans on nothing that it checks."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import detente as dt
from definitions import Judge
from detente.certificates import verify as checker
from detente.certificates.maker import Maker
from detente.certificates.verify import check, verify
from detente.certificates.write import certificate
from detente.cli import run
from detente.engine.concepts import EVERY
from detente.errors import DetenteError, InputError, TooLarge
from detente.formats import examples, load
from detente.model.dialogue import Dialogue
from strategies import Model, random_model

Verdict = dict[str, Any]
BLOCKS = range(5)


def verdicts(model: Model) -> Iterator[Verdict]:
    """For each party, state and concept of a random dialogue, that it stays or that it leaves; and the equilibria."""
    judge, dialogue, made = model.judge, model.dialogue, Maker(model.dialogue, ())
    for state in judge.states:
        for concept in (row.name for row in EVERY):
            for party in judge.parties:
                if judge.stable(concept, party, state):
                    yield made.staying(party, dialogue.code(state), concept)
                elif concept != "sim":
                    yield made.leaving(party, dialogue.code(state), concept)
            if state in judge.equilibria(concept):
                yield made.equilibrium(dialogue.code(state), concept)
        for concept in ("seq", "sseq"):
            if state in judge.equilibria(concept, lean=True):
                yield made.equilibrium(dialogue.code(state), concept, lean=True)


@pytest.mark.parametrize("block", BLOCKS)
def test_every_verdict_of_the_definitions_has_a_certificate_that_holds(block: int) -> None:
    held = 0
    for seed in range(block * 6, block * 6 + 6):
        model = random_model(seed, most=16)
        for verdict in verdicts(model):
            assert check(model.dialogue, written(verdict)), (seed, verdict)
            held += 1
    assert held > 500


@pytest.mark.parametrize("block", BLOCKS)
def test_forged_ones_are_refused_and_those_that_are_still_true_are_not(block: int) -> None:
    draw, refused, kept = random.Random(block), 0, 0
    for seed in range(block * 6, block * 6 + 6):
        model = random_model(seed, most=16)
        for verdict in verdicts(model):
            forged = forge(draw, model.dialogue, written(verdict))
            true = is_true(model, forged)
            assert accepted(model.dialogue, forged) == true, (seed, forged)
            refused, kept = refused + (not true), kept + true
    assert refused > 300 and kept > 20


def written(verdict: Verdict) -> Verdict:
    """As it stands in a file."""
    read: Verdict = json.loads(json.dumps(verdict))
    return read


def accepted(dialogue: Dialogue, verdict: Verdict) -> bool:
    try:
        return check(dialogue, verdict)
    except (DetenteError, *checker.BROKEN):
        return False


def forge(draw: random.Random, dialogue: Dialogue, verdict: Verdict) -> Verdict:
    """The verdict with one thing in it otherwise."""
    told = [verdict["sanctions"]] if "sanctions" in verdict else list(verdict.get("stays", {}).values())
    full = [one for one in told if one]
    other = draw.randrange(dialogue.possible)
    party = draw.choice(dialogue.parties).id
    kinds = ["state", "concept", "kind"] + ["to"] * ("to" in verdict) + ["party"] * ("party" in verdict)
    match draw.choice(kinds + ["drop", "add", "step", "mover", "empty", "longer"] * bool(full)):
        case "state":
            verdict["state"] = other
        case "concept":
            verdict["concept"] = draw.choice([*(row.name for row in EVERY), "peace"])
        case "kind":
            verdict["kind"] = draw.choice(["stays", "leaves", "equilibrium", "deterred"])
        case "to":
            verdict["to"] = other
        case "party":
            verdict["party"] = draw.choice([party, "nobody"])
        case "drop":
            one = draw.choice(full)
            one.pop(draw.choice(list(one)))
        case "add":
            draw.choice(told)[str(other)] = [[party, draw.randrange(dialogue.possible)]]
        case "empty":
            one = draw.choice(full)
            one[draw.choice(list(one))] = []
        case kind:
            one = draw.choice(full)
            steps = one[draw.choice(list(one))]
            at = draw.randrange(len(steps))
            if kind == "longer":
                steps.append([party, other])
            else:
                steps[at] = [steps[at][0], other] if kind == "step" else [party, steps[at][1]]
    return verdict


def is_true(model: Model, verdict: Verdict) -> bool:
    """What the slow judge makes of a forged verdict: whether all that stands in it is so, and nothing is missing."""
    judge, dialogue = model.judge, model.dialogue
    concept, state = verdict["concept"], dialogue.state(verdict["state"])
    lean = verdict.get("lean", False)
    if concept not in [row.name for row in EVERY] or state not in judge.states:
        return False
    match verdict["kind"]:
        case "equilibrium":
            told = verdict.get("stays")
            return told is not None and all(stays(model, p, state, concept, lean, told[p]) for p in judge.parties)
        case "stays" if verdict.get("party") in judge.parties and "sanctions" in verdict:
            return stays(model, verdict["party"], state, concept, lean, verdict["sanctions"])
        case "leaves" if verdict.get("party") in judge.parties and concept != "sim":
            party, to = verdict["party"], dialogue.state(verdict.get("to", verdict["state"]))
            return to in judge.UI[party, state] and not judge.sanctions(concept, party, state, to, lean)
    return False


def stays(model: Model, party: str, s: Any, concept: str, lean: bool, told: dict[str, Any]) -> bool:
    judge, dialogue = model.judge, model.dialogue
    if {dialogue.state(int(code)) for code in told} != judge.UI[party, s]:
        return False
    paths = ((dialogue.state(int(code)), [(m, dialogue.state(c)) for m, c in steps]) for code, steps in told.items())
    return all(path and deterred(judge, party, s, t, concept, lean, path) for t, path in paths)


def deterred(judge: Judge, party: str, s: Any, t: Any, concept: str, lean: bool, path: list[Any]) -> bool:
    if concept == "sim":
        movers = [mover for mover, _ in path]
        wanted = len({party, *movers}) == len(movers) + 1 and all(u in judge.UI[m, s] for m, u in path)
        went = dict(path) | {party: t}
        end = tuple(went.get(owner, s)[k] for k, owner in enumerate(judge.owners))
        return wanted and end in judge.states and judge.rank[party][end] <= judge.rank[party][s]
    lean = lean and concept in ("seq", "sseq")
    steps = judge.R if concept in ("gmr", "smr") else judge.lean if lean else judge.UI
    here, last = t, party
    for mover, there in path:
        if mover == party or (mover == last and not lean) or there not in steps[mover, here]:
            return False
        here, last = there, mover
    return here in judge.sanctions(concept, party, s, t, lean)


# ---- whole files -----------------------------------------------------------------------------------------------------


def of_river(question: str = "deals") -> dict[str, Any]:
    river = load("river")
    asked = {"equilibria": dt.equilibria, "deals": dt.deals}[question]
    return certificate(river, question, asked(river))


def test_a_certificate_is_of_its_dialogue_alone() -> None:
    made = of_river()
    assert verify(json.dumps(made)).verdicts == len(made["verdicts"]) > 10
    made["dialogue"]["priorities"]["upland"].reverse()
    with pytest.raises(InputError, match="digest"):
        verify(json.dumps(made))


def test_the_verdict_that_does_not_hold_is_named() -> None:
    made = of_river("equilibria")
    made["verdicts"][3]["concept"] = "peace"
    with pytest.raises(InputError, match="verdict 4 is not whole"):
        verify(json.dumps(made))
    made["verdicts"][3] = {"kind": "holds", "state": 0, "that": "dam", "holds": True}
    with pytest.raises(InputError, match="verdict 4 does not hold"):
        verify(json.dumps(made))


@pytest.mark.parametrize("seed", range(150))
def test_whatever_is_broken_is_refused_and_nothing_crashes(seed: int) -> None:
    draw, made = random.Random(seed), of_river()
    junk: list[Any] = [None, -1, 10**30, "", "x", [], {}, [[]], True, 1.5]
    parts = list(places(made))
    holder, key = draw.choice(parts)
    if draw.random() < 0.5 or isinstance(holder, list):
        holder[key] = draw.choice(junk)
    else:
        del holder[key]
    try:
        verify(json.dumps(made))
    except (InputError, TooLarge):
        return
    # what is not looked at may be otherwise: then everything that is looked at is still there
    assert accepted_all(made)


def accepted_all(made: dict[str, Any]) -> bool:
    dialogue = dt.parse(json.dumps(made["dialogue"]))
    return all(accepted(dialogue, verdict) for verdict in made["verdicts"])


def places(value: Any) -> Iterator[tuple[Any, Any]]:
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, part in items:
        yield value, key
        yield from places(part)


@pytest.mark.parametrize("text", ["", "[]", "{}", "null", "[" * 100_000, '{"certificate": 1}', "\x00"])
def test_what_is_no_certificate_is_refused(text: str) -> None:
    with pytest.raises(InputError, match="not a whole certificate"):
        verify(text)


def test_a_certificate_without_verdicts_is_told_as_such(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(["deals", "six-party-2007", "--certificate", "deals.json"]) == 0
    assert "deals.json: no verdicts" in capsys.readouterr().err
    assert run(["verify", "deals.json", "six-party-2007"]) == 0
    assert capsys.readouterr().out.startswith("It certifies nothing: no verdict of deals about “Six-Party")


# ---- shipped dialogues -----------------------------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.parametrize("name", examples())
def test_the_brief_of_every_shipped_dialogue_is_certified(name: str) -> None:
    dialogue = load(name)
    made = certificate(dialogue, "brief", dt.brief(dialogue))
    checked = verify(json.dumps(made))
    assert checked.verdicts == len(made["verdicts"])
    assert checked.verdicts >= 3 * len(made["left_out"])


def test_leverage_and_reasons_of_the_river_are_certified() -> None:
    river = load("river")
    for ask in river.asks:
        assert verify(json.dumps(certificate(river, "why", dt.why(river, ask.id)))).verdicts >= 3
        found = dt.leverage(river, ask.id)
        made = certificate(river, "leverage", found)
        assert verify(json.dumps(made)).verdicts == 2 * len(found.sets)


# ---- the checker -----------------------------------------------------------------------------------------------------


def test_the_checker_is_small() -> None:
    assert len(Path(checker.__file__).read_text(encoding="utf-8").splitlines()) <= 200


def test_the_checker_loads_neither_numpy_nor_the_engine(tmp_path: Path) -> None:
    file = tmp_path / "river.json"
    file.write_text(json.dumps(of_river()), encoding="utf-8")
    script = (
        "import sys; from pathlib import Path; from detente.certificates.verify import verify\n"
        f"assert verify(Path({str(file)!r}).read_text()).verdicts\n"
        "print([m for m in sys.modules if m == 'numpy' or m.startswith(('detente.engine', 'detente.methods'))])"
    )
    told = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"


def test_a_verdict_beyond_the_limit_is_too_large_and_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checker, "STEPS", 3)
    river = load("river")
    made = certificate(river, "deals", dt.deals(river))
    assert made["left_out"] and all("more than the limit" in part["why"] for part in made["left_out"])
