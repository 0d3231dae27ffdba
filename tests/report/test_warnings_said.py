"""Every kind of warning has a sentence in every language, with all that it is about."""

from __future__ import annotations

import pytest

import detente as dt
from detente.analyses.check import CODES
from detente.formats import parse
from detente.methods.soundness.warning import Warning
from detente.report import wording
from detente.report.language import languages, speaking
from detente.report.wording.warnings import SENTENCES

TWO = "parties: {a: {name: Aland}, b: {name: Bland}}\n"
FOUR = TWO + "options: {x: {by: a, text: X}, y: {by: b, text: Y}, z: {by: a, text: Z}, w: {by: b, text: W}}\n"
CITED = "sources: {memo: {title: A memo}}\n"
MANY = ", ".join(f"f{n}: {{text: Fact {n}, chance: likely}}" for n in range(20))
"""So many uncertain facts that a signature is not reckoned with."""

FILES = [
    # rules, statements and states
    FOUR + "rules: [{id: r, never: x and y}, {id: q, never: x and y}, {id: p, never: z}]\n"
           "priorities: {a: [x or not x, z, x, x], b: [y]}",
    FOUR + "weights: {a: {x or not x: 1, x and not x: 2, x: 3}, b: {y: 1}}",
    FOUR + "priorities: {a: [x], b: [y]}\nviews:\n- {id: v, who: a, of: b, priorities: [y or not y, y and not y]}\n"
           "- {id: u, who: b, of: a, move: {a.x: -1}}",
    TWO + "options: {x: {by: a, text: X}}\ncircumstances: {rain: {text: Rain, now: yes}}\n"
          "rules: [{never: x and rain}]\nranking: {a: [0]}",
    # parties
    "parties: {a: {}, b: {}, c: {}, d: {}, e: {ratifies: a}}\noptions: {x: {by: a}, y: {by: b}, f: {by: c}, "
    "z: {by: e}}\nrules: [{never: f}]\npriorities: {a: [x], d: [x], e: [x]}",
    "parties: {a: {}, b: {}, c: {}}\noptions: {x: {by: a}, y: {by: b}}\npriorities: {a: [x, y]}",
    FOUR + "circumstances: {rain: {text: Rain}, snow: {text: Snow, now: yes}}\npriorities: {a: [x], b: [y]}",
    # asks, rounds and promises
    FOUR + "asks: {foreign: {of: a, by: b, that: y}, nothing: {of: a, by: b, that: true}, never: {of: a, by: b, "
           "that: x and not x}}",
    FOUR + "status_quo: {z: yes}\nasks: {s: {of: a, by: b, that: x}, t: {of: b, by: a, that: y}, u: {of: a, by: b, "
           "that: z}}\ncommitments: {c: {by: a, to: b, text: C, does: x, status: kept}}\n"
           "rounds: [{id: q, date: 2011, tabled: [s, u], ended: {how: signed}, answers: {s: in_principle, u: refused, "
           "t: accepted}}, {id: r, date: 2010}]",
    TWO + "options: {x: {by: a, text: X, levels: [no, half, all], asked_by: b}}\nstatus_quo: {}\n"
          "rounds: [{id: q, tabled: [x], answers: {x: {answer: partly, granted: half}}}]",
    # what was probably not meant
    CITED + FOUR + "priorities: {a: [x], b: [y]}\nstatus_quo: {}",
    CITED + FOUR + "weights: {a: {x: 2}, b: {y: 1}}\nstatus_quo: {}",
    CITED + FOUR + "ranking: {a: [[1, 3, 5, 7, 9, 11, 13, 15], [0, 2, 4, 6, 8, 10, 12, 14]]}\nstatus_quo: {}",
    FOUR + "rules: [{id: r, never: x and not y}]\npriorities: {a: [x], b: [not y]}\nstatus_quo: {}",
    FOUR + "priorities: {a: [not x unless y, y, not z unless w, w], b: [x, not y, z, not w]}",
    "parties: {a: {name: Aland}, b: {name: Aland}}\noptions: {x: {by: a, text: Port}, y: {by: b, text: Port}}\n"
    "circumstances: {f: {text: Rain}, g: {text: Rain}}\n"
    "asks: {k: {of: a, by: b, that: x, text: Same}, l: {of: b, by: a, that: y, text: Same}}",
    CITED + FOUR + "priorities: {a: [{want: x, basis: inferred}, {want: z, basis: assumed}], b: [y]}",
    # how things stand
    FOUR + "status_quo: {x: unknown, y: unknown}",
    FOUR + "circumstances: {f: {text: F, chance: 100%}}\nrules: [{never: not x and f}]\nstatus_quo: {}",
    FOUR + "circumstances: {f: {text: F, chance: 80%}}\nrules: [{never: not x and f}]\nstatus_quo: {}",
    # texts
    TWO + "options: {x: {by: a, text: stop the patrols}, y: {by: b, text: Aland leaves the isles}, "
          "z: {by: a, text: The isles are left.}, w: {by: b, text: The isles must be left}}\n"
          "asks: {k: {of: a, by: b, that: not x}}",
    # evidence
    CITED + FOUR + "circumstances: {f: {text: F}}\nrules: [{never: x and f}]\npriorities: {a: [x], b: [y]}\n"
    "views: [{id: v, who: a, of: b, priorities: [not y]}]\nasks: {k: {of: a, by: b, that: x and z}}\n"
    "rounds: [{id: q, tabled: [k], answers: {k: refused}}]\ncommitments: {c: {by: a, to: b, text: C}}",
    # the file itself
    FOUR + "circumstances: {" + MANY + "}\nsignature: {chance: likely, by: 2031}\nstatus_quo: {}\n"
    "priorities: {a: [{want: x, strong: yes}], b: [y]}\nrules: [{for: a, never: x and y}]\n"
    "sources: {memo: {title: A memo, url: 'https://example.org'}}\n"
    "silence: [{code: idle-rule, because: none}, {code: idle-rule, at: r, because: none}]\n"
    "asks: {k: {of: a, by: b, that: x or " + " or ".join(f"f{n}" for n in range(20)) + "}}",
    FOUR + "rules: [{never: x and y}]\nstatus_quo: {}\nfallback: {a: {x: yes, y: yes}}\npriorities: {a: [x], b: [y]}",
]  # fmt: skip


@pytest.fixture(scope="module")
def warnings() -> dict[tuple[str, str], Warning]:
    """One warning of each kind."""
    return {(w.code, w.case): w for text in FILES for w in dt.check(parse(text)).warnings}


def test_each_sentence_is_one_that_a_file_can_draw(warnings: dict[tuple[str, str], Warning]) -> None:
    assert set(warnings) == set(SENTENCES)
    assert {code for code, _case in SENTENCES} == set(CODES)


def _shown(warning: Warning) -> set[str]:
    words = (w for what in warning.about.values() for w in (what if isinstance(what, tuple) else (what,)))
    return {str(word) for word in words}


@pytest.mark.parametrize("language", [code for code in languages() if code != "en"])
def test_each_kind_is_said_in_every_language(language: str, warnings: dict[tuple[str, str], Warning]) -> None:
    for kind, warning in warnings.items():
        english = wording.warning(warning)
        with speaking(language):
            other = wording.warning(warning)
        assert other != english, kind
        for word in _shown(warning):
            assert (word in english) == (word in other), (kind, word)
        assert english.count("`") == other.count("`") and "{" not in english + other, kind


def test_what_a_warning_is_about_stands_in_its_sentence(warnings: dict[tuple[str, str], Warning]) -> None:
    for kind, warning in warnings.items():
        told = wording.warning(warning)
        for place, what in warning.about.items():
            if isinstance(what, tuple):
                assert any(word in told for word in what), (kind, place)
            else:
                assert str(what) in told, (kind, place, told)
