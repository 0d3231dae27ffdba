"""What two options are called is told apart wherever a page names one, and can be typed as it is printed."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import pytest

import detente as dt
from detente.cli import run
from detente.report import typed, wording
from detente.report.language import speaking

TALKS = """
parties: {n: {name: Norway}, s: {name: the United States}}
options:
  n_open: {by: n, text: Open ports, asked_by: s}
  s_open: {by: s, text: open ports, asked_by: n}
  quota: {by: n, text: A quota, name: fish, levels: [none, half, whole]}
  boats: {by: s, text: Fish, levels: [none, half, whole]}
  one: {by: n, text: A note}
  two: {by: n, text: A note}
priorities:
  n: [s_open, quota]
  s: [n_open, boats is half, one or two]
status_quo: {quota: none}
"""


@pytest.mark.parametrize(
    ("id", "level", "told"),
    [
        ("n_open", 1, "Open ports (Norway)"), ("s_open", 1, "open ports (the United States)"),
        ("s_open", 0, "no open ports (the United States)"), ("quota", 1, "fish (Norway, half)"),
        ("boats", 2, "Fish (the United States, whole)"), ("one", 1, "A note (one)"), ("two", 1, "A note (two)"),
    ],
)  # fmt: skip
def test_the_owner_stands_beside_a_name_that_two_have_and_the_id_where_that_is_the_same(
    id: str, level: int, told: str
) -> None:
    talks = dt.parse(TALKS)
    assert wording.taken(talks, talks.option(id), level) == told
    assert typed.levels(talks, told) == f"{id}={talks.option(id).levels[level]}"


@pytest.mark.parametrize("language", ["en", "fr"])
def test_no_two_settings_are_told_alike(language: str) -> None:
    talks = dt.parse(TALKS)
    with speaking(language):
        settings = list(product(*(range(len(option.levels)) for option in talks.options)))
        assert len({wording.state(talks, state) for state in settings}) == len(settings)


@pytest.mark.parametrize("question", ["brief", "equilibria", "deals", "paths", "outlook", "check", "views"])
def test_pages_name_whose_it_is(question: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Behind a name that two have the owner follows, but where the page says before it whose it is."""
    (tmp_path / "talks.yaml").write_text(TALKS, encoding="utf-8")
    run([question, str(tmp_path / "talks.yaml")])
    told = " ".join(capsys.readouterr().out.split())
    assert "pen ports and open ports" not in told
    assert "pen ports, open ports" not in told


def test_a_short_name_is_what_states_call_it_and_conditions_keep_the_text() -> None:
    talks = dt.parse(TALKS.replace("name: fish", "name: the catch"))
    assert wording.taken(talks, talks.option("quota"), 2) == "the catch (whole)"
    want = talks.preferences["n"].statements[1].want
    assert wording.condition(talks, want) == "“A quota” is done to any degree"
