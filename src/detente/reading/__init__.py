"""Prose in: from an article, a statement or minutes to proposals that an analyst accepts or rejects.

The rooms, in the order in which a text passes through them:

    text        a file -> paragraphs -> sentences and pieces, each character's place in the original kept
    proposals   what comes out, frozen; duplicates, confidence, the analyst's decisions, the file of them
    grammar     pieces -> trees -> parties (`names`, `resolve`) and acts (`cues`, `roles`, `acts`), with what
                qualifies them (`modifiers`)
    draft       accepted proposals -> a dialogue file
    measure     scores against annotated texts

`pipeline.read` joins them for one text, `corpus` for many; `llm` is a second reader by choice; `workspace` is what the
commands share, `terminal` their pages. Nothing enters a dialogue unaccepted.
"""
