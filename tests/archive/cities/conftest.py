from collections.abc import Callable
from datetime import datetime

import pytest
from django.utils import timezone


@pytest.fixture
def at_moment(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Let it be a moment, told as in ISO 8601 with its distance from UTC."""

    def move(moment: str) -> None:
        now = datetime.fromisoformat(moment)
        monkeypatch.setattr(timezone, "now", lambda: now)

    return move
