"""The frames of the lexicon: each kind of act, from a cue in a tree to who does it, toward whom, about what."""
