"""What reading gives: proposals, their merging, how sure each is, and the analyst's decisions on them."""
