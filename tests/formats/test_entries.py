"""A dialogue taken apart into entries and put together again."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente import formats
from detente.errors import InputError
from detente.formats.entries import entries
from detente.plain import digest
from strategies import random_dialogue


@pytest.mark.parametrize("name", formats.examples())
def test_a_shipped_dialogue_is_the_same_again(name):
    talks = formats.load(name)
    again = entries(talks).dialogue(talks.file)
    assert again == talks and digest(again) == digest(talks)
    taken = entries(talks)
    assert all(
        taken.lines[path] > 0 for path in taken.values if path[0] in ("options", "rules", "priorities", "rounds")
    )


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**6))
def test_a_random_dialogue_is_the_same_again(seed):
    try:
        talks = formats.parse(formats.dump(random_dialogue(seed)))
    except InputError:
        return  # a ranking that leaves states out is no file
    assert entries(talks).dialogue() == talks


def test_what_makes_no_dialogue_is_refused():
    taken = entries(formats.load("river"))
    left = {path: value for path, value in taken.values.items() if path != ("options", "pay")}
    with pytest.raises(InputError, match="`pay`"):
        type(taken)(values=left, orders=taken.orders, lines={}).dialogue()
