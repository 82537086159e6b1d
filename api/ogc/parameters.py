"""What each parameter of the standard doors means, in a sentence."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

PARAMETERS: dict[str, Promise] = {
    "f": _("The form of the answer; without it the header Accept decides."),
    "view": _("public: a signed-in reader asks with the public's eyes."),
    "limit": _("How many items a page or a file holds at most."),
    "bbox": _("Only items that touch this box: west, south, east, north, in the axis order of bbox-crs."),
    "bbox-crs": _("The coordinate reference system of bbox."),
    "crs": _("The coordinate reference system of the answer."),
    "datetime": _("Only items valid at a time or within a span: 2026-01-01, 2026-01-01/.. or ../2026-12-31."),
    "filter": _("A condition in CQL2 over the queryables of the collection."),
    "filter-lang": _("How the filter is written: text or JSON."),
    "filter-crs": _("The coordinate reference system of shapes in the filter."),
    "cursor": _("Where a page begins: taken from the link of the page before, never made up."),
    "featureId": _("The id of the item."),
    "tileMatrix": _("The zoom level."),
    "tileRow": _("The row of the tile, counted from the north."),
    "tileCol": _("The column of the tile, counted from the west."),
}
