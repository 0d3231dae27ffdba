"""Dialogues that fall apart, held in parts and put together exactly when they are asked about (`docs/theory/parts.md`).

What no line joins costs the size of the largest part instead of the product. `split` finds the parts, `merge` states
how what is known of parts becomes what is true of the whole, `piece` is one part solved on arrays, `single` the
`interface.Engine` of the whole, `wanted` its steps of the drift.
"""
