"""A first look: the example of the format loads into what it says."""

from detente import formats


def test_a_small_dialogue_loads():
    dialogue = formats.parse(
        "parties: {a: {}, b: {}}\n"
        "options:\n  give: {by: a, asked_by: b, levels: [none, half, full]}\n  pay: {by: b}\n"
        "priorities:\n  a: [pay, not give]\n  b: [give >= half]\nstatus_quo: {give: half}\n"
    )
    assert dialogue.status_quo == (1, 0)
    assert dialogue.ask("give").by == "b"
    assert dialogue.preferences["a"].statements[1].id == "a.not-give"
