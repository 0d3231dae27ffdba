"""The dialogues for a class: the answers that the teacher's note gives (docs/how-to/teach.md)."""

from __future__ import annotations

import detente as dt
from detente.formats import dump


def settled(dialogue: dt.Dialogue) -> dict[str, set[str]]:
    """What is done in each firm and credible settlement."""
    done: dict[str, set[str]] = {"firm": set(), "credible": set()}
    for found in dt.equilibria(dialogue).equilibria:
        if found.firmness in done:
            done[found.firmness].add(" ".join(option for option, level in found.state.items() if level == "yes"))
    return done


def test_the_arms_race_is_held_off_by_an_answer_that_the_other_wants() -> None:
    assert settled(dt.load("classroom-prisoners")) == {"firm": {"north_arms south_arms"}, "credible": {""}}


def test_in_the_stand_off_one_gives_way_and_it_is_whoever_still_can() -> None:
    stand_off = dt.load("classroom-chicken")
    assert settled(stand_off) == {"firm": {"east_withdraws", "west_withdraws"}, "credible": set()}
    bridges_burnt = dt.parse(dump(stand_off) + '\nrules: [{never: east_withdraws, because: "No way back"}]\n')
    assert settled(bridges_burnt) == {"firm": {"west_withdraws"}, "credible": set()}


def test_instalments_do_what_a_guarantee_would() -> None:
    water = dt.load("classroom-guarantee")
    both = "release pay"
    assert both not in settled(water)["firm"] | settled(water)["credible"]
    (package,) = dt.deals(water).packages
    assert package.state == {"release": "yes", "pay": "yes"}
    instalments = dt.parse(dump(water).replace("direction: forward", "direction: both"))
    assert both in settled(instalments)["credible"]


def test_a_class_file_draws_no_warning() -> None:
    for name in ("classroom-prisoners", "classroom-chicken", "classroom-guarantee"):
        assert not dt.check(dt.load(name)).warnings
