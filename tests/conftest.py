"""Its being here puts this folder on the path: tests share `definitions` (the slow judge) and `strategies`."""

import os

import pytest
from hypothesis import HealthCheck, settings

os.environ["DETENTE_CACHE"] = "off"  # each test works out what it asks; those of the kept results turn it on

pytest.register_assert_rewrite("common")

# A busy machine is no defect: no test may fail for its speed.
settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("house")
