"""How good a reading is: scores against annotated texts, and the shares that confidence shows."""
