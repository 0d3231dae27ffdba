"""What one page says is true by the file, and by every other page that speaks of the same thing."""

from __future__ import annotations

from detente.analyses.paths import paths
from detente.formats import parse
from detente.report.pages import paths as paths_page
from detente.report.renderers import markdown

MANY = """
parties: {a: {name: Aland}, b: {name: Bland}}
options: {p: {by: b}, q: {by: b}, r: {by: b}, s: {by: b}, t: {by: b}, x: {by: a}}
priorities: {a: [x], b: []}
status_quo: {}
"""


def test_how_many_settlements_the_status_quo_leads_to_is_no_matter_of_how_many_are_listed():
    for limit in (2, 20, 100):
        told = paths_page.view(parse(MANY), paths(parse(MANY), limit=limit)).headline
        assert told == "The status quo leads to one of the 32 firm settlements by itself"


def test_a_step_that_costs_nothing_is_not_one_that_its_mover_would_rather_not_take():
    told = markdown.render(paths_page.view(parse(MANY), paths(parse(MANY))))
    assert "gains nothing by" in told and "rather not" not in told
