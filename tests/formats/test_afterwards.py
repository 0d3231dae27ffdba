"""What came after a file's date: in the file, beside it, and never in what the dialogue says."""

import pytest

from detente import formats
from detente.errors import InputError
from detente.model.dates import first_day, last_day
from detente.plain import digest

TALKS = """\
parties: {a: , b: }
circumstances: {rain: }
options:
  x: {by: a, asked_by: b}
  y: {by: b}
sources: {s: }
"""
OWN = "happened: [{date: 2011, what: x, holds: yes, evidence: s}]\n"
BESIDE = """\
sources: {later: {title: The report}}
happened:
  - {date: 2012-05, what: rain, holds: no, evidence: later p. 3}
  - {date: 2012, what: x and not y, holds: partly, evidence: s}
"""


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "t.yaml").write_text(TALKS + OWN, "utf-8")
    (tmp_path / "t.happened.yaml").write_text(BESIDE, "utf-8")
    return tmp_path


def test_the_file_and_the_one_beside_it(folder):
    talks = formats.load(folder / "t.yaml")
    after = formats.happened(folder / "t.yaml", talks)
    assert [(h.date, h.ask, str(h.what or ""), h.holds) for h in after.happened] == [
        ("2011", "x", "", "yes"),
        ("2012-05", "", "rain", "no"),
        ("2012", "", "x and not y", "partly"),
    ]
    assert [s.id for s in after.sources] == ["later"] and after.happened[1].evidence[0].place == "p. 3"
    assert len(talks.happened) == 1


def test_what_came_after_is_no_part_of_what_the_dialogue_says():
    assert digest(formats.parse(TALKS)) == digest(formats.parse(TALKS + OWN))
    assert formats.parse(TALKS) != formats.parse(TALKS + OWN)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ("happened: [{date: soon, what: x, holds: yes}]", "is not a valid date"),
        ("happened: [{date: 2012, what: z, holds: yes}]", "mentions `z`"),
        ("happened: [{date: 2012, what: x, holds: perhaps}]", "is not one of"),
        ("happened: [{date: 2012, what: x, holds: yes, evidence: t}]", "there is no source `t`"),
        ("sources: {s: }\nhappened: []", "has a source `s` already"),
        ("hapened: []", "did you mean `happened`"),
        ("happened: [{date: 2012", ""),
        ("", "`happened` is missing"),
        ("- x", "must hold `happened:`"),
    ],
)
def test_a_wrong_file_beside_is_told(folder, wrong, said):
    (folder / "t.happened.yaml").write_text(wrong, "utf-8")
    talks = formats.load(folder / "t.yaml")
    with pytest.raises(InputError) as fault:
        formats.happened(folder / "t.yaml", talks)
    assert said in str(fault.value) and "t.happened.yaml" in str(fault.value)


def test_what_stands_beside_is_no_shipped_dialogue():
    assert all(name.isidentifier() or "-" in name for name in formats.examples())
    assert not any("happened" in name for name in formats.examples())


@pytest.mark.parametrize("name", formats.examples())
def test_what_came_after_a_shipped_dialogue_is_sourced_and_dated_after_its_last_round(name):
    talks = formats.load(name)
    after = formats.happened(name, talks)
    assert all(last_day(h.date) >= first_day(talks.rounds[-1].date) for h in after.happened)
    assert all(h.evidence for h in after.happened)
