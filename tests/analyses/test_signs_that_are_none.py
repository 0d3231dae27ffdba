"""What is no sign: a step that gives itself and nothing else, a fact whose turning the file rules out."""

import pytest

import detente as dt
from detente.analyses.exercise import Variant
from detente.analyses.watch import watch
from detente.report.pages import exercise
from detente.report.renderers.terminal import text as render

BRIDGE = """
parties: {east: {name: The East Bank}, west: {name: The West Bank}}
circumstances: {flood: {text: The river floods, now: no, chance: "{flood}"}}
options:
  medal: {by: east, text: a medal, forward: yes}
  lamp: {by: east, text: a lamp}
  bridge: {by: west, text: a bridge}
priorities: {east: [bridge, not medal, not lamp], west: [bridge iff (lamp or flood)]}
asks:
  medal: {by: west, of: east, that: medal}
  bridge: {by: east, of: west, that: bridge}
status_quo: {}
"""


@pytest.mark.parametrize(("flood", "signs"), [("20%", ["flood"]), ("0%", [])])
def test_neither_a_step_that_gives_itself_nor_what_is_ruled_out(flood: str, signs: list[str]) -> None:
    text = BRIDGE.replace("{flood}", flood).replace("forward: yes", "direction: forward")
    found = watch(dt.parse(text))
    assert [sign.id for sign in found.signs if sign.kind == "fact"] == signs
    assert "medal" not in [sign.id for sign in found.signs]


def test_a_step_that_moves_another_is_a_sign() -> None:
    text = BRIDGE.replace("{flood}", "20%").replace("forward: yes", "direction: forward")
    once_lit = text.replace("a lamp}", "a lamp, direction: forward}")
    assert "lamp" in [sign.id for sign in watch(dt.parse(once_lit)).signs]


def test_a_role_with_weights_is_told_points_the_heaviest_first() -> None:
    talks = dt.parse("""
parties: {mill: {name: The Mill}, lock: {name: The Lock}}
options: {water: {by: lock, text: water}, grain: {by: mill, text: grain}}
weights: {mill: {water: 2, grain: -5}}
priorities: {lock: [grain, water]}
""")
    shown = " ".join(render(exercise.role(Variant(seed=0, dialogue=talks, edits=()), "mill")).split())
    assert shown.index("“grain” is done: -5") < shown.index("“water” is done: 2")
    assert "outweighs" not in shown and "What matters to you, in points" in shown
