"""A deed and the one that undoes it are never one option, however many words they share."""

from __future__ import annotations

import pytest

from detente.reading.draft.options import option_like


@pytest.mark.parametrize(
    ("known", "said"),
    [
        ("keeping its troops in the Kesh valley", "withdrawing its troops from the valley"),
        ("imposing the toll on lorries", "lifting the toll on lorries"),
        ("closing the crossing at Busia", "reopening the crossing at Busia"),
        ("allowing inspections of the plant", "blocking inspections of the plant"),
        ("raising the duty on cement", "cutting the duty on cement"),
        ("releasing the six fishermen", "detaining the six fishermen"),
    ],
)
def test_what_undoes_a_deed_is_another_option(known: str, said: str) -> None:
    for first, second in ((known, said), (said, known)):
        assert option_like({"one": {"by": "v", "text": first}}, "v", second, "") == ""


@pytest.mark.parametrize(
    ("known", "said"),
    [("withdrawing the patrols", "pulling back the patrols"), ("opening the crossing", "reopening the crossing")],
)
def test_the_same_in_other_words_is_one(known: str, said: str) -> None:
    assert option_like({"one": {"by": "v", "text": known}}, "v", said, "") == "one"
