"""The page of ways is short: wanted ways in full, the others counted; `--full` tells each."""

from __future__ import annotations

import re

import pytest

import detente as dt
from detente.analyses.paths import paths
from detente.model.dialogue import Dialogue
from detente.report.pages.paths import NEAREST, view
from detente.report.renderers.terminal import text
from detente.report.short import LINES, fitted


def gifts(number: int) -> Dialogue:
    """Gifts that nobody wants to make and that cannot be taken back: firm wherever they are made."""
    options = "\n".join(f"  gift{n}: {{by: a, text: Gift {n}, direction: forward}}" for n in range(number))
    wants = ", ".join(f"not gift{n}" for n in range(number))
    return dt.parse(f"""
parties: {{a: {{name: Aland}}, b: {{name: Bland}}}}
options:
{options}
  other: {{by: b, text: Other}}
priorities: {{a: [{wants}], b: [not other]}}
""")


@pytest.mark.parametrize("number", [1, 2, 3, 5])
def test_what_is_left_out_is_counted(number: int) -> None:
    talks = gifts(number)
    result = paths(talks)
    assert result.firmest is not None and result.firmest.total == 2**number
    whole, short = text(view(talks, result)), text(fitted(lambda most: view(talks, result, most=most)))
    assert whole.count("\n") >= short.count("\n") <= LINES
    assert len(re.findall(r"Firm[,:] ", short)) == min(2**number, 1 + NEAREST)
    left = 2**number - 1 - NEAREST
    counted = re.search(r"(\w+) more only if somebody takes a step that it gains nothing by", " ".join(short.split()))
    words = {4: "4", 28: "28"}
    assert (counted and counted[1]) == (words[left] if left > 0 else None)
    assert "more of these ways: detente paths text --full" in " ".join(short.split()) or left <= 0


def test_steps_do_not_count_the_status_quo() -> None:
    talks = gifts(1)
    told = " ".join(text(view(talks, paths(talks))).split())
    assert "moves lead to 3 other states; moves that their mover wants, to 0; those of them" in told
