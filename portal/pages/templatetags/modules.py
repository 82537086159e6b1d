"""The map page's own modules, so that the browser asks for all of them at once and not file by file."""

from functools import cache
from pathlib import Path

from django import template
from django.conf import settings
from django.templatetags.static import static
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

register = template.Library()
ROOT = Path(settings.BASE_DIR) / "static"
OTHER_PAGES = ("app/early.js", "app/site.js", "app/import-drop.js", "app/survey/", "app/land/")


@cache
def _modules() -> tuple[str, ...]:
    found = (path.relative_to(ROOT).as_posix() for path in (ROOT / "app").rglob("*.js"))
    return tuple(sorted(name for name in found if not name.startswith(OTHER_PAGES)))


@register.simple_tag
def preload_modules() -> SafeString:
    """Return a ``modulepreload`` link for every module of the map page."""
    links = ((static(name),) for name in _modules())
    return format_html_join("\n  ", '<link rel="modulepreload" href="{}">', links)
