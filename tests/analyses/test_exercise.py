"""A class pack: sheets keep other lists secret, variants come again by seed, results stand where the facts say."""

from __future__ import annotations

import json

import pytest

from detente.analyses.exercise import debrief, variant
from detente.analyses.facts import facts
from detente.analyses.gathering import Gathering
from detente.cli import run
from detente.errors import DetenteError, InputError, NoAnswer
from detente.formats import examples, load, parse
from detente.model.change import apply
from detente.report.document import plain, texts
from detente.report.pages import exercise as sheets
from detente.report.renderers import terminal


def told(document):
    return " ".join(plain(text) for section in document.sections for block in section.blocks for text in texts(block))


@pytest.mark.parametrize("name", examples())
def test_a_role_knows_its_own_list_and_no_other(name):
    found = variant(load(name), 0)
    for party in found.dialogue.parties:
        sheet = told(sheets.role(found, party.id))
        ours = {s.because for s in found.dialogue.preferences[party.id].statements if len(s.because) > 12}
        public = {rule.because for rule in found.dialogue.rules} | {f.text for f in found.dialogue.circumstances}
        for other, preferences in found.dialogue.preferences.items():
            for statement in preferences.statements:
                secret = len(statement.because) > 12 and statement.because not in ours | public
                if other != party.id and secret:
                    assert statement.because not in sheet
        assert all(because[1:] in sheet for because in ours), [b for b in ours if b[1:] not in sheet]


@pytest.mark.parametrize("name", examples())
def test_a_variant_is_the_same_for_the_same_seed_and_sound(name):
    talks = load(name)
    assert variant(talks, 0).dialogue is talks
    for seed in range(1, 6):
        try:
            found = variant(talks, seed)
        except NoAnswer:
            continue
        assert found.dialogue == variant(talks, seed).dialogue == apply(talks, *found.edits)
        assert found.dialogue.feasible(found.dialogue.status_quo)
    assert (
        len({json.dumps(sorted(map(str, variant(talks, seed).edits))) for seed in range(1, 9)}) > 1 or not talks.rounds
    )
    with pytest.raises(InputError, match="0 or more"):
        variant(talks, -1)


@pytest.mark.parametrize("name", examples())
def test_the_packages_told_stand_in_the_debrief_as_the_facts_have_them(name):
    talks = load(name)
    deal = facts(talks).deal
    for package in deal.packages if deal else ():
        if [one.at.code for one in package.outcomes] != [package.signed.code]:
            continue  # outsiders react: another state stands then
        agreed = ",".join(f"{id}={level}" for id, level in package.signed.state.items())
        found = debrief(talks, agreed)
        assert found.verdicts == package.verdicts and found.asks == package.asks
        assert found.standing.holds == package.holds
        assert found.beats == (deal.against == "drift")
        assert {one.party for one in found.leavers} == {move.party for move in package.leaves}
        if package is deal.packages[0]:
            assert not found.apart and found.best == package.signed


@pytest.mark.parametrize("name", ["river", "classroom-chicken", "classroom-prisoners", "classroom-guarantee"])
def test_every_state_of_a_small_dialogue_is_placed(name):
    talks = load(name)
    base = Gathering(talks, None)
    settled = {one.shown.at.code for one in (*base.facts().ways.ways, *base.facts().ways.others)}
    for code in range(talks.possible):
        state = talks.state(code)
        agreed = ",".join(f'{o.id}="{o.levels[level]}"' for o, level in zip(talks.options, state, strict=True))
        found = debrief(talks, agreed)
        assert bool(found.broken) == (not talks.feasible(state))
        if found.broken or found.stuck:
            assert found.standing is None and not found.verdicts
            continue
        assert (found.standing.holds is None) == bool(found.leavers)
        if code in settled:
            assert found.steps == 0
        assert (found.steps == 0) == (found.nearest.code == code)
        for party, verdict in found.verdicts.items():
            better = [base.engine.prefers(party, state, end) for end in base.ends]
            worse = [base.engine.prefers(party, end, state) for end in base.ends]
            assert verdict == ("worse" if any(worse) else "better" if any(better) else "same")
        terminal.text(sheets.debrief(variant(talks, 0), found))


def test_the_pack_is_written(tmp_path, capsys):
    for suffix in ("md", "html", "txt"):
        folder = tmp_path / suffix
        assert run(["exercise", "river", "-o", str(folder), "--seed", "3", "--format", suffix]) == 0
        names = {file.name for file in folder.iterdir()}
        assert names == {
            f"{n}.{suffix}" for n in ("role-upland", "role-lowland", "role-farmers", "table", "teacher")
        } | {"dialogue.yaml"}
        again = load(folder / "dialogue.yaml")
        assert again == variant(load("river"), 3).dialogue
        assert "not for the class" in (folder / f"teacher.{suffix}").read_text("utf-8")
    capsys.readouterr()
    assert run(["exercise", "river", "--result", "pay=yes,release=half", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["verdicts"] == {"upland": "better", "lowland": "better"}
    assert run(["exercise", "river"]) == 2
    assert run(["exercise", "river", "--result", "x=yes"]) == 2
    (tmp_path / "file").write_text("", "utf-8")
    assert run(["exercise", "river", "-o", str(tmp_path / "file" / "x")]) == 2


NONE = "parties: {a: , b: }\noptions: {x: {by: a}, y: {by: b}}\nrules: [{never: not x and not y}]\n"


def test_without_a_status_quo_nothing_can_be_placed():
    with pytest.raises(DetenteError, match="no status quo"):
        debrief(
            parse("parties: {a: , b: }\noptions: {x: {by: a}, y: {by: b}}\nrules: [{never: not x and not y}]\n"),
            "x=yes",
        )


def test_what_leaves_all_as_they_would_be_without_it_is_not_called_bad(capsys):
    agreed = "accounts=yes,yongbyon=shut and sealed,inspectors=yes,oil=50,000 tons,rice=yes"
    assert run(["exercise", "six-party-2007", "--seed", "3", "--result", agreed]) == 0
    told = " ".join(capsys.readouterr().out.split())
    assert "Your agreement holds, and leaves each as well off as without it" in told
    assert "Does it hold? Nobody gains by a step of its own." in told


def test_every_sheet_says_who_must_agree_and_what_was_said():
    talks = parse("""
parties: {k: {name: the Kingdom}, r: {name: the Republic}, s: {name: the Senate, ratifies: r, of: [islet], unless: war}}
circumstances: {war: {text: There is a war}}
options: {islet: {by: r, text: an islet, asked_by: k}, fee: {by: k, text: a fee, asked_by: r}}
priorities: {k: [islet], r: [fee], s: [not islet]}
rounds: [{id: spring, answers: {islet: deferred}}]
commitments: {map: {by: k, to: r, text: a joint map, status: broken}}
offers: [{by: k, give: {fee: yes}, if: islet}]
""")
    found = variant(talks, 0)
    for party in ("k", "r", "s"):
        sheet = told(sheets.role(found, party))
        assert "The Senate must agree to what the Republic signs, about “an islet”, but where “There is a war”" in sheet
        for said in ("An islet: deferred.", "The Kingdom promised: a joint map (broken).",
                     "The Kingdom offered: a fee, while “an islet” is done."):  # fmt: skip
            assert said in sheet
