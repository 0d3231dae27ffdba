"""What pages print is taken as input: names, titles, phrases, letters, in every shipped dialogue and both languages."""

from __future__ import annotations

import random
import shlex

import click
import pytest
from click.testing import CliRunner

import detente as dt
from detente.analyses.brief import brief
from detente.cli.app import app
from detente.cli.given import Typed
from detente.errors import InputError
from detente.model.dialogue import Dialogue
from detente.model.naming import parse_levels, parse_state
from detente.report import lines, typed, wording
from detente.report.brief import phrases
from detente.report.brief.settlements import names
from detente.report.language import speaking
from detente.workbench import ANALYSES

SHIPPED = dt.examples()

TWICE = """
parties: {a: {name: Canada}, b: {name: Chile}}
options:
  one: {by: a, text: Full}
  two: {by: b, text: Full}
  three: {by: b, text: Fish and chips, levels: [none, "for some, by permit", all]}
status_quo: {one: no}
priorities: {a: [two], b: [one]}
"""


def both_languages(test):  # type: ignore[no-untyped-def]
    return pytest.mark.parametrize("language", ["en", "fr"])(pytest.mark.parametrize("name", SHIPPED)(test))


def unique(named: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Those of (told, id) whose words are told of one id only."""
    means: dict[str, set[str]] = {}
    for told, id in named:
        means.setdefault(typed._key(told), set()).add(id)
    return [(told, id) for told, id in named if told and means[typed._key(told)] == {id}]


@both_languages
def test_names_of_parties_and_asks(name: str, language: str) -> None:
    dialogue = dt.load(name)
    with speaking(language):
        for party in dialogue.parties:
            for told in (party.id, party.name, wording.party(dialogue, party.id), wording.tag(dialogue, party.id)):
                assert typed.party(dialogue, told) == party.id
        for told, id in unique([(ask.text, ask.id) for ask in dialogue.asks]):
            assert typed.ask(dialogue, told) == id
            assert typed.ask(dialogue, wording.small(dialogue, told)) == id


@both_languages
def test_facts_and_their_turning(name: str, language: str) -> None:
    dialogue = dt.load(name)
    with speaking(language):
        for fact in dialogue.circumstances:
            assert typed.fact(dialogue, f"{fact.text}=no") == f"{fact.id}=no"
            turned = wording.turned(dialogue, fact.id, not fact.now)
            assert typed.fact(dialogue, turned) == f"{fact.id}={'no' if fact.now else 'yes'}"


@both_languages
def test_lines_by_their_reason_and_place(name: str, language: str) -> None:
    dialogue = dt.load(name)
    with speaking(language):
        told = [(lines.words(dialogue, item), item.id)
                for list_ in dialogue.preferences.values() for item in list_.priorities]  # fmt: skip
        told += [(lines.words(dialogue, rule), rule.id) for rule in dialogue.rules]
        for words, id in unique(told):
            try:
                assert typed.line(dialogue, words) == id
            except InputError as refused:
                assert f"`{id}`" in str(refused)


@both_languages
def test_states_as_pages_tell_them(name: str, language: str) -> None:
    dialogue, draw = dt.load(name), random.Random(f"{name}{language}")
    with speaking(language):
        for _ in range(40):
            state = tuple(draw.randrange(radix) for radix in dialogue.radices)
            for told in (wording.state(dialogue, state), _as_steps(dialogue, state)):
                assert parse_state(dialogue, typed.state(dialogue, told)) == state, told


def _as_steps(dialogue: Dialogue, state: tuple[int, ...]) -> str:
    """A state in the brief's words, against the status quo."""
    assert dialogue.status_quo is not None
    changed = {o.id: o.levels[now] for o, now, was in zip(dialogue.options, state, dialogue.status_quo, strict=True)
               if now != was}  # fmt: skip
    return wording.listed(phrases.change(dialogue, id, level) for id, level in changed.items()) or str(
        dialogue.code(state)
    )


@pytest.mark.parametrize("name", ["river", "us-pakistan-2010", "iran-2015"])
def test_letters_and_names_of_settlements(name: str) -> None:
    dialogue = dt.load(name)
    result = brief(dialogue)
    for settlement in result.settlements:
        for told in names(dialogue, result, settlement):
            assert dialogue.code(parse_state(dialogue, typed.state(dialogue, told))) == settlement.code


def test_what_two_options_are_called_is_refused_unless_the_owner_stands_beside_it() -> None:
    dialogue = dt.parse(TWICE)
    with pytest.raises(InputError, match="`one` and of `two`"):
        typed.state(dialogue, "full")
    assert typed.state(dialogue, "full (Chile)") == "two=yes"
    assert typed.state(dialogue, "Canada: Full") == "one=yes"


def test_titles_with_commas_and_conjunctions_are_read_whole() -> None:
    dialogue = dt.parse(TWICE)
    spelled = typed.state(dialogue, "Fish and chips (for some, by permit) and full (Canada)")
    assert dict(parse_levels(dialogue, spelled)) == {"one": 1, "three": 1}


def test_a_title_without_its_level_is_an_error_that_names_the_option() -> None:
    with pytest.raises(InputError, match=r"did you mean `three` \(Fish and chips\)"):
        typed.state(dt.parse(TWICE), "fish and chips")


@pytest.mark.parametrize(
    ("kind", "text", "is_"),
    [
        ("ask", "no second dam", "not dam"),
        ("ask", "“Water in the dry months” is at least full", "release"),
        ("ask", "release > half", "release > half"),
        ("levels", "Water in the dry months=half,pay=yes", "release=half,pay=yes"),
        ("levels", "an end to a second dam", "dam=no"),
        ("move", "Upland's first priority=+1", "own-farmers=+1"),
        ("added", "Upland: want not dam", "upland: want not dam"),
        ("fact", "The rains fail again=no", "dry_year=no"),
        ("fact", "dry year=no", "dry_year=no"),
        ("state", "THE STATUS QUO", "0"),
    ],
)
def test_some_of_the_river(kind: str, text: str, is_: str) -> None:
    dialogue = dt.load("river")
    assert typed.KINDS[kind](dialogue, text) == is_


FREE = {"as_", "as_of", "certificate_", "lang", "scheduler", "output", "html_", "template", "file", "name", "since",
        "talks"}  # fmt: skip
"""What names nothing of the file: other files, languages, dates, addresses."""


def test_every_text_that_a_command_takes_is_read_as_pages_print_it() -> None:
    context = click.Context(app)
    for name in (*(row.name for row in ANALYSES), "brief", "report", "figure"):
        command = app.get_command(context, name)
        assert command is not None
        for parameter in command.params:
            if isinstance(parameter.type, click.types.StringParamType):
                assert parameter.name in FREE, (name, parameter.name)
            if isinstance(parameter.type, Typed):
                assert parameter.type.name in typed.KINDS


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (["why", "river"], ["release", "Lowland asks of Upland: Water in the dry months", "detente why river.yaml"]),
        (["respond", "river"], ["dam=yes", "A second dam", "detente respond river.yaml"]),
        (["leverage", "river"], ["pay", "detente leverage river.yaml --for release"]),
    ],
)
def test_a_missing_argument_lists_what_there_is_and_the_example_runs(given: list[str], told: list[str]) -> None:
    found = CliRunner().invoke(app, given)
    assert isinstance(found.exception, InputError)
    for part in told:
        assert part in str(found.exception)
    command = str(found.exception).rpartition("as in: detente ")[2].split()
    assert CliRunner().invoke(app, command).exit_code == 0


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ("detente why ri", "river"),
        ("detente why river re", "release"),
        ("detente respond river dam", "dam=yes"),
        ("detente whatif river --drop own", "own-farmers"),
        ("detente whatif river --set dry", "dry_year=no"),
        ("detente brief river --desk low", "lowland"),
        ("detente leverage river --for p", "pay"),
    ],
)
def test_what_is_typed_is_completed(given: str, wanted: str) -> None:
    typing = {"_DETENTE_COMPLETE": "bash_complete", "COMP_WORDS": given, "COMP_CWORD": str(given.count(" "))}
    found = CliRunner(env=typing).invoke(app, [], prog_name="detente")
    assert f"plain,{wanted}" in found.output


@pytest.mark.parametrize(
    "command",
    ["why river 'water in the dry months' --set dry_year=no", "paths river --set 'dry year=no'",
     "respond river A --set dry_year=no", "equilibria river --set 'A year of good rains'"],
)  # fmt: skip
def test_facts_supposed_for_one_question_are_told_on_its_page(command: str) -> None:
    found = CliRunner().invoke(app, shlex.split(command))
    assert "For this question only: a year of good rains." in " ".join(found.output.split()), found.exception


def test_words_of_titles_are_near() -> None:
    with pytest.raises(InputError, match=r"did you mean `north_waziristan` \(An offensive in North Waziristan\)"):
        dt.why(dt.load("us-pakistan-2010"), "offensive")
