"""How long the database may take over a question."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import DataError, OperationalError, connection, transaction
from django.utils.translation import gettext_lazy as _
from psycopg.errors import QueryCanceled

from portal.core.errors import Invalid, Unavailable

PAGE_MS = 20_000
FILE_MS = 600_000


class ItemsTooSlow(Unavailable):
    """The database did not answer in time."""

    message = _(
        "The answer took longer than {seconds} s; narrow the area or the filter, or take smaller pages."
    )


class ItemsNotInSystem(Invalid):
    """A shape lies where the system asked for has no coordinates, or a value is beyond what numbers hold."""

    message = _("The answer cannot be given so: {reason}")


@contextmanager
def answering(timeout_ms: int) -> Iterator[Any]:
    """Lend a cursor whose statements are called off after ``timeout_ms``."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT set_config('statement_timeout', %s, true)", [str(timeout_ms)])
            yield cursor
    except OperationalError as error:
        if not isinstance(error.__cause__, QueryCanceled):
            raise
        raise ItemsTooSlow(seconds=timeout_ms // 1000) from None
    except DataError as error:
        raise ItemsNotInSystem(reason=str(error).splitlines()[0][:120]) from None
