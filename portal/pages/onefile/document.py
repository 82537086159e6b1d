"""Write the travelling map with folium: every script, style and image inside, no address of another host."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import folium
from branca.element import Element
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from portal.accounts.actor import Actor
from portal.pages import words
from portal.pages.asking import reads_english
from portal.pages.drawing import choropleth as regions
from portal.pages.drawing import looks
from portal.pages.drawing.colouring import coloured
from portal.pages.onefile import assets
from portal.pages.onefile.content import (
    Collection,
    Works,
    city_names,
    classes,
    ground,
    region_box,
    region_edges,
    works,
)
from portal.projects import names
from portal.projects.choropleth import Choropleth, Colouring
from portal.projects.filters import ProjectFilter
from portal.projects.rules import STATUS_CODES
from portal.projects.totals import totals

POLICY = "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:"
THIN = 1.2
CHINA = (73.0, 17.0, 136.0, 54.0)
STYLE = Path(__file__).with_name("style.css").read_text(encoding="utf-8")


class Verbatim(Element):
    """Text that goes into the document as it is: never read as a template, whatever people typed into it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text

    def render(self, **_kwargs: Any) -> str:
        """Return the text."""
        return self.text


class OwnMap(folium.Map):
    """A folium map that asks no other host for anything: its scripts and styles are in the document."""

    default_js: list[tuple[str, str]] = []
    default_css: list[tuple[str, str]] = []


def one_file(
    *, actor: Actor, criteria: ProjectFilter, on: date, colouring: Colouring | None = None
) -> str:
    """Return the whole document."""
    shown = works(actor=actor, criteria=criteria, on=on)
    chart = OwnMap(tiles=None, prefer_canvas=True, zoom_control="topright", attribution_control=False)
    head = chart.get_root().header  # type: ignore[attr-defined]
    head.add_child(Verbatim(f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'), name="policy")
    head.add_child(Verbatim(f"<script>{assets.script()}</script>"), name="leaflet")
    head.add_child(Verbatim(f"<style>{assets.style()}{STYLE}</style>"), name="look")
    regions_in = coloured(actor=actor, criteria=criteria, colouring=colouring, on=on) if colouring else None
    _draw_ground(chart, regions_in)
    _draw_works(chart, shown)
    panel = render_to_string("onefile/panel.html", _panel(actor, criteria, shown, regions_in, on))
    chart.get_root().html.add_child(Verbatim(panel), name="panel")  # type: ignore[attr-defined]
    west, south, east, north = shown.box or region_box(criteria) or CHINA
    chart.fit_bounds([[south, west], [north, east]], padding=(40, 40), max_zoom=14)
    folium.LayerControl(collapsed=False, position="topright").add_to(chart)
    return _titled(chart.get_root().render())


def _draw_ground(chart: folium.Map, coloured: Choropleth | None) -> None:
    under = folium.FeatureGroup(name=_("Basemap"), control=False).add_to(chart)
    kinds = ground()
    for kind in (kind for kind in kinds if kind in looks.COVER):
        _layer(kinds[kind], _style_of(looks.GROUND[kind])).add_to(under)
    if coloured is not None:
        _draw_classes(chart, coloured)
    over = folium.FeatureGroup(name=_("Basemap"), control=False).add_to(chart)
    for kind in (kind for kind in kinds if kind not in looks.COVER):
        _layer(kinds[kind], _style_of(looks.GROUND[kind])).add_to(over)
    for name, lon, lat in city_names():
        icon = folium.DivIcon(html=name, class_name="city-name", icon_size=(90, 18), icon_anchor=(45, 9))
        folium.Marker((lat, lon), icon=icon, interactive=False, keyboard=False).add_to(over)
    _draw_edges(chart)


def _draw_edges(chart: folium.Map) -> None:
    names = {1: _("Province boundary"), 2: _("City boundary"), 3: _("County boundary")}
    for level, found in sorted(region_edges().items(), reverse=True):
        group = folium.FeatureGroup(name=names[level]).add_to(chart)
        _layer(found, _style_of(looks.REGION_EDGE[level])).add_to(group)


def _draw_classes(chart: folium.Map, coloured: Choropleth) -> None:
    group = folium.FeatureGroup(name=regions.title(coloured)).add_to(chart)
    for index, found in classes(coloured).items():
        style = _style_of(looks.region_class(index, coloured.classes))
        shapes = folium.GeoJson(found, style_function=_always(style | {"color": "#ffffff", "weight": 0}))
        folium.GeoJsonTooltip(fields=["name"], labels=False).add_to(shapes)
        shapes.add_to(group)


def _draw_works(chart: folium.Map, shown: Works) -> None:
    for status in (code for code in STATUS_CODES if code in shown.symbols):
        group = folium.FeatureGroup(name=names.term("status", status)).add_to(chart)
        ink = looks.STATUS_INK[status]
        style = {"color": ink, "weight": 1.5, "fillColor": ink, "fillOpacity": 0.3}
        if status in shown.grounds:
            _told(folium.GeoJson(shown.grounds[status], style_function=_always(style))).add_to(group)
        dot = folium.CircleMarker(
            radius=5.5, color="#ffffff", weight=1.2, fill_color=ink, fill_opacity=0.95, fill=True
        )
        _told(folium.GeoJson(shown.symbols[status], marker=dot)).add_to(group)


def _layer(found: Collection, style: dict[str, Any]) -> folium.GeoJson:
    return folium.GeoJson(found, style_function=_by_shape(style), interactive=False)


def _told(layer: folium.GeoJson) -> folium.GeoJson:
    """Bind the words prepared (and escaped) in ``content``: a name on hovering, the record on a click."""
    folium.GeoJsonTooltip(fields=["name"], labels=False).add_to(layer)
    folium.GeoJsonPopup(fields=["popup"], labels=False, localize=False, max_width=320).add_to(layer)
    return layer


def _style_of(look: looks.Look) -> dict[str, Any]:
    return {
        "color": look.stroke if look.stroke not in {"none", "#ffffff"} else look.fill,
        "weight": 0 if look.stroke == "none" else max(0.8, look.width * 3.2),
        "dashArray": " ".join(str(float(part) * 3) for part in look.dash.split()) or None,
        "fillColor": look.fill if look.fill != "none" else "#000000",
        "fillOpacity": 0 if look.fill == "none" else look.opacity,
        "fill": look.fill != "none",
    }


def _by_shape(style: dict[str, Any]) -> Callable[[Any], dict[str, Any]]:
    """Fill only what encloses an area; a line keeps its colour and a width."""
    line = style | {"fill": False, "fillOpacity": 0, "weight": style["weight"] or THIN}
    return lambda feature: style if "Polygon" in feature["geometry"]["type"] else line


def _always(style: dict[str, Any]) -> Callable[[Any], dict[str, Any]]:
    return lambda _feature: style


def _panel(
    actor: Actor, criteria: ProjectFilter, shown: Works, coloured: Choropleth | None, on: date
) -> dict[str, Any]:
    return {
        "title": _("Publicly funded construction: one map"),
        "sentences": words.filter_sentences(criteria),
        "totals": totals(actor=actor, criteria=criteria, on=on),
        "statuses": [
            {"ink": looks.STATUS_INK[code], "name": names.term("status", code), "n": len(found["features"])}
            for code, found in sorted(shown.symbols.items(), key=lambda pair: STATUS_CODES.index(pair[0]))
        ],
        "classes_title": regions.title(coloured) if coloured else "",
        "classes": regions.entries(coloured) if coloured else [],
        "left_out": shown.total - shown.drawn,
        "is_public": actor.is_public,
        "on": on,
    }


def _titled(document: str) -> str:
    language = "en" if reads_english() else "zh-hans"
    title = _("Publicly funded construction: one map")
    return document.replace("<html>", f'<html lang="{language}">', 1).replace(
        "<head>", f"<head>\n<title>{title}</title>", 1
    )
