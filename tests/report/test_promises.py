"""The promises of a page: as they stood on its date."""

import pytest

from detente.analyses.gathered_rest import as_known
from detente.analyses.rounds import Promise


@pytest.mark.parametrize(
    ("state", "known", "due", "told"),
    [
        ("kept", "2021-11", "", "kept"),  # known of the month in which the page's date lies
        ("kept", "2021", "2016-12", "kept"),
        ("kept", "2021-11-24", "", "kept"),
        ("kept", "", "2016-12", "kept"),
        ("kept", "2021-11-25", "", "open"),  # known a day later: not yet
        ("kept", "2022", "2022-03", "open"),
        ("broken", "2022", "2016-12", "overdue"),  # by the page's date its own date had gone by
        ("kept", "2022", "2021-11", "open"),  # the month is not over
        ("kept", "2022", "2021-11-23", "overdue"),
    ],
)
def test_a_promise_is_told_as_it_stood(state, known, due, told):
    promise = Promise(id="p", by=("a",), to=(), front="", round="", text="bread", due=due, state=state, as_of=known)
    assert as_known(promise, "2021-11-24").state == told
    assert as_known(promise, "") == promise
