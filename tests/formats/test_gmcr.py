"""GMCR+'s files: read as found, written so that they say the same, and never a traceback."""

from __future__ import annotations

import json
import random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.engine.arrays import simultaneous, solve, space
from detente.engine.concepts import CONCEPTS
from detente.errors import DetenteError, InputError, TooLarge
from detente.formats import dump, load, load_with_warnings, parse
from detente.formats.gmcr import read
from detente.formats.gmcr_write import write
from detente.model.dialogue import Dialogue
from detente.model.expression import unparse
from reference import CASES

Data = dict[str, Any]


def option(name: str, direction: str = "both") -> Data:
    return {"name": name, "permittedDirection": direction}


def ferry() -> Data:
    """A file with ungrouped options, equal names, repeats, a compound preference and one-way moves."""
    return {
        "version": "0.4",
        "options": [option("Run ferry"), option("Raise fee", "fwd"), option("Run ferry"), option("Block pier", "back")],
        "decisionMakers": [
            {"name": "Isle of Man", "options": [2, 0],
             "preferences": [[[1, "N"]], {"compound": True, "members": [[[0, "Y"]], [[2, "N"], [3, "N"]]]},
                             [[1, "N"]]]},
            {"name": "Harbour", "options": [1], "preferences": [[[1, "Y"], [3, "N"]]]},
            {"name": "if", "options": [3], "preferences": [{"compound": True, "members": [[[3, "Y"]]]}]},
        ],
        "infeasibles": [[[0, "Y"], [2, "Y"]], [[2, "Y"], [0, "Y"]]],
        "coalitions": [0, 1, 2],
    }


def manual(flag: str, key: str) -> Data:
    """Two options, one state infeasible: ordered numbers 1, 2, 3 are the codes 0, 1, 2."""
    return {
        flag: True,
        "options": [option("X"), option("Y")],
        "decisionMakers": [
            {"name": "A", "options": [0], "preferences": [[[0, "N"]]], key: [2, [3, 1]]},
            {"name": "B", "options": [1], "preferences": [], key: [[1], 3, 2]},
        ],
        "infeasibles": [[[0, "Y"], [1, "Y"]]],
    }


def of(data: Any) -> Dialogue:
    return read(json.dumps(data), "talks.gmcr")[0]


def refused(data: Any) -> str:
    with pytest.raises((InputError, TooLarge)) as caught:
        of(data)
    return str(caught.value)


def classes(dialogue: Dialogue) -> list[list[list[int]]]:
    """For each party the feasible codes by rank, best first."""
    s = space.build(dialogue)
    made = []
    for party in dialogue.parties:
        groups: dict[int, list[int]] = {}
        for cell in s.feasible_cells().tolist():
            groups.setdefault(s.rank(party.id, cell), []).append(s.code_of(cell))
        made.append([sorted(groups[rank]) for rank in sorted(groups, reverse=True)])
    return made


# ---- reading ---------------------------------------------------------------------------------------------------------


def test_options_are_regrouped_and_named() -> None:
    d = of(ferry())
    assert [(o.id, o.by, o.text, o.direction) for o in d.options] == [
        ("run_ferry", "isle_of_man", "Run ferry", "both"),
        ("run_ferry_2", "isle_of_man", "Run ferry", "both"),
        ("raise_fee", "harbour", "Raise fee", "forward"),
        ("block_pier", "if_", "Block pier", "back"),
    ]
    assert [p.name for p in d.parties] == ["Isle of Man", "Harbour", "if"]
    assert d.title == "talks"
    assert d.status_quo is None


def test_conditions_follow_the_file_and_repeats_go() -> None:
    d = of(ferry())
    # Index 2 of the file is the first option after regrouping, index 0 the second.
    assert [unparse(r.never) for r in d.rules] == ["run_ferry_2 and run_ferry"]
    assert [unparse(s.want) for s in d.preferences["isle_of_man"].statements] == [
        "not raise_fee", "run_ferry_2 or (not run_ferry and not block_pier)".replace("(", "").replace(")", ""),
    ]
    assert [unparse(s.want) for s in d.preferences["if_"].statements] == ["block_pier"]


def test_states_and_rankings_by_hand() -> None:
    """Run ferry 1, run ferry 2, raise fee 4, block pier 8; both ferries at once cannot be."""
    isle, harbour, blocker = classes(of(ferry()))
    assert harbour == [[4, 5, 6], [0, 1, 2, 8, 9, 10, 12, 13, 14]]
    assert blocker == [[8, 9, 10, 12, 13, 14], [0, 1, 2, 4, 5, 6]]
    # No fee first; then that the second ferry runs, or the first does not while the pier is free.
    assert isle == [[0, 2, 10], [1, 8, 9], [4, 6, 14], [5, 12, 13]]


@pytest.mark.parametrize(("flag", "key"), [
    ("useManualPreferenceVectors", "preferenceVector"),
    ("useManualPreferenceRanking", "preferenceRanking"),
    ("useManualPreferenceRanking", "preferenceVector"),
])
def test_manual_rankings_in_ordered_numbers(flag: str, key: str) -> None:
    d, notices = read(json.dumps(manual(flag, key)), "f.gmcr")
    assert d.preferences["a"].ranking == ((1,), (2, 0))
    assert d.preferences["b"].ranking == ((0,), (2,), (1,))
    assert [n.code for n in notices] == ["not-carried"]
    assert "not in force" in notices[0].message


def test_the_flag_decides() -> None:
    data = manual("useManualPreferenceRanking", "preferenceRanking")
    data["useManualPreferenceRanking"] = False
    d = of(data)
    assert d.preferences["a"].ranking == ()
    assert [unparse(s.want) for s in d.preferences["a"].statements] == ["not x"]
    assert d.preferences["b"].priorities == ()


def test_what_cannot_be_carried_is_told() -> None:
    data = ferry()
    data["coalitions"] = [0, [1, 2]]
    data["mood"] = 1
    data["decisionMakers"][0]["misperceptions"] = [[[0, "Y"]]]
    data["infeasibles"].append([])
    _, notices = read(json.dumps(data, indent=1), "f.gmcr")
    assert sorted(n.code for n in notices) == ["empty-condition", "not-carried", "not-carried", "unknown-key"]
    assert all(n.line and n.file == "f.gmcr" for n in notices)


@pytest.mark.parametrize(("change", "message"), [
    (lambda d: d["decisionMakers"].pop(), "option 3 `Block pier` is held by no decision maker"),
    (lambda d: d["decisionMakers"][1]["options"].append(0), "held more than once: by `Isle of Man` and `Harbour`"),
    (lambda d: d["decisionMakers"][0]["options"].append(2), "held more than once"),
    (lambda d: d["decisionMakers"][0]["options"].append(4), "an index from 0 to 3, not `4`"),
    (lambda d: d["decisionMakers"][0]["options"].append(-1), "not `-1`"),
    (lambda d: d["decisionMakers"][0]["options"].append(0.5), "not `0.5`"),
    (lambda d: d["decisionMakers"][0].update(options="all"), "must be a list"),
    (lambda d: d["decisionMakers"][0].pop("name"), "needs a `name`"),
    (lambda d: d["options"].clear(), "at least one option"),
    (lambda d: d.pop("decisionMakers"), "at least one decision maker"),
    (lambda d: d["options"][0].update(permittedDirection="up"), "`both`, `fwd` or `back`, not `up`"),
    (lambda d: d["infeasibles"].append([[0, "X"]]), "it is made of"),
    (lambda d: d["infeasibles"].append([[0]]), "it is made of"),
    (lambda d: d["infeasibles"].append(7), "is needed, not `7`"),
    (lambda d: d["infeasibles"].append({"compound": True}), "needs `members`"),
    (lambda d: d["infeasibles"].extend([[[0, "Y"]], [[0, "N"]]]), "no state is feasible"),
    (lambda d: d.update(useManualPreferenceRanking=True), "has no `preferenceRanking`"),
    (lambda d: d.update(useManualPreferenceRanking="perhaps"), "is true or false"),
    (lambda d: d.update(options=[option(f"o{i}") for i in range(1001)]), "options: 1,001 is more than the limit"),
])
def test_what_is_wrong_is_said(change: Any, message: str) -> None:
    data = ferry()
    change(data)
    assert message in refused(data)


@pytest.mark.parametrize(("ranking", "message"), [
    ([2, 3], "leaves out 1 feasible states, for instance 1"),
    ([1, 2, 3, 1], "state 1 stands in it twice"),
    ([1, 2, 3, 4], "`4` is not an ordered state number; they go from 1 to 3"),
    ([0, 1, 2, 3], "`0` is not an ordered state number"),
    ([1, [2, [3]]], "a list is not an ordered state number"),
    (5, "must be a list"),
    ([], "leaves out 3"),
])
def test_wrong_rankings(ranking: Any, message: str) -> None:
    data = manual("useManualPreferenceRanking", "preferenceRanking")
    data["decisionMakers"][0]["preferenceRanking"] = ranking
    assert message in refused(data)


def test_too_many_states_to_rank() -> None:
    data = {"useManualPreferenceRanking": True, "options": [option(f"o{i}") for i in range(25)],
            "decisionMakers": [{"name": "A", "options": list(range(25)), "preferences": [], "preferenceRanking": [1]}]}
    assert "25 is more than the limit of 24" in refused(data)
    data["options"] = data["options"][:24]
    data["decisionMakers"] = [{**data["decisionMakers"][0], "options": list(range(24))}]  # type: ignore[index]
    data["infeasibles"] = [[[i, "Y"], [j, "Y"], [k, "N"]] for i in range(24) for j in range(i) for k in range(j)]
    assert "states times infeasible conditions" in refused(data)


@pytest.mark.parametrize("text", [
    "", "[]", "null", "7", "{", '{"options": [NaN]}', "{}", '{"options": {}, "decisionMakers": 3}', "[" * 5000,
    '{"a": 1, "a": 2}', '{"options": [{"name": null}], "decisionMakers": [null]}', "\x00", '{"options": 1e999999}',
    json.dumps(ferry())[:-40], json.dumps(ferry())[:100],
])
def test_no_file_is_a_traceback(text: str) -> None:
    with pytest.raises(DetenteError):
        read(text, "f.gmcr")


def test_names_of_any_script_become_ids() -> None:
    data = ferry()
    for entry, name in zip(data["options"], ["Übung", "展開", "2nd <b>dam</b>", ""], strict=True):
        entry["name"] = name
    data["decisionMakers"][0]["name"] = "2nd <b>dam</b>"
    d = of(data)
    assert [o.id for o in d.options] == ["o_2nd__b_dam__b_", "o__bung", "o_3", "o_4"]
    assert d.options[0].text == "2nd <b>dam</b>"
    parse(dump(d))  # every id is one for the dialogue file, too


def test_many_conditions_with_one_beginning_are_named_quickly() -> None:
    data = {"options": [option("a rather long name of an option " * 3 + str(i)) for i in range(20)],
            "decisionMakers": [{"name": "A", "options": list(range(20)), "preferences": []}],
            "infeasibles": [[[0, "Y"], [i, "Y"], [j, "Y"], [k, "N"]] for i in range(1, 20) for j in range(i)
                            for k in range(j)]}
    d = of(data)
    assert len({r.id for r in d.rules}) == len(d.rules) > 900


# ---- fuzz ------------------------------------------------------------------------------------------------------------

junk = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 10**20) | st.floats() | st.text(max_size=4)
    | st.sampled_from(["Y", "N"]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(
        st.sampled_from(["name", "options", "preferences", "compound", "members", "preferenceRanking", "x"]), inner,
        max_size=4),
    max_leaves=8,
)


def _spots(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(spot for key, item in inner for spot in _spots(item, (*path, key)))]


@settings(max_examples=400, derandomize=True, deadline=None)
@given(data=st.data())
def test_wrong_types_anywhere_are_told(data: st.DataObject) -> None:
    base = data.draw(st.sampled_from([ferry(), manual("useManualPreferenceVectors", "preferenceVector")]))
    base = json.loads(json.dumps(base))
    for _ in range(data.draw(st.integers(1, 3))):
        path = data.draw(st.sampled_from(_spots(base)))
        value = data.draw(junk)
        if not path:
            base = value
            break
        spot = base
        for step in path[:-1]:
            spot = spot[step]
        spot[path[-1]] = value
        if not isinstance(base, dict | list):
            break
    text = json.dumps(base)
    cut = data.draw(st.sampled_from([None, len(text) // 2, len(text) - 1]))
    try:
        dialogue, _ = read(text[:cut], "f.gmcr")
    except DetenteError as error:
        assert str(error)
        return
    assert classes(of(json.loads(write(dialogue)[0]))) == classes(dialogue)


# ---- writing ---------------------------------------------------------------------------------------------------------


def drawn(seed: int) -> str:
    """A dialogue of two or three parties with three-level options, circumstances, groups, weights or rankings."""
    rng = random.Random(seed)
    names = ["x", "y", "z", "w"]

    def expr(depth: int = 2) -> str:
        if depth == 0 or rng.random() < 0.3:
            return rng.choice([*names, "dry", "z is half", "z >= half", "z < full", "not w", "w is b", "w > b"])
        if rng.random() < 0.2:
            return f"(if {expr(depth - 1)} then {expr(depth - 1)})"
        return f"({expr(depth - 1)}) {rng.choice(['and', 'or', 'iff', 'unless'])} ({expr(depth - 1)})"

    def line() -> str:
        return f"'{expr()}'" if rng.random() < 0.8 else f"{{equally: ['{expr()}', '{expr()}', '{expr()}']}}"

    lists = {p: ", ".join(line() for _ in range(rng.randint(0, 4))) for p in "abc"}
    weighed = rng.random() < 0.3
    priorities = "".join(f"  {p}: [{lines}]\n" for p, lines in lists.items() if not (weighed and p == "c"))
    weights = f"weights: {{c: {{'{expr()}': 0.1, 'x and ({expr()})': 0.2, 'not ({expr()})': 0.3}}}}\n"
    rules = ", ".join(f"{{never: '({expr()}) and ({expr()})'}}" for _ in range(rng.randint(0, 2)))
    ways = [rng.choice(["both", "forward", "back"]) for _ in range(4)]
    return (f"parties: {{a: {{}}, b: {{}}, c: {{}}}}\ncircumstances: {{dry: {{now: {rng.choice(['yes', 'no'])}}}}}\n"
            f"options:\n  x: {{by: b, direction: {ways[0]}}}\n"
            f"  z: {{by: a, levels: [none, half, full], direction: {ways[1]}}}\n  y: {{by: c, direction: {ways[2]}}}\n"
            f"  w: {{by: b, levels: [a, b, c, d], direction: {ways[3]}}}\n"
            f"rules: [{rules}]\npriorities:\n{priorities}{weights if weighed else ''}")


def split(dialogue: Dialogue, code: int) -> frozenset[str]:
    """A state as the thresholds it reaches, however its options are cut."""
    return frozenset(
        f"{o.text}: {o.levels[k]}" if len(o.levels) > 2 else o.text
        for o, level in zip(dialogue.options, dialogue.state(code), strict=True) for k in range(1, level + 1)
    )


def told(dialogue: Dialogue) -> list[list[set[frozenset[str]]]]:
    return [[{split(dialogue, code) for code in group} for group in party] for party in classes(dialogue)]


def equilibria(dialogue: Dialogue) -> dict[str, set[frozenset[str]]]:
    s = space.build(dialogue)
    return {
        concept.name: {
            split(dialogue, s.code_of(cell))
            for cell in solve.everywhere(s, solve.stable(s, concept)).ravel().nonzero()[0]
        }
        for concept in CONCEPTS
    }


def test_what_is_written_says_the_same() -> None:
    """Feasible states, rankings and equilibria survive the way out and in, with levels and groups and weights."""
    compared = rankings = 0
    for seed in range(120):
        try:
            before = parse(drawn(seed))
        except InputError:
            continue
        text, _ = write(before)
        after = read(text, "f.gmcr")[0]
        assert told(after) == told(before), seed
        assert equilibria(after) == equilibria(before), seed
        compared += 1
        rankings += json.loads(text)["useManualPreferenceRanking"]
    assert compared >= 80
    assert rankings >= 15


def test_what_is_left_behind_is_told() -> None:
    notes = " | ".join(write(load("river"))[1])
    for part in ("dry_year true", "several levels (release)", "status quo", "asks (2)", "rounds (2)", "reasons"):
        assert part in notes
    assert write(of(ferry()))[1] == ()


def test_groups_are_written_as_statements() -> None:
    d = parse("parties: {a: {}}\noptions: {x: {by: a}, y: {by: a}}\npriorities: {a: [{equally: [x, not y]}]}")
    data = json.loads(write(d)[0])
    assert data["useManualPreferenceRanking"] is False
    assert data["decisionMakers"][0]["preferences"] == [
        {"compound": True, "members": [[[0, "Y"]], [[1, "N"]]]}, [[0, "Y"], [1, "N"]],
    ]


def test_a_ranking_that_no_file_could_hold_is_refused() -> None:
    options = ", ".join(f"o{i}: {{by: a}}" for i in range(25))
    d = Dialogue(title="t", parties=parse("{parties: {a: {}}, options: {x: {by: a}}}").parties,
                 options=parse(f"{{parties: {{a: {{}}}}, options: {{{options}}}}}").options,
                 preferences=parse("{parties: {a: {}}, options: {x: {by: a}}, weights: {a: {true: 1}}}").preferences)
    with pytest.raises(TooLarge, match="25 is more than the limit of 24"):
        write(d)


# ---- published cases -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["sample-manual", "sample-prioritised"])
def test_samples_state_by_state(name: str) -> None:
    expected = json.loads((CASES / "gmcr" / f"{name}.expected.json").read_text(encoding="utf-8"))
    d, _ = load_with_warnings(CASES / "gmcr" / f"{name}.gmcr")
    assert [o.text for o in d.options] == expected["options"]
    assert [p.name for p in d.parties] == expected["dms"]
    s = space.build(d)
    assert len(s.feasible_cells()) == expected["states_feasible"]
    assert classes(d) == [expected["ranking"][p.name] for p in d.parties]
    for concept in ("nash", "gmr", "smr", "seq", "sim"):
        found = simultaneous.stable(s) if concept == "sim" else solve.stable(s, concept)
        for party in d.parties:
            got = sorted(s.code_of(cell) for cell in found[party.id].ravel().nonzero()[0].tolist())
            assert got == expected["stable"][concept][party.name], (concept, party.name)
