"""States, moves, rankings and stability, exactly, on arrays.

One convention, kept everywhere in this room. The state space is an array with **one axis for each party that has
options** (`Layout.shape`), the party's options unravelled along its axis, its first option most significant. Seen
finely it has one axis for each option (`Layout.fine`), options grouped by party. A **cell** is the flat C-order index
of a state in either view; its **code** (what files and results show) counts in file order, the first option least
significant. A party's moves run along its own axis; infeasible cells are masked; circumstances are fixed before the
array is made. In a **ranking** higher is better, only the order matters, and infeasible cells mean nothing.
Arrays that a `Space` hands out are never written to.
"""
