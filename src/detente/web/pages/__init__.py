"""Pages for people: HTML from the report's own blocks, in the reader's language, whole without scripts."""
