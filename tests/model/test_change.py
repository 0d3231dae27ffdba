"""Changes to a dialogue, on the river and on small lists written here."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import pytest

from detente.errors import InputError
from detente.formats import parse
from detente.model.change import (
    AddStatement,
    AsSeenBy,
    Change,
    Correct,
    DropStatement,
    Fix,
    LiftRule,
    MoveStatement,
    SetCircumstance,
    apply,
)
from detente.model.change_text import parse_add, parse_drop, parse_grant, parse_set
from detente.model.dialogue import Added, Dialogue, Equally, Preferences, Statement
from detente.model.edit import edit
from detente.model.expression import Name
from detente.model.expression import parse as expression
from detente.model.naming import parse_levels, parse_state

RIVER = """
parties: {upland: {}, lowland: {}, farmers: {at_table: false}}
circumstances: {dry_year: {now: true}}
options:
  release: {by: upland, levels: [none, half, full], asked_by: lowland}
  pay: {by: lowland}
  dam: {by: upland, direction: forward}
  protest: {by: farmers}
rules: [{id: reservoir, never: release is full and dry_year}]
priorities:
  upland:
    - {id: own-farmers, want: not release is full}
    - {id: be-paid, want: pay}
    - {id: half-for-pay, want: if pay then release is half}
    - {id: the-dam, want: dam}
  lowland:
    - {id: water, want: release >= half}
    - {id: quarrel, equally: [{id: no-dam, want: not dam}, {id: no-protest, want: not protest}]}
    - {id: no-gift, want: not pay unless release >= half}
status_quo: {dam: no}
views:
  - who: lowland
    of: upland
    because: nobody believes in the promise
    drop: [own-farmers]
    add: [{id: want-dam, want: dam, before: be-paid}]
  - {who: farmers, of: lowland, because: they see no link, move: {no-gift: -2}}
"""


@pytest.fixture(scope="module")
def river() -> Dialogue:
    return parse(RIVER)


def ids(dialogue: Dialogue, party: str) -> list[str]:
    return [item.id for item in dialogue.preferences[party].priorities]


def test_nothing_changes_nothing(river: Dialogue) -> None:
    assert apply(river) == river


def test_a_circumstance_takes_its_value(river: Dialogue) -> None:
    full = river.with_levels(river.state(0), (("release", 2),))
    wet = apply(river, SetCircumstance("dry_year", False))
    assert not river.feasible(full)
    assert wet.feasible(full)
    assert apply(wet, SetCircumstance("dry_year", True)) == river


def test_a_lifted_rule_is_gone(river: Dialogue) -> None:
    assert apply(river, LiftRule("reservoir")).rules == ()


def test_fix_leaves_only_states_with_those_levels_and_keeps_codes(river: Dialogue) -> None:
    fixed = apply(river, Fix((("pay", 1), ("release", 1))))
    assert fixed.options == river.options
    assert fixed.status_quo == (1, 1, 0, 0)
    left = {code for code in range(river.possible) if fixed.feasible(fixed.state(code))}
    assert left == {c for c in range(river.possible) if river.state(c)[:2] == (1, 1)}


def test_fix_must_be_attainable(river: Dialogue) -> None:
    built = replace(river, status_quo=(0, 0, 1, 0))
    with pytest.raises(InputError, match="cannot go to `no`: its direction is forward"):
        apply(built, Fix((("dam", 0),)))
    assert apply(river, Fix((("dam", 1),))).status_quo == (0, 0, 1, 0)


def test_without_a_status_quo_the_first_feasible_one_is_taken() -> None:
    d = parse("{parties: {a: {}}, options: {x: {by: a}, y: {by: a}}, rules: [{id: some, never: not x and not y}]}")
    assert d.status_quo is None
    assert apply(d, LiftRule("some")).status_quo == (0, 0)
    assert apply(d, Fix((("y", 1),))).status_quo == (0, 1)
    assert apply(d, Fix((("x", 0),))).status_quo is None


def test_a_format_without_status_quo_does_not_get_one_by_a_what_if(river: Dialogue) -> None:
    unknown = replace(river, status_quo=None)
    for change in (SetCircumstance("dry_year", False), LiftRule("reservoir"), Fix((("dam", 1),))):
        assert apply(unknown, change).status_quo is None


def test_drops_take_statements_and_groups(river: Dialogue) -> None:
    assert ids(apply(river, DropStatement("be-paid")), "upland") == ["own-farmers", "half-for-pay", "the-dam"]
    assert ids(apply(river, DropStatement("quarrel")), "lowland") == ["water", "no-gift"]
    alone = apply(river, DropStatement("no-dam")).preferences["lowland"].priorities
    assert [item.id for item in alone] == ["water", "no-protest", "no-gift"]
    assert isinstance(alone[1], Statement)
    assert ids(apply(river, DropStatement("no-dam"), DropStatement("no-protest")), "lowland") == ["water", "no-gift"]


@pytest.mark.parametrize(
    ("places", "after"),
    [
        ({"a": 1}, "bacd"),
        ({"a": 2}, "bcad"),
        ({"a": 9}, "bcda"),
        ({"d": -1}, "abdc"),
        ({"d": -9}, "dabc"),
        ({"a": 1, "b": -1}, "bacd"),  # two neighbours change places once, not twice
        ({"a": 1, "d": -1}, "badc"),
        ({"a": 2, "b": 2}, "cadb"),  # a at 2.5, b at 3.5, c at 2, d at 3
        ({"a": 0}, "abcd"),
    ],
)
def test_moves_at_once(places: dict[str, int], after: str) -> None:
    lines = Preferences(priorities=tuple(Statement(id=i, want=Name(i)) for i in "abcd"))
    assert "".join(p.id for p in edit(lines, moves=places).priorities) == after


def test_moves_act_on_what_drops_leave(river: Dialogue) -> None:
    changed = apply(river, MoveStatement("the-dam", -2), DropStatement("half-for-pay"))
    assert ids(changed, "upland") == ["the-dam", "own-farmers", "be-paid"]


def test_groups_move_whole(river: Dialogue) -> None:
    moved = apply(river, MoveStatement("quarrel", -1))
    assert ids(moved, "lowland") == ["quarrel", "water", "no-gift"]
    assert isinstance(moved.preferences["lowland"].priorities[0], Equally)
    with pytest.raises(InputError, match="move the group, `quarrel`"):
        apply(river, MoveStatement("no-dam", -1))
    # What is left of a group that lost all but one is a line like any other.
    alone = apply(river, MoveStatement("no-dam", -1), DropStatement("no-protest"))
    assert ids(alone, "lowland") == ["no-dam", "water", "no-gift"]
    # It keeps the group's place, so that the group can be moved all the same.
    left = apply(river, MoveStatement("quarrel", -1), DropStatement("no-protest"))
    assert ids(left, "lowland") == ["no-dam", "water", "no-gift"]


def test_additions(river: Dialogue) -> None:
    def add(**place: str) -> list[str]:
        statement = Statement(id="new", want=expression("protest"))
        return ids(apply(river, AddStatement("lowland", statement, **place)), "lowland")

    assert add() == ["water", "quarrel", "no-gift", "new"]
    assert add(before="no-dam") == ["water", "new", "quarrel", "no-gift"]
    assert add(after="water") == ["water", "new", "quarrel", "no-gift"]
    new = AddStatement("lowland", Statement(id="new", want=Name("dam")), after="water")
    gone = apply(river, new, DropStatement("water"))
    assert ids(gone, "lowland") == ["new", "quarrel", "no-gift"]


def test_additions_at_one_place_keep_their_order() -> None:
    lines = Preferences(priorities=tuple(Statement(id=i, want=Name(i)) for i in "ab"))
    for side in ("before", "after"):
        adds = [Added(statement=Statement(id=i, want=Name(i)), **{side: "a"}) for i in "xyz"]
        got = "".join(p.id for p in edit(lines, adds=adds).priorities)
        assert got == {"before": "xyzab", "after": "axyzb"}[side]


def test_an_added_statement_gets_an_id(river: Dialogue) -> None:
    twice = AddStatement("farmers", Statement(id="", want=expression("not pay")))
    got = ids(apply(river, twice, twice), "farmers")
    assert got == ["farmers.not-pay", "farmers.not-pay-2"]


def test_order_does_not_matter(river: Dialogue) -> None:
    changes: list[Change] = [
        SetCircumstance("dry_year", False),
        LiftRule("reservoir"),
        DropStatement("half-for-pay"),
        MoveStatement("the-dam", -1),
        Fix((("pay", 1),)),
        AsSeenBy("lowland"),
    ]
    first = apply(river, *changes)
    for order in list(permutations(changes))[::37]:
        assert apply(river, *order) == first


def test_views(river: Dialogue) -> None:
    seen = apply(river, AsSeenBy("lowland"))
    assert ids(seen, "upland") == ["want-dam", "be-paid", "half-for-pay", "the-dam"]
    assert ids(seen, "lowland") == ids(river, "lowland")
    assert seen.views == ()
    assert ids(apply(river, AsSeenBy("farmers")), "lowland") == ["no-gift", "water", "quarrel"]
    assert ids(apply(river, AsSeenBy("upland")), "lowland") == ids(river, "lowland")


def test_a_view_of_what_a_what_if_dropped(river: Dialogue) -> None:
    seen = apply(river, DropStatement("own-farmers"), DropStatement("be-paid"), AsSeenBy("lowland"))
    assert set(ids(seen, "upland")) == {"want-dam", "half-for-pay", "the-dam"}


def test_a_view_that_replaces_the_list() -> None:
    d = parse("{parties: {a: {}, b: {}}, options: {x: {by: a}, y: {by: b}}, priorities: {b: [y]}, "
              "views: [{who: a, of: b, ranking: [[0, 1], [2, 3]]}]}")
    assert apply(d, AsSeenBy("a")).preferences["b"].ranking == ((0, 1), (2, 3))


def test_a_corrected_view_is_gone(river: Dialogue) -> None:
    assert [v.who for v in apply(river, Correct("lowland", "upland")).views] == ["farmers"]
    assert [v.who for v in apply(river, Correct("farmers")).views] == ["lowland"]
    with pytest.raises(InputError, match="`upland` has no view"):
        apply(river, Correct("upland"))
    true = apply(river, Correct("lowland"), AsSeenBy("lowland"))
    assert true.preferences == river.preferences


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ([SetCircumstance("dry_yaer", True)], "no circumstance `dry_yaer`; did you mean `dry_year`"),
        ([LiftRule("resevoir")], "did you mean `reservoir`"),
        ([DropStatement("own-farmer")], "did you mean `own-farmers`"),
        ([MoveStatement("zzz", 1)], "no statement `zzz`; there is `own-farmers`"),
        ([Fix((("pey", 1),))], "did you mean `pay`"),
        ([Fix((("pay", 7),))], "no level number 7"),
        ([AddStatement("uplnd", Statement(id="", want=Name("pay")))], "did you mean `upland`"),
        ([AddStatement("upland", Statement(id="", want=Name("pey")))], "did you mean `pay`"),
        ([AddStatement("upland", Statement(id="", want=expression("release is hlf")))], "did you mean `half`"),
        ([AddStatement("upland", Statement(id="", want=Name("pay")), before="water")], "has no statement `water`"),
        ([AddStatement("upland", Statement(id="water", want=Name("pay")))], "a statement `water` already"),
        ([AsSeenBy("nobody")], "no party `nobody`"),
        ([SetCircumstance("dry_year", True), SetCircumstance("dry_year", False)], "both true and false"),
        ([Fix((("pay", 1),)), Fix((("pay", 0),))], "fixed at both"),
        ([DropStatement("be-paid"), MoveStatement("be-paid", 1)], "both dropped and moved"),
        ([MoveStatement("be-paid", 2), MoveStatement("be-paid", 1)], "moved twice"),
        ([AsSeenBy("upland"), AsSeenBy("lowland")], "at once"),
    ],
)
def test_what_cannot_be_done_is_said(river: Dialogue, changes: list[Change], message: str) -> None:
    with pytest.raises(InputError, match=message):
        apply(river, *changes)


def test_a_ranking_takes_no_statement() -> None:
    d = parse("{parties: {a: {}}, options: {x: {by: a}}, ranking: {a: [0, 1]}}")
    with pytest.raises(InputError, match="`a` has a ranking"):
        apply(d, AddStatement("a", Statement(id="", want=Name("x"))))


# ---- as written on the command line ----------------------------------------------------------------------------------


def test_settings() -> None:
    for word in ("true", "yes", "ON"):
        assert parse_set(f" dry_year = {word}") == SetCircumstance("dry_year", True)
    assert parse_set("dry_year=no") == SetCircumstance("dry_year", False)
    for wrong in ("dry_year", "=true", "dry_year=maybe", ""):
        with pytest.raises(InputError, match="CIRCUMSTANCE=true"):
            parse_set(wrong)


def test_grants_and_drops(river: Dialogue) -> None:
    assert parse_grant(river, "release=half, pay=true") == Fix((("release", 1), ("pay", 1)))
    assert parse_drop(river, "reservoir") == LiftRule("reservoir")
    assert parse_drop(river, "quarrel") == DropStatement("quarrel")
    with pytest.raises(InputError, match="did you mean `reservoir`"):
        parse_drop(river, "reservior")


def test_written_additions() -> None:
    new = parse_add("upland: want not dam before own-farmers")
    assert (new.party, new.before, new.after) == ("upland", "own-farmers", "")
    assert new.statement.want == expression("not dam")
    assert parse_add("upland: if pay then release is half").before == ""
    assert parse_add("upland: want pay after the-dam").after == "the-dam"
    for wrong in ("upland", "upland:", "want pay"):
        with pytest.raises(InputError, match="adds no statement"):
            parse_add(wrong)
    with pytest.raises(InputError, match="does not parse"):
        parse_add("upland: want pay and")


def test_states(river: Dialogue) -> None:
    assert parse_state(river, "") == (0, 0, 0, 0)
    assert parse_state(river, "release=half,pay=yes") == (1, 1, 0, 0)
    assert parse_state(river, " 10 ") == river.state(10) == (1, 1, 1, 0)
    assert parse_state(replace(river, status_quo=(1, 0, 0, 0)), "pay=yes") == (1, 1, 0, 0)
    assert parse_levels(river, "release='half'") == (("release", 1),)


def test_a_code_may_be_as_long_as_the_dialogue_is_large() -> None:
    options = ", ".join(f"o{k}: {{by: a}}" for k in range(1_000))
    large = parse(f"parties: {{a: {{name: Aland}}}}\noptions: {{{options}}}")
    assert parse_state(large, str(large.possible - 1)) == (1,) * 1_000
    with pytest.raises(InputError, match="there is no state"):
        parse_state(large, str(large.possible))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("24", "no state 24; codes go from 0 to 23"),
        ("-1", "no state -1"),
        ("relaese=half", "did you mean `release`"),
        ("release=hlf", "did you mean `half`"),
        ("release", "does not say OPTION=LEVEL"),
        ("pay=yes,,", "no level `yes,`"),
        ("pay=yes,pay=no", "two levels"),
        ("9" * 5000, "does not say"),
    ],
)
def test_what_is_no_state_is_said(river: Dialogue, text: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        parse_state(river, text)
