"""Who takes part in a text: who issues it (`issuing`), who is referred to (`referred`; by what was said before,
`recalled` and `remembered`), who is asked (`asked`)."""
