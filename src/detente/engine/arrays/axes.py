"""Arrays named by what their axes are: numpy's types know the kind of number only.

*By state* is one axis for each party that has options (`Layout.shape`), one for each option (`Layout.fine` and `Grid`),
or one alone, by cell; perhaps after a batch axis (`Game`). Truths that a line says nothing of keep an axis at length 1.
"""

from __future__ import annotations

from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

Scalar = TypeVar("Scalar", bound=np.generic)
"""The kind of number of an array that is only placed anew."""

Bools = NDArray[np.bool_]
"""Truths, on the axes that the function names."""

Ints = NDArray[np.signedinteger[Any]]
"""Whole numbers, on the axes that the function names."""

StateMask = NDArray[np.bool_]
"""A set of states: by state, whether it is in it."""

Ranks = NDArray[np.signedinteger[Any]]
"""How one party likes the states: by state, higher is better, only the order matters."""

Broken = NDArray[np.signedinteger[Any]]
"""Which of the rules that bind one party alone are broken: by state, a bit each."""

Cells = NDArray[np.int64]
"""States one after the other, by cell."""

Codes = NDArray[np.int64]
"""States one after the other, by code."""
