"""Files to paragraphs, sentences and pieces, each character's place in the original kept."""
