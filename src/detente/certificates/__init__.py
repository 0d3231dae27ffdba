"""Verdicts written out so that somebody else can check them: `write` makes certificates, `verify` reads them."""
