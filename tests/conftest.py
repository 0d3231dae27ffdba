"""Its being here puts this folder on the path: tests share `definitions` (the slow judge) and `strategies`."""

import os

import pytest

os.environ["DETENTE_CACHE"] = "off"  # each test works out what it asks; those of the kept results turn it on

pytest.register_assert_rewrite("common")
