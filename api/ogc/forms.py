"""In which form an answer leaves: ``f`` decides, else the header Accept."""

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from portal.core.errors import Invalid

JSON, HTML, GEOJSON = "json", "html", "geojson"
FGB, CSV, GPKG = "fgb", "csv", "gpkg"
MEDIA_TYPES = {
    JSON: "application/json",
    GEOJSON: "application/geo+json",
    HTML: "text/html",
    FGB: "application/flatgeobuf",
    CSV: "text/csv",
    GPKG: "application/geopackage+sqlite3",
}
NAMES = {JSON: "JSON", GEOJSON: "GeoJSON", HTML: "HTML", FGB: "FlatGeobuf", CSV: "CSV", GPKG: "GeoPackage"}
DOCUMENT = (JSON, HTML)
ITEMS = (GEOJSON, HTML, FGB, CSV, GPKG)
FILES = (FGB, CSV, GPKG)
ITEM = (GEOJSON, HTML)


class FormUnknown(Invalid):
    """``f`` names no form of this address."""

    message = _("The parameter f takes {known}, not “{value}”.")


class NotAcceptable(Invalid):
    """None of the forms of this address is accepted."""

    message = _("The header Accept takes none of the forms of this address: {known}.")


def form_of(request: HttpRequest, forms: tuple[str, ...], *, own: tuple[str, ...] = ()) -> str:
    """Return the form asked for; without a wish the first. ``own``: other media types of the first."""
    wanted = request.GET.get("f", "")
    if wanted:
        wanted = GEOJSON if wanted == JSON and GEOJSON in forms else wanted
        if wanted not in forms:
            raise FormUnknown(value=wanted[:40], known=", ".join(forms))
        return wanted
    offered = {MEDIA_TYPES[form]: form for form in forms}
    if GEOJSON in forms:
        offered[MEDIA_TYPES[JSON]] = GEOJSON
    offered |= dict.fromkeys(own, forms[0])
    preferred = request.get_preferred_type(list(offered))
    if preferred is None:
        raise NotAcceptable(known=", ".join(offered))
    return offered[preferred]
