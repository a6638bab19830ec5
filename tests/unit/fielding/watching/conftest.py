"""A store of answers in memory."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import Connection, create_engine
from sqlalchemy.pool import StaticPool

from psychograph.fielding.stores.answers_tables import answers


@pytest.fixture
def store() -> Iterator[Connection]:
    engine = create_engine("sqlite://", poolclass=StaticPool)
    answers.create_all(engine)
    with engine.connect() as connection:
        yield connection
    engine.dispose()
