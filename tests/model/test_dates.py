"""One grammar for dates, at every door."""

import pytest

from detente import formats
from detente.errors import InputError
from detente.model.dates import fault, first_day, last_day
from detente.reading.workspace import check_date

GOOD = {
    "2010": ((2010, 1, 1), (2010, 12, 31)),
    "2012-02": ((2012, 2, 1), (2012, 2, 29)),
    "2010-10-22": ((2010, 10, 22), (2010, 10, 22)),
    "2010-10-20/22": ((2010, 10, 20), (2010, 10, 22)),
    "2010-10-20/11-02": ((2010, 10, 20), (2010, 11, 2)),
    "2010-12-30/2011-01-02": ((2010, 12, 30), (2011, 1, 2)),
}
BAD = ["2010-02-31", "2010-13", "2010-1-1", "20101022", "2010-10-20/02-31", "2010-10-22/20", "0000-01-01", "soon"]


@pytest.mark.parametrize(("date", "days"), GOOD.items())
def test_a_date_has_a_first_and_a_last_day(date, days):
    assert not fault(date)
    assert (first_day(date), last_day(date)) == days


@pytest.mark.parametrize("date", [*GOOD, *BAD])
def test_every_door_takes_the_same_dates(date):
    text = f"parties: {{a: }}\noptions: {{x: {{by: a}}}}\nhorizon: '{date}'\n"
    assert _taken(lambda: formats.parse(text)) == _taken(lambda: check_date(date)) == (date in GOOD)


def _taken(door):
    try:
        door()
    except InputError:
        return False
    return True
