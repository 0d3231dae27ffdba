"""Games in strategic form: both forms of the file read, the game solved as it should be, and written back as it was."""

from __future__ import annotations

import random
from contextlib import suppress
from fractions import Fraction
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import detente as dt
from detente.cli import run
from detente.errors import InputError, TooLarge
from detente.formats import render
from detente.formats.nfg import Game, parsed, read
from detente.methods.reasons.preference import prefers
from strategies import random_dialogue

CHICKEN = """NFG 1 R "Chicken" { "Red" "Blue" }
{ { "Swerve" "Straight" } { "Swerve" "Straight" } }
"Two cars"

3 3
4 2
2 4
1 1
"""
BY_OUTCOME = """NFG 1 D "The same, by outcome" { "Red" "Blue" } { 2 2 }
{
{ "both swerve" 3, 3 }
{ "" 4 2 }
{ "" 2, 4 }
{ "crash" 1, 1.0 }
}
1 2 3 4
"""


def test_both_forms_say_the_same_game() -> None:
    one, other = parsed(CHICKEN, "x.nfg"), parsed(BY_OUTCOME, "x.nfg")
    assert one.payoffs == other.payoffs == ((3, 3), (4, 2), (2, 4), (1, 1))
    assert other.strategies == (("1", "2"), ("1", "2"))
    assert (one.title, one.comment, one.players) == ("Chicken", "Two cars", ("Red", "Blue"))


def test_the_null_outcome_pays_nothing() -> None:
    assert parsed(BY_OUTCOME.replace("1 2 3 4", "0 2 3 4"), "x.nfg").payoffs[0] == (0, 0)


def test_a_game_settles_where_it_should() -> None:
    talks = read(CHICKEN, "x.nfg")[0]
    found = {tuple(e.state.values()) for e in dt.equilibria(talks).equilibria if "nash" in e.concepts}
    assert found == {("Straight", "Swerve"), ("Swerve", "Straight")}
    assert talks.status_quo is None


def game(seed: int) -> Game:
    draw = random.Random(seed)
    sizes = [draw.randint(1, 4) for _ in range(draw.choice((2, 2, 3)))]
    sizes[0] = max(2, sizes[0])
    count = 1
    for size in sizes:
        count *= size
    value = lambda: Fraction(draw.randint(-9, 9), draw.choice((1, 1, 2, 3, 7)))  # noqa: E731
    return Game(
        title=f'Game "{seed}"', comment="", players=tuple(f"P {k}" for k in range(len(sizes))),
        strategies=tuple(tuple(f"s{k}" for k in range(size)) for size in sizes),
        payoffs=tuple(tuple(value() for _ in sizes) for _ in range(count)),
    )  # fmt: skip


def spelled(found: Game) -> str:
    """A game as Gambit writes it."""
    names = " ".join("{ " + " ".join(f'"{name}"' for name in own) + " }" for own in found.strategies)
    title = found.title.replace('"', '\\"')
    players = " ".join(f'"{name}"' for name in found.players)
    rows = "\n".join(" ".join(map(str, row)) for row in found.payoffs)
    return f'NFG 1 R "{title}" {{ {players} }}\n{{ {names} }}\n""\n\n{rows}\n'


def literally(found: Game) -> set[tuple[int, ...]]:
    """Its equilibria in pure strategies, each deviation tried."""
    profiles = [p[::-1] for p in product(*(range(len(own)) for own in reversed(found.strategies)))]
    payoff = dict(zip(profiles, found.payoffs, strict=True))
    return {
        p for p in profiles
        if all(payoff[(*p[:i], k, *p[i + 1 :])][i] <= payoff[p][i]
               for i, own in enumerate(found.strategies) for k in range(len(own)))
    }  # fmt: skip


@pytest.mark.parametrize("seed", range(60))
def test_equilibria_are_those_of_the_game_and_it_comes_back_as_it_was(seed: int) -> None:
    made = game(seed)
    talks = read(spelled(made), "x.nfg")[0]
    moving = [k for k, own in enumerate(made.strategies) if len(own) > 1]
    expected = {tuple(p[k] for k in moving) for p in literally(made)}
    found = dt.equilibria(talks)
    assert {talks.state(e.code) for e in found.equilibria if "nash" in e.concepts} == expected
    again = parsed(render(talks, ".nfg")[0], "x.nfg")
    assert (again.title, again.players, again.payoffs) == (made.title, made.players, made.payoffs)
    assert [own for own in again.strategies if len(own) > 1] == [own for own in made.strategies if len(own) > 1]
    assert dt.parse(dt.dump(talks)).preferences == talks.preferences


def test_of_many_combinations_the_order_is_kept_and_it_is_said() -> None:
    rows = "\n".join(f"{k % 7}/3 {-k}" for k in range(1200))
    talks, notices = read(f'NFG 1 R "Large" {{ "A" "B" }} {{ 40 30 }}\n{rows}', "x.nfg")
    assert "only their order is kept" in notices[0].message
    assert prefers(talks, "a", talks.state(1), talks.state(0)) > 0 > prefers(talks, "b", talks.state(1), talks.state(0))
    assert prefers(talks, "a", talks.state(7), talks.state(0)) == 0


@pytest.mark.parametrize("seed", range(40))
def test_a_dialogue_becomes_a_game_of_the_same_order(seed: int) -> None:
    talks = random_dialogue(seed)
    text, left = render(talks, ".nfg")
    again = read(text, "x.nfg")[0]
    order = {party.id: other.id for party, other in zip(talks.parties, again.parties, strict=True)}
    payoffs = parsed(text, "x.nfg").payoffs
    by_party = {party.id: k for k, party in enumerate(talks.parties)}
    own = [talks.options_of(party.id) for party in talks.parties]
    choices = [list(product(*(range(len(o.levels)) for o in options))) for options in own]
    states = []
    for profile in product(*reversed(choices)):
        levels = {o.id: k for options, chosen in zip(own, profile[::-1], strict=True)
                  for o, k in zip(options, chosen, strict=True)}  # fmt: skip
        states.append(tuple(levels[o.id] for o in talks.options))
    assert len(order) == len(talks.parties)
    draw = random.Random(seed)
    for _ in range(100):
        a, b = draw.randrange(len(states)), draw.randrange(len(states))
        if talks.feasible(states[a]) and talks.feasible(states[b]):
            for party, k in by_party.items():
                assert prefers(talks, party, states[a], states[b]) == (
                    (payoffs[a][k] > payoffs[b][k]) - (payoffs[a][k] < payoffs[b][k])
                )
        elif talks.feasible(states[a]):
            assert all(x > y for x, y in zip(payoffs[a], payoffs[b], strict=True))
    assert any("rules" in line for line in left) == bool(sum(not talks.feasible(s) for s in states))


BROKEN = [
    ("EFG 2 R", "no game in strategic form", 1),
    (CHICKEN.replace("3 3", "3 three"), "`three` is not a number", 5),
    (CHICKEN.replace("1 1\n", "1"), "a payoff should stand here, and the file ends", 8),
    (CHICKEN + "7", "`7` follows the last payoff", 9),
    (BY_OUTCOME.replace("1 2 3 4", "1 2 3 9"), "there is no outcome 9", 8),
    (CHICKEN.replace('{ "Swerve" "Straight" } }', "}"), "strategies of 1", 0),
    (CHICKEN.replace('"Two cars"', '"Two cars'), "does not end", 0),
    ('NFG 1 R "x" { "a" } { 1 }\n3', "every player has one strategy", 0),
    (CHICKEN.replace("{ \"Swerve\" \"Straight\" } }", "0 }"), "at least one strategy", 2),
]


@pytest.mark.parametrize(("text", "message", "line"), BROKEN)
def test_what_is_wrong_is_told_with_its_line(text: str, message: str, line: int) -> None:
    with pytest.raises(InputError, match=message) as told:
        read(text, "x.nfg")
    assert not line or told.value.problems[0].line == line


def test_a_game_too_large_is_refused_before_it_is_made() -> None:
    with pytest.raises(TooLarge, match="combinations of strategies"):
        read('NFG 1 R "Huge" { "A" "B" } { 99999 99999 }', "x.nfg")


@settings(max_examples=150, deadline=None)
@given(st.sampled_from([CHICKEN, BY_OUTCOME]), st.integers(0, 10**6), st.text(max_size=4))
def test_whatever_stands_in_a_file_there_is_a_game_or_an_error(text: str, at: int, put: str) -> None:
    place = at % len(text)
    with suppress(InputError, TooLarge):
        read(text[:place] + put + text[place + at % 5 :], "x.nfg")


def test_no_page_of_a_game_speaks_of_a_status_quo(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "game.nfg"
    file.write_text(CHICKEN, encoding="utf-8")
    for question in ("brief", "equilibria", "check", "show", "coalitions", "robustness", "assumptions", "views"):
        assert run([question, str(file), *(["--full"] if question == "brief" else [])]) == 0
        page = " ".join(capsys.readouterr().out.split()).replace("The file names no status quo", "")
        assert "status quo" not in page.casefold(), question
        assert "nothing done" not in page
    assert run(["respond", str(file), "Strategy of Red (Straight)"]) == 0
