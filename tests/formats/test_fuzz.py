"""Sound files, damaged at random: told or read, never anything else."""

import copy
import json
import random

import pytest

from detente import formats
from detente.errors import DetenteError
from detente.formats.data import to_data
from detente.formats.yaml import read, read_json

SIGNS = "{}[]:,#&*!|>'\"%@`-?\t\n \\~=<0aé🙂\x00\u2028"
PIECES = ["null", "yes", "[]", "{}", '"x"', "1", "- ", "x: y"]
VALUES = [None, [], {}, "x", "release", 5, -1, True, ["a"], {"a": "b"}, "pay and", [[]], {"id": None}, "", "upland"]


def damaged(text, rng):
    for _ in range(rng.randint(1, 4)):
        at = rng.randrange(len(text))
        kind = rng.randrange(4)
        if kind == 0:
            text = text[:at] + text[at + rng.randint(1, 12) :]
        elif kind == 1:
            text = text[:at] + rng.choice(SIGNS) + text[at:]
        elif kind == 2:
            other = rng.randrange(len(text))
            text = text[:at] + text[other : other + rng.randint(1, 30)] + text[at:]
        else:
            text = text[:at] + rng.choice(PIECES) + text[at + rng.randint(0, 8) :]
    return text


def changed(data, rng):
    data = copy.deepcopy(data)
    for _ in range(rng.randint(1, 3)):
        node = data
        while True:
            keys = list(node) if isinstance(node, dict) else list(range(len(node)))
            if not keys:
                break
            key = rng.choice(keys)
            if isinstance(node[key], dict | list) and node[key] and rng.random() < 0.8:
                node = node[key]
                continue
            node[key] = copy.deepcopy(rng.choice(VALUES))
            break
    return data


def told_or_read(read_, text):
    try:
        dialogue, _ = read_(text, "f")
    except DetenteError as error:
        assert str(error)
    else:
        assert formats.parse(formats.dump(dialogue)) == dialogue


@pytest.mark.parametrize("seed", range(12))
def test_damaged_texts(seed):
    rng = random.Random(seed)
    river = formats.load("river")
    for _ in range(20):
        told_or_read(read, damaged(formats.dump(river), rng))
        told_or_read(read_json, damaged(formats.dump(river, ".json"), rng))


@pytest.mark.parametrize("seed", range(12))
def test_wrong_values_in_right_places(seed):
    rng = random.Random(seed)
    data = to_data(formats.load("river"))
    for _ in range(40):
        told_or_read(read_json, json.dumps(changed(data, rng)))
