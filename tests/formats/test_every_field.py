"""Every field that a file may have, whoever adds it: written as it was read, empty or full, or refused."""

import copy

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from walk import FILES, all_fields, said

from detente import formats
from detente.errors import InputError
from detente.formats.emit import to_yaml
from detente.formats.records import DialogueFile
from detente.plain import digest

PHASES = (Phase.generate, Phase.shrink)
EMPTY = ["", None, [], {}]


@pytest.fixture(scope="module")
def corpus():
    """Field -> (data, path) of a sound file that says it; every such file is written and read again on the way."""
    found, sound = {}, []

    @settings(max_examples=100, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck), phases=PHASES)
    @given(FILES)
    def walked(data):
        try:
            dialogue = formats.parse(to_yaml(data), "x.yaml")
        except InputError:
            sound.append(False)
            return
        sound.append(True)
        for field, path in said(DialogueFile, data):
            found.setdefault(field, (copy.deepcopy(data), path))
        for suffix in (".yaml", ".json"):
            again = formats.parse(formats.dump(dialogue, suffix), "x.yaml")
            assert again == dialogue
            assert digest(again) == digest(dialogue)

    walked()
    assert sum(sound) > 0.8 * len(sound)  # the rest: two ids drawn alike
    return found


def test_every_field_is_written_and_read_again(corpus):
    assert set(corpus) >= all_fields()


def test_every_field_may_be_empty_or_is_refused(corpus):
    """Nothing that is accepted is lost on writing, or written so that it is refused; nothing crashes."""
    for field, (data, path) in corpus.items():
        for empty in EMPTY:
            changed = copy.deepcopy(data)
            entry = changed
            for step in path[:-1]:
                entry = entry[step]
            entry[path[-1]] = empty
            assert _kept(changed), (field, empty)


def _kept(data):
    """Whether a file is refused with a message, or written so that it says the same."""
    try:
        dialogue = formats.parse(to_yaml(data), "x.yaml")
    except InputError as fault:
        return bool(fault.problems)
    return formats.parse(formats.dump(dialogue)) == dialogue
