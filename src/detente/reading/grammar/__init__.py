"""Words to parties and acts: names, trees, who speaks, the lexicon of cues, and what qualifies a position."""
