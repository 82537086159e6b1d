"""Is it alive, is it ready."""

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse

from api.errors import bare, document
from portal.treasury.interface import TreasuryUnreachable
from portal.treasury.over_http import connect

_ready = False
TREASURY_SECONDS = 1.0


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
    if pending:
        return document(bare("migrating", 503))
    return JsonResponse({"status": "ok", "treasury": _treasury()})


def _treasury() -> str:
    """Tell whether the treasury answers. Without it everything is served; payments wait in the outbox."""
    try:
        said = connect(
            url=settings.TREASURY_URL, secret=settings.TREASURY_SECRET, folder=settings.TREASURY_DIR,
            timeout_s=TREASURY_SECONDS,
        ).health()  # fmt: skip
    except TreasuryUnreachable:
        return "unreachable"
    return "sandbox" if said.get("kind") == "sandbox" else "ok"


def _pending() -> bool:
    global _ready
    if not _ready:
        executor = MigrationExecutor(connection)
        _ready = not executor.migration_plan(executor.loader.graph.leaf_nodes())
    return not _ready
