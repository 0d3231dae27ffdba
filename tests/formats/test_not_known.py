"""A status quo that is not wholly known: kept, told, and never taken for a state."""

from __future__ import annotations

import random
from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest

import detente as dt
from detente.analyses.facts import AskFacts, Facts, facts
from detente.cli import run
from detente.errors import InputError
from detente.formats import parse
from detente.methods.settling.fillings import fillings
from detente.model.dialogue import Ask
from detente.model.expression import Compare
from strategies import random_dialogue

TALKS = """
parties: {a: {name: Aland}, b: {name: Bland}}
options: {pier: {by: a, text: A pier, asked_by: b}, ferry: {by: b, text: A ferry, levels: [none, some, all]}}
rules: [{never: pier and ferry is all}]
priorities: {a: [ferry, not pier], b: [pier, not ferry]}
status_quo: {pier: unknown, ferry: some}
"""


def test_what_is_known_is_kept_and_the_rest_is_none() -> None:
    talks = parse(TALKS)
    assert talks.status_quo is None
    assert talks.known == (None, 1)
    for suffix in (".yaml", ".json"):
        assert parse(dt.dump(talks, suffix)) == talks


@pytest.mark.parametrize("seed", range(40))
def test_it_comes_back_from_a_file_as_it_was(seed: int) -> None:
    draw, talks = random.Random(seed), replace(random_dialogue(seed), preferences={})
    states = [s for s in product(*map(range, talks.radices)) if talks.feasible(s)]
    if not states:
        return
    known = tuple(None if draw.random() < 0.5 else level for level in draw.choice(states))
    if None in known:
        made = replace(talks, status_quo=None, known=known)
        again = parse(dt.dump(made))
        assert (again.known, again.status_quo) == (known, None)


def test_a_rest_that_no_level_makes_feasible_is_an_error() -> None:
    with pytest.raises(InputError, match="whatever the levels of `pier`"):
        parse(TALKS.replace("pier and ferry is all", "ferry is some"))


def test_an_option_may_have_a_level_of_that_name() -> None:
    talks = parse(TALKS.replace("by: a, text: A pier", "by: a, levels: [open, unknown], text: A pier"))
    assert talks.known is None
    assert talks.status_quo == (1, 1)


def test_pages_say_what_is_not_known(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    file = tmp_path / "talks.yaml"
    file.write_text(TALKS, encoding="utf-8")
    assert run(["brief", str(file), "--full"]) == 0
    told = " ".join(capsys.readouterr().out.split())
    assert "How things stand is not wholly known (a pier), so it is not said where they drift." in told
    assert "What the drift grants hangs on that." in told
    assert "Nothing the asked party can do changes it" not in told
    assert "The status quo" not in told
    assert [w.at for w in dt.check(parse(TALKS)).warnings if w.code == "not-known"] == ["pier"]


def test_supposing_what_is_not_known_gives_a_status_quo() -> None:
    from detente.model.change import apply
    from detente.model.change_text import parse_grant

    talks = parse(TALKS)
    assert apply(talks, parse_grant(talks, "pier=yes")).status_quo == (1, 1)
    assert apply(talks, parse_grant(talks, "ferry=none")).known == (None, 0)


@pytest.mark.parametrize("seed", range(40))
def test_what_the_drift_grants_from_each_status_quo_that_may_be(seed: int) -> None:
    """Each filling as a file that states it would have it: the asks of its drift, and no others."""
    draw, talks = random.Random(seed), random_dialogue(seed, most=32)
    unknown = draw.sample(range(len(talks.options)), draw.randint(1, min(2, len(talks.options))))
    known = tuple(None if k in unknown else draw.randrange(n) for k, n in enumerate(talks.radices))
    asks = tuple(
        Ask(id=f"ask-{o.id}", of=o.by, by=talks.parties[0].id, that=Compare(o.id, ">=", o.levels[-1]), text=o.id)
        for o in talks.options
    )
    talks = replace(talks, known=known, status_quo=None, asks=asks)
    may_be = [
        state for state in product(*(range(n) for n in talks.radices))
        if talks.feasible(state) and all(level in (None, here) for level, here in zip(known, state, strict=True))
    ]  # fmt: skip
    found = fillings(talks)
    assert len(found) == (len(may_be) if len(may_be) <= 8 else 0)
    for one in found:
        state = next(s for s in may_be if all(talks.option(o).levels[s[talks.option_index(o)]] == level
                                              for o, level in one.levels.items()))  # fmt: skip
        stated = facts(replace(talks, known=None, status_quo=state))
        assert set(one.drift) == {ask.ask for ask in stated.asks if all(d == "full" for d in _of_ends(stated, ask))}
        assert set(one.now) == {ask.ask for ask in stated.asks if ask.now == "full"}


def _of_ends(stated: Facts, ask: AskFacts) -> list[str]:
    """How far an ask is met in each state of each end of the drift."""
    return [degree for end in ask.ends for degree in end]
