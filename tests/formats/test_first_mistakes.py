"""Mistakes of somebody's first file: each message says what to write instead."""

from __future__ import annotations

from pathlib import Path

import pytest

from detente import formats
from detente.analyses.whatif import whatif
from detente.errors import InputError

TEXT = """
parties: {north: , south: }
options:
  gate: {by: north, text: An open gate, asked_by: south}
  toll: {by: north, levels: [none, low fee, high fee]}
priorities:
  south:
    - {want: not gate, basis: inferred}
    - {want: toll is "low fee" or gate}
"""


@pytest.mark.parametrize(
    ("right", "wrong", "mend"),
    [
        ('toll is "low fee" or', "toll is low fee or", '`toll is "low fee"`'),
        ('toll is "low fee" or', "toll >= low fee or", '`toll >= "low fee"`'),
        ('"low fee"', "“low fee”", "straight quotation marks"),
        (" or gate", " OR gate", "write `or` in small letters"),
        ('toll is "low fee" or gate', "The toll stays low", "made of ids"),
        ("levels: [none, low fee, high fee]", 'levels: "none, low fee"', "as in [none, low fee]"),
        ("asked_by: south", "asked_by: north", "`asked_by` the one that wants it"),
        ("text: An open gate", "text: 'The gate's key'", 'quote this text: "The gate\'s key"'),
        ("- {want: toll", "-{want: toll", "the dash needs a space after it"),
    ],
)
def test_the_message_says_what_to_write(right: str, wrong: str, mend: str) -> None:
    assert formats.parse(TEXT)
    assert right in TEXT
    with pytest.raises(InputError) as error:
        formats.parse(TEXT.replace(right, wrong))
    assert mend in str(error.value)


def test_a_file_named_without_its_ending(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("talks.yaml").write_text(TEXT, encoding="utf-8")
    with pytest.raises(InputError, match=r"did you mean `talks\.yaml`"):
        formats.load("talks")


def test_one_supposition_may_be_one_text() -> None:
    dialogue = formats.parse(TEXT)
    assert whatif(dialogue, grant="gate=yes") == whatif(dialogue, grant=["gate=yes"])
    first = dialogue.preferences["south"].priorities[0].id
    assert whatif(dialogue, drop=first) == whatif(dialogue, drop=[first])
