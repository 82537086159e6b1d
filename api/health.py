"""Is it alive, is it ready."""

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse

from api.errors import bare, document

_ready = False


def healthz(request: HttpRequest) -> JsonResponse:
    """Answer as long as the process runs."""
    return JsonResponse({"status": "ok"})


def readyz(request: HttpRequest) -> JsonResponse:
    """Answer 200 once the database answers and its tables are those of this release, else 503.

    ``Gongtu-Ground`` names the ground that is served, so that nobody takes another server for it.
    """
    response = _readiness()
    response["Gongtu-Ground"] = settings.GROUND
    return response


def _readiness() -> JsonResponse:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        pending = _pending()
    except DatabaseError:
        return document(bare("no_database", 503))
    return document(bare("migrating", 503)) if pending else JsonResponse({"status": "ok"})


def _pending() -> bool:
    global _ready
    if not _ready:
        executor = MigrationExecutor(connection)
        _ready = not executor.migration_plan(executor.loader.graph.leaf_nodes())
    return not _ready
