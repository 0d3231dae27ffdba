"""Its being here puts this folder on the path: tests share `definitions` (the slow judge) and `strategies`."""

import pytest

pytest.register_assert_rewrite("common")
