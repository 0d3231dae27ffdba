"""Détente: a workbench for strategic dialogues between governments.

>>> import detente as dt
>>> talks = dt.load("us-pakistan-2010")
>>> dt.equilibria(talks)                                                                            # doctest: +SKIP

Every name below is loaded when it is first used, so that importing the package costs next to nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

__version__ = "0.1.0"

_HOMES = {
    "Dialogue": "detente.model.dialogue",
    "DetenteError": "detente.errors",
    "InputError": "detente.errors",
    "alignment": "detente.analyses.alignment",
    "apply": "detente.model.change",
    "assumptions": "detente.analyses.assumptions",
    "check": "detente.analyses.check",
    "coalitions": "detente.analyses.coalitions",
    "deals": "detente.analyses.deals",
    "dilemmas": "detente.analyses.dilemmas",
    "dump": "detente.formats",
    "equilibria": "detente.analyses.equilibria",
    "examples": "detente.formats",
    "leverage": "detente.analyses.leverage",
    "load": "detente.formats",
    "outlook": "detente.analyses.outlook",
    "parse": "detente.formats",
    "paths": "detente.analyses.paths",
    "ratification": "detente.analyses.ratification",
    "respond": "detente.analyses.respond",
    "robustness": "detente.analyses.robustness",
    "rounds": "detente.analyses.rounds",
    "views": "detente.analyses.views",
    "whatif": "detente.analyses.whatif",
    "why": "detente.analyses.why",
}

__all__ = sorted(_HOMES)


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'detente' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted([*globals(), *_HOMES])
