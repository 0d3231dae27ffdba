"""Names as other people write them: articles, plurals, what French makes of them; weights have no lines."""

from __future__ import annotations

import pytest

import detente as dt
from detente.model.dialogue import Party
from detente.model.expression import parse
from detente.report import lines, wording
from detente.report.brief.asks import heading
from detente.report.document import Document
from detente.report.language import _, speaking
from detente.report.names import is_plural
from detente.report.renderers.terminal import text

TALKS = """
parties: {{a: {{name: {a}}}, b: {{name: {b}}}}}
options: {{x: {{by: a, asked_by: b, text: A pier}}, y: {{by: b, asked_by: a, text: A ferry}}}}
{prefers}
status_quo: {{x: no, y: no}}
"""
LISTS = "priorities: {a: [y, not x], b: [x, not y]}"


def talks(a: str, b: str, prefers: str = LISTS) -> dt.Dialogue:
    return dt.parse(TALKS.format(a=a, b=b, prefers=prefers))


@pytest.mark.parametrize(
    ("name", "several"),
    [
        ("the United States", False), ("The Netherlands", False), ("the Houthis", True), ("The Baltic states", True),
        ("Norway and Sweden", True), ("Congress", False), ("Fishing villages", True), ("Les Pays-Bas", True),
        ("La Suisse", False), ("the League of Nations", False), ("Gulf States", True), ("Great Powers", True),
        ("United States", False), ("the Armed Forces", False), ("Trinidad and Tobago", False), ("The Eight", True),
        ("Bosnia and Herzegovina", False), ("the Four", True), ("Serbia and Kosovo", True), ("Seven Oaks", False),
    ],
)  # fmt: skip
def test_who_is_several(name: str, several: bool) -> None:
    assert is_plural(Party(id="p", name=name)) is several
    assert is_plural(Party(id="p", name=name, plural=not several)) is not several


@pytest.mark.parametrize(
    ("a", "b", "told"),
    [
        ("Les Pays-Bas", "Le Danemark", "Les Pays-Bas demandent au Danemark"),
        ("La Suisse", "Les Pays-Bas", "La Suisse demande aux Pays-Bas"),
        ("Iran", "L'Autriche", "Iran demande à l'Autriche"),
        ("Lesotho", "Laos", "Lesotho demande à Laos"),
    ],
)
def test_french_articles_contract_and_agree(a: str, b: str, told: str) -> None:
    with speaking("fr"):
        assert heading(talks(a, b), "a", "b") == told


@pytest.mark.parametrize("name", ["the Emirates", "the Kingdom of Spain", "the Federation", "The Union", "the EU"])
def test_a_name_with_an_article_gets_no_second_one(name: str) -> None:
    assert wording.party(talks(name, "Yemen"), "a") == "the " + name[4:]


def test_an_article_is_large_only_at_the_start() -> None:
    with speaking("fr"):
        assert wording.party(talks("Les Pays-Bas", "L'Autriche"), "b") == "l'Autriche"
    assert wording.party(talks("The Houthis", "Yemen"), "a") == "the Houthis"
    assert _("{first} and {last}", first="la Suisse", last="le Danemark") == "la Suisse and le Danemark"


def test_check_and_show_agree_with_the_brief_about_who_is_several(capsys: pytest.CaptureFixture[str]) -> None:
    from detente.report.pages import check, show

    dialogue = talks("the Houthis", "Yemen")
    for page in (show.view(dialogue), check.view(dialogue, dt.check(dialogue))):
        assert "The Houthis ask of Yemen" in " ".join(text(page).split())


@pytest.mark.parametrize(
    ("prefers", "word"),
    [("weights: {a: {y: 2, x: -1}, b: {x: 2, y: -1}}", "its own weighing"),
     ("ranking: {a: [2, [0, 3], 1], b: [1, [0, 3], 2]}", "its ranking of states")],
)  # fmt: skip
def test_no_page_speaks_of_line_0(prefers: str, word: str, capsys: pytest.CaptureFixture[str]) -> None:
    dialogue = talks("Aland", "Bland", prefers)
    from detente.report.brief import page
    from detente.report.pages import why

    brief = " ".join(text(page.view(dialogue, dt.brief(dialogue))).split())
    told = " ".join(text(why.view(dialogue, dt.why(dialogue, "x"))).split())
    assert word in brief.lower()
    for shown in (brief, told):
        assert "0th" not in shown
        assert "line 0" not in shown


CODED = "parties: {{{parties}}}\noptions: {{x: {{by: p0, text: A pier}}}}\nstatus_quo: {{x: no}}\n"


@pytest.mark.parametrize(
    ("names", "codes"),
    [
        (("Our government", "The other government"), ["OUR", "OTH"]),
        (("United States", "Soviet Union"), ["US", "SU"]),
        (("Upper Valley", "Upper Village", "Upland"), ["UVA", "UVI", "UP"]),
        (("Upper Valley", "Upper Valleys"), ["UV1", "UV2"]),
        (("South Sudan", "Saudi Sands", "{name: Sweden, code: SS}"), ["SSU", "SSA", "SS"]),
        (("États unis", "Émirats unis", "Éthiopie"), ["ÉTA", "ÉMI", "ÉT"]),
        (("Q", "Q R", "QR"), ["Q", "Q R", "QR"]),
    ],
)
def test_no_two_parties_have_one_code(names: tuple[str, ...], codes: list[str]) -> None:
    told = ", ".join(f"p{k}: {name if '{' in name else f'{{name: {name}}}'}" for k, name in enumerate(names))
    found = wording.tags(dt.parse(CODED.format(parties=told)))
    assert [found[f"p{k}"] for k in range(len(names))] == codes


SENTENCES = """
parties: {s: {name: The Six}, k: {name: Kenya}}
options:
  a: {by: s, text: The Six cut their fleet, asked_by: k}
  b: {by: k, text: open the port, asked_by: s}
  c: {by: k, text: A fee (on landings), levels: [none, half, full], asked_by: s}
  d: {by: s, text: Guards, levels: [none, "day: and night"]}
asks: {e: {of: s, by: k, that: not (a and d), text: they keep the peace}}
rules: [{for: s, never: a and not c >= half}]
priorities: {s: [b, c >= half, not a], k: [a, not b, 'not d is "day: and night"']}
status_quo: {}
"""


def test_a_sentence_or_a_verb_is_quoted_inside_a_sentence() -> None:
    dialogue = dt.parse(SENTENCES)
    assert wording.asked(dialogue, "e") == "“they keep the peace”"
    assert wording.ask(dialogue, "e") == "They keep the peace"
    told = wording.state(dialogue, (1, 1, 1, 0))
    assert told == "“The Six cut their fleet”; “open the port”; a fee (on landings): half"
    assert wording.taken(dialogue, dialogue.option("b"), 0) == "not “open the port”"
    told = " ".join(text(page_of(dialogue)).split())
    assert "sign the Six cut" not in told
    assert "and open the port" not in told


def page_of(dialogue: dt.Dialogue) -> Document:
    from detente.report.brief import page

    return page.view(dialogue, dt.brief(dialogue))


def test_what_is_less_is_said_so_and_a_level_with_marks_is_quoted() -> None:
    dialogue = dt.parse(SENTENCES)
    assert wording.condition(dialogue, parse("not c >= half")) == "“A fee (on landings)” is less than half"
    assert wording.condition(dialogue, parse("not c < full")) == "“A fee (on landings)” is at least full"
    assert wording.condition(dialogue, parse('d is "day: and night"')) == "“Guards” is “day: and night”"


def test_what_binds_several_alone_is_told_in_the_plural() -> None:
    dialogue = dt.parse(SENTENCES)
    assert lines.bars(dialogue, dialogue.every_rule[0]).startswith("the Six by themselves never bring about that")
