"""Is the site usable? For load balancers, monitors and the start script."""

import logging

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from seoulsolution.archive.models import HomePage, PolicyPage
from seoulsolution.discovery import indexing

logger = logging.getLogger(__name__)


def find_faults() -> tuple[dict[str, object], list[str]]:
    """(what was seen, why the site is not usable)."""
    seen: dict[str, object] = {}
    try:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            return seen, ["migrations are missing"]
        homes = set(HomePage.objects.live().values_list("locale__language_code", flat=True))
        policies = PolicyPage.objects.published()
        needed = {settings.LANGUAGE_CODE, *policies.values_list("locale__language_code", flat=True).distinct()}
        seen["policies"] = policies.values("translation_key").distinct().count()
    except DatabaseError:
        logger.exception("The database did not answer.")
        return seen, ["the database does not answer"]
    faults = [f"no home page in {code}" for code in sorted(needed - homes)]
    seen["search"] = indexing.state()
    if not seen["policies"]:
        faults.append("no policies are published")
    return seen, faults


@never_cache
@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """200 when database and content are usable, else 503 and why."""
    seen, faults = find_faults()
    body = {"status": "unusable" if faults else "ok", **seen, "faults": faults}
    return JsonResponse(body, status=503 if faults else 200)
