"""The map page's own modules, so that the browser asks for all of them at once and not file by file."""

from functools import cache
from pathlib import Path

from django import template
from django.conf import settings
from django.template import Context
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

register = template.Library()
ROOT = Path(settings.BASE_DIR) / "static"
OTHER_PAGES = (
    "app/early.js", "app/site.js", "app/import-drop.js", "app/survey/", "app/land/",
    "app/models/", "app/twin/",
)  # fmt: skip
LIBRARIES = {
    "maplibre-gl": "vendor/maplibre-gl/maplibre-gl.mjs",
    "echarts": "vendor/echarts/echarts.esm.min.mjs",
    "three": "vendor/three/build/three.module.js",
    "three/addons/": "vendor/three/examples/jsm/",
    "three-mesh-bvh": "vendor/three-mesh-bvh/build/index.module.js",
    "webm-muxer": "vendor/webm-muxer/build/webm-muxer.mjs",
    "3d-tiles-renderer/three": "vendor/3d-tiles-renderer/build/index.three.js",
}
"""What modules import by name, and where it is laid. Being named here loads nothing."""
ENGINE = ("three", "3d-tiles-renderer", "three-mesh-bvh")


@cache
def _modules(folder: str) -> tuple[str, ...]:
    found = (path.relative_to(ROOT).as_posix() for path in (ROOT / "app").rglob("*.js"))
    if folder:
        return tuple(sorted(name for name in found if name.startswith(folder)))
    return tuple(sorted(name for name in found if not name.startswith(OTHER_PAGES)))


@register.simple_tag
def preload_modules(folder: str = "") -> SafeString:
    """Return a ``modulepreload`` link for every module of the map page, or of a folder."""
    links = ((static(name),) for name in _modules(folder))
    return format_html_join("\n  ", '<link rel="modulepreload" href="{}">', links)


@register.simple_tag
def preload_engine() -> SafeString:
    """Return a ``modulepreload`` link for every module that draws buildings."""
    links = ((static(name),) for name in _engine())
    return format_html_join("\n  ", '<link rel="modulepreload" href="{}">', links)


@cache
def _engine() -> tuple[str, ...]:
    found = (path for name in ENGINE for path in (ROOT / "vendor" / name).rglob("*.js"))
    return tuple(sorted(path.relative_to(ROOT).as_posix() for path in found))


@register.simple_tag(takes_context=True)
def import_map(context: Context) -> SafeString:
    """Return the page's import map: the libraries by the names they are imported by."""
    rows = ((name, static(path)) for name, path in LIBRARIES.items())
    imports = format_html_join(", ", '"{}": "{}"', rows)
    nonce = context.get("csp_nonce", "")
    return format_html('<script type="importmap" nonce="{}">{{"imports": {{{}}}}}</script>', nonce, imports)
