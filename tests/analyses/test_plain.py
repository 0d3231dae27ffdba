"""Every result of these analyses can be written as JSON, with the keys that scripts rely on."""

import json

import pytest
from river import river

from detente.analyses.alignment import alignment
from detente.analyses.equilibria import equilibria
from detente.analyses.paths import paths
from detente.analyses.respond import respond
from detente.analyses.rounds import rounds
from detente.analyses.why import why
from detente.formats import load
from detente.plain import plain

ASKED = {
    equilibria: ((), {"parties", "options", "states", "status_quo", "equilibria", "counts", "stable", "common"}),
    why: (("pay",), {"ask", "by", "of", "granted", "reason", "gains", "trace"}),
    respond: (("dam=yes",), {"at", "suspended", "movers", "replies"}),
    paths: ((), {"moves", "improvements", "credible", "routes", "traps", "closed"}),
    alignment: ((), {"ledger", "tau", "grant"}),
    rounds: ((), {"rounds", "asks", "commitments", "disagreements"}),
}


@pytest.mark.parametrize("function", ASKED)
@pytest.mark.parametrize("name", ["hand", "river", "us-pakistan-2010"])
def test_json(function, name):
    dialogue = river() if name == "hand" else load(name)
    asked, keys = ASKED[function]
    if name == "us-pakistan-2010":
        asked = {"pay": ("north_waziristan",), "dam=yes": ("incursions=yes",)}.get(asked[0], asked) if asked else asked
    found = json.loads(json.dumps(plain(function(dialogue, *asked))))
    assert keys <= set(found)


def test_the_keys_of_the_interface():
    found = plain(equilibria(river()))
    assert set(found["equilibria"][0]) >= {"state", "code", "firmness", "concepts", "lean"}
    assert set(found["counts"]) == {"nash", "sseq", "seq", "smr", "gmr", "sim"}
    assert found["states"] == {"possible": 24, "feasible": 16} and set(found["status_quo"]) == {"state", "code"}
    reason = plain(why(river(), "pay"))["reason"]
    assert set(reason) >= {"kind", "statement", "because", "evidence", "basis"}
    assert plain(paths(river()))["credible"] == {"0": 0, "6": 1, "12": 1, "18": 2}
    assert plain(paths(river(), replies="plain"))["credible"] == {"0": 0, "6": 1, "7": 1, "18": 2}
