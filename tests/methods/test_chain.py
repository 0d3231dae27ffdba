"""The record of forecasts: whatever is done to it is found."""

import json
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.errors import InputError
from detente.methods.forecasts.chain import FIRST, Forecast, Resolution, lines, read

TEXT = st.text(max_size=12)
DAY = st.sampled_from(["2031", "2031-05", "2031-05-06", "2031-05-06/08"])
FORECAST = st.builds(
    Forecast, date=st.just("2030-01-01T00:00:00Z"), question=st.sampled_from(["a", "b", "é\u2028"]), text=TEXT,
    rule=TEXT, source=TEXT, horizon=DAY, chance=st.floats(0, 1), own=st.one_of(st.none(), st.floats(0, 1)),
    stays=st.booleans(), done=st.booleans(), title=TEXT, digest=TEXT, version=TEXT,
)  # fmt: skip
RESOLUTION = st.builds(
    Resolution, date=st.just("2030-01-02T00:00:00Z"), question=st.just("a"),
    came=st.sampled_from(["yes", "no", "partly", "void"]), on=DAY, source=TEXT, note=TEXT,
)  # fmt: skip
FIRST_ONE = FORECAST.map(lambda one: one).filter(lambda one: one.question == "a")
RECORDS = st.builds(
    lambda first, rest, answers: [first, *rest, *answers],
    FIRST_ONE, st.lists(FORECAST, max_size=4), st.lists(RESOLUTION, max_size=3),
)  # fmt: skip


@given(RECORDS)
def test_what_is_written_is_read_again_and_chained_as_defined(entries):
    text = lines(entries, FIRST)
    record = read(text)
    assert list(record.entries) == entries
    before = "0" * 64
    for line in text.split("\n")[:-1]:
        told = json.loads(line)
        mark = told.pop("hash")
        assert told["previous"] == before
        plain = json.dumps(told, sort_keys=True, separators=(",", ":"))
        assert mark == sha256(plain.encode()).hexdigest()
        before = mark
    assert record.head == before


@given(RECORDS, FORECAST)
def test_an_entry_that_is_added_leaves_the_old_as_they_stand(entries, another):
    old = lines(entries, FIRST)
    before = read(old)
    later = another if another.date >= entries[-1].date else Resolution(
        date=entries[-1].date, question="a", came="void", on="2031", source="", note="")  # fmt: skip
    grown = old + lines([later], before.head)
    assert read(grown, head=before.head).entries == (*before.entries, later)


@given(RECORDS, st.data())
def test_any_byte_that_is_changed_is_found(entries, data):
    text = lines(entries, FIRST)
    at = data.draw(st.integers(0, len(text) - 1))
    other = data.draw(st.sampled_from('0123456789abcdefxyz"{}:, \n\\').filter(lambda c: c != text[at]))
    with pytest.raises(InputError, match="not whole"):
        read(text[:at] + other + text[at + 1 :])


@given(RECORDS, st.data())
def test_any_byte_that_is_put_in_or_taken_out_is_found(entries, data):
    text = lines(entries, FIRST)
    at = data.draw(st.integers(0, len(text) - 1))
    more = data.draw(st.sampled_from(["x", " ", "\n", "0", "{}\n"]))
    for tampered in (text[:at] + more + text[at:], text[:at] + text[at + 1 :]):
        with pytest.raises(InputError, match="not whole"):
            read(tampered)


@given(RECORDS.filter(lambda entries: len(entries) > 1), st.data())
def test_lines_that_are_moved_doubled_or_taken_out_are_found(entries, data):
    told = lines(entries, FIRST).splitlines(keepends=True)
    k = data.draw(st.integers(0, len(told) - 2))
    swapped = [*told[:k], told[k + 1], told[k], *told[k + 2 :]]
    for tampered in (swapped, [*told[: k + 1], told[k], *told[k + 1 :]], [*told[:k], *told[k + 1 :]]):
        with pytest.raises(InputError, match="not whole"):
            read("".join(tampered))


@given(RECORDS.filter(lambda entries: len(entries) > 1), st.data())
def test_what_is_cut_off_or_rewritten_to_the_end_is_found_against_a_noted_head(entries, data):
    text = lines(entries, FIRST)
    head = read(text).head
    k = data.draw(st.integers(1, len(entries) - 1))
    cut = lines(entries[:k], FIRST)
    assert len(read(cut).entries) == k  # without the head a shorter record is a record
    with pytest.raises(InputError, match="head that you noted"):
        read(cut, head=head)
    rewritten = lines(
        [Forecast(**{**_fields(entries[0]), "chance": (entries[0].chance + 0.5) % 1}), *entries[1:]], FIRST
    )
    assert read(rewritten)
    with pytest.raises(InputError, match="head that you noted"):
        read(rewritten, head=head)


def _fields(one):
    return {name: getattr(one, name) for name in one.__dataclass_fields__}


def _chained(**changed):
    """A line that was written by somebody else, with a right hash."""
    told = {"kind": "forecast", "previous": FIRST, "date": "2030-01-01T00:00:00Z", "question": "a", "text": "",
            "rule": "", "source": "", "horizon": "2031", "chance": 0.5, "own": None, "stays": True, "done": True,
            "title": "", "digest": "", "version": "", **changed}  # fmt: skip
    told = {key: value for key, value in told.items() if value != "drop"}
    plain = json.dumps(told, sort_keys=True, separators=(",", ":"))
    return (
        json.dumps({**told, "hash": sha256(plain.encode()).hexdigest()}, sort_keys=True, separators=(",", ":")) + "\n"
    )


@pytest.mark.parametrize(
    "changed",
    [{"chance": 1.5}, {"chance": "0.5"}, {"chance": True}, {"own": -1}, {"stays": 1}, {"horizon": "soon"}, {"text": 1},
     {"date": "yesterday"}, {"more": 1}, {"kind": "other"}, {"kind": "resolution"}, {"rule": "drop"},
     {"previous": "1" * 64}],
)  # fmt: skip
def test_an_entry_that_means_nothing_is_refused_though_its_hash_is_right(changed):
    assert read(_chained())
    with pytest.raises(InputError, match="not whole"):
        read(_chained(**changed))


@pytest.mark.parametrize("text", ["[]\n", "1\n", "{}\n", "\n", "x", "[" * 5000 + "\n", '{"hash": NaN}\n'])
def test_what_is_no_record_is_refused(text):
    with pytest.raises(InputError, match="line 1"):
        read(text)


def test_an_empty_record_is_one():
    assert read("").entries == () and read("").head == FIRST
