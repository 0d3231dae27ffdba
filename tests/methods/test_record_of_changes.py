"""Differences by entry: all of them together make the one version of the other."""

from hypothesis import given
from hypothesis import strategies as st

from detente.methods.record.changes import differences, ordered

IDS = st.lists(st.sampled_from("abcdefgh"), unique=True, max_size=8)


@given(IDS, IDS)
def test_all_that_came_went_and_moved_make_the_new_order(before, after):
    old, new = {("room", id): 1 for id in before}, {("room", id): 1 for id in after}
    found = differences(old, new, ({("room",): before}, {("room",): after}))
    moved = [one.path[1] for one in found if one.kind == "moved"]
    assert {one.path[1] for one in found if one.kind == "removed"} == set(before) - set(after)
    assert {one.path[1] for one in found if one.kind == "added"} == set(after) - set(before)
    assert list(ordered(before, after, after, moved)) == after
    assert list(ordered(before, after, before, [])) == before
    assert all(one.place == after.index(one.path[1]) + 1 for one in found if one.kind in ("moved", "added"))


@given(IDS)
def test_in_the_same_order_nothing_moved(ids):
    values, orders = {("r", id): 1 for id in ids}, {("r",): ids}
    assert not differences(values, dict(values), (orders, orders))


FIELDS = st.dictionaries(st.sampled_from("xy"), st.integers(0, 2))
VALUES = st.dictionaries(st.sampled_from("abc"), st.one_of(st.integers(0, 2), FIELDS))


@given(VALUES, VALUES)
def test_the_fields_are_those_that_differ(before, after):
    found = differences({(k,): v for k, v in before.items()}, {(k,): v for k, v in after.items()}, ({}, {}))
    assert {(one.path[0], one.kind) for one in found} == (
        {(k, "removed") for k in before if k not in after}
        | {(k, "added") for k in after if k not in before}
        | {(k, "changed") for k in after if k in before and before[k] != after[k]}
    )
    for one in found:
        old, new = before.get(one.path[0]), after.get(one.path[0])
        for field in one.fields:
            if field.name:
                assert (field.before, field.after) == ((old or {}).get(field.name), (new or {}).get(field.name))
                assert field.before != field.after
