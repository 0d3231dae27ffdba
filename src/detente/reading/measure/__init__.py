"""How good a reading is: scores against annotated texts."""
