"""A second opinion on clauses in which no rule found a position: counted on marked sentences, not written by hand."""
