"""Questions of a dialogue that falls apart and is too large as a whole, put together from its parts.

Each module answers as the room of its name does for a dialogue whose states fit into memory; what it cannot answer it
leaves out, and says so (`docs/theory/parts.md`).
"""
