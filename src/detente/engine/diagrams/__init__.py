"""All states at once without a place in memory for each: sets of states as binary decision diagrams (OxiDD).

A set is a Boolean function of variables, one for each step of an option's ladder of levels ("at this level or above"),
so that an option that can only be taken up is a variable that can only become true. A party's list is a vector of such
functions, its **bits**, the most important first: a state is preferred if its vector is lexicographically greater. What
drives the cost is the number of lines, not of options.
"""
