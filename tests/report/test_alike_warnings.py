"""Warnings that say the same of many entries are one row that names them all; what differs stands for itself."""

from __future__ import annotations

import re

import pytest

import detente as dt
from detente.model.dialogue import Dialogue
from detente.report.pages import check
from detente.report.renderers.terminal import text


def talks(options: int) -> Dialogue:
    lines = "\n".join(f"  deed{n}: {{by: a, text: deed {n}, asked_by: b}}" for n in range(options))
    return dt.parse("sources: {memo: {title: A memo}}\nparties: {a: {name: Aland}, b: {name: Bland}}\n"
                    f"options:\n{lines}\n  last: {{by: b, text: rest, evidence: memo}}\n"
                    "priorities: {a: [last], b: [deed0]}\n")  # fmt: skip


@pytest.mark.parametrize("options", [1, 2, 3, 9])
def test_each_entry_is_named_once_in_one_row_or_in_rows_of_their_own(options: int) -> None:
    dialogue = talks(options)
    result = dt.check(dialogue)
    bare = [warning for warning in result.warnings if warning.code == "no-evidence"]
    assert len(bare) >= options
    page = " ".join(text(check.view(dialogue, result)).split())
    head = page.partition("Asks")[0]
    assert head.count("no-evidence") == (1 if len(bare) > check.APART else len(bare))
    for warning in bare:
        assert len(re.findall(rf"`{re.escape(warning.at)}`", head)) >= 1
        assert f"line {warning.line}" in head
