"""The site on a phone: shell, worker and manifest of its page; and what was written down at a site."""

import hashlib
import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from bim.issues.selectors import list_issues
from portal.accounts.actor import Actor
from portal.capture import policy, rules, selectors
from portal.capture.models import SiteEntry
from portal.pages.answers import page
from portal.pages.asking import parameters, signed_in
from portal.projects.selectors import get_project

STATIC = Path(settings.BASE_DIR) / "static"
ALONE = (
    "app/dom.js", "app/icons.js", "app/i18n.js", "app/i18n/zh.js", "app/i18n/en.js", "app/geodesy.js",
    "app/gk.js", "app/early.js", "css/tokens.css", "css/site.css", "img/seal.svg", "img/site-192.png",
)  # fmt: skip
"""What the page needs beside its own modules."""
ICONS = (
    ("img/site-192.png", "192x192", "any"), ("img/site-512.png", "512x512", "any"),
    ("img/site-512-maskable.png", "512x512", "maskable"),
)  # fmt: skip
SHOWN = 200


@require_safe
def shell(request: HttpRequest) -> HttpResponse:
    """Show the page, the same for everybody: it holds nobody's name, so that a phone may keep it."""
    return render(request, "site/shell.html", {})


@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """Return the worker's first line: what it keeps, and under which version."""
    kept = {"version": _version(), "files": [static(name) for name in files()], "shell": reverse("site")}
    script = f"import {{ serve }} from '{static('app/site/worker.js')}';\nserve({json.dumps(kept)});\n"
    return HttpResponse(script, content_type="text/javascript", headers={"Cache-Control": "no-cache"})


@require_safe
def manifest(request: HttpRequest) -> JsonResponse:
    """Return what a phone installs."""
    icons = [
        {"src": static(name), "sizes": size, "type": "image/png", "purpose": purpose}
        for name, size, purpose in ICONS
    ]
    return JsonResponse({
        "id": reverse("site"), "name": "工图 · 现场 Gongtu Site", "short_name": "工图现场", "lang": "zh-Hans",
        "start_url": reverse("site"), "scope": reverse("site"), "display": "standalone",
        "background_color": "#f3f5f7", "theme_color": "#ffffff", "icons": icons,
    }, content_type="application/manifest+json")  # fmt: skip


@require_safe
@page
def entries(request: HttpRequest, code: str) -> HttpResponse:
    """Show what was written down at a project's site, with photos and what speaks against them."""
    parameters(request, known=())
    actor = signed_in(request)
    project = get_project(actor=actor, code=code)
    found = selectors.entries_of(actor=actor, code=code)
    shown = list(found[:SHOWN])
    context = {
        "project": project, "entries": _with_issues(actor, shown), "more": max(found.count() - SHOWN, 0),
        "may_enter": policy.may_capture(actor, project), "missing": _("announced, not here yet"),
    }  # fmt: skip
    return render(request, "site/entries.html", context)


def _with_issues(actor: Actor, shown: list[SiteEntry]) -> list[tuple[SiteEntry, UUID | None]]:
    """Return entries, each with the issue it became, where the actor sees one."""
    rows = list_issues(actor=actor).filter(guid__in=[one.pk for one in shown if one.kind == rules.ISSUE])
    made = dict(rows.order_by().values_list("guid", "pk"))
    return [(one, made.get(one.pk)) for one in shown]


def files() -> list[str]:
    """Return the files of the page, by their place among the static ones."""
    own = sorted(path.relative_to(STATIC).as_posix() for path in (STATIC / "app" / "site").rglob("*.js"))
    return [*own, *ALONE]


def _version() -> str:
    return _digest() if not settings.DEBUG else _reckon()


def _reckon() -> str:
    digest = hashlib.sha256()
    shell_page = Path(__file__).parent / "templates" / "site" / "shell.html"
    for path in (shell_page, *(STATIC / name for name in files())):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


_digest: Callable[[], str] = cache(_reckon)
