"""Prose in: from an article, a statement or minutes to proposals that an analyst accepts or rejects.

The stages, each a module that can be used alone, in the order in which a text passes through them:

    ingest      a file -> paragraphs, each character's place in the original kept
    normalise   odd characters -> plain ones, one for one
    segment     paragraphs -> sentences and pieces, none longer than a stated cap
    parse       pieces -> dependency trees, in batches
    names       words -> parties (the dialogue's own aliases first, then the shipped table)
    resolve     noun phrases and pronouns -> parties
    cues        the lexicon: which word does which act
    frame       a cue in a tree -> who, toward whom, what
    modifiers   condition, reason, likelihood word, figures, dates
    merge       duplicates and scope
    proposals   what comes out, frozen
    review      the analyst's decisions; into: accepted ones in a dialogue file

`pipeline.read` joins them. Nothing enters a dialogue unaccepted.
"""
