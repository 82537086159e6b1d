"""Vector tiles: the same selectors and the same policy as every other answer."""

import gzip
import hashlib

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import path
from django.utils.cache import patch_vary_headers
from django.utils.http import parse_etags
from django.views.decorators.http import require_safe

from api.authentication import actor_of_request
from api.errors import speaks_problems
from portal.core import clock
from portal.projects.layers import LAYERS as PROJECT_LAYERS
from spatial.basemap.layers import BASEMAP
from spatial.regions.layers import REGIONS
from spatial.tiles.layer import Layer, LayerUnknown, Question
from spatial.tiles.render import render
from spatial.tiles.tile import Tile

LAYERS: dict[str, Layer] = {layer.name: layer for layer in (BASEMAP, REGIONS, *PROJECT_LAYERS)}
MEDIA_TYPE = "application/vnd.mapbox-vector-tile"
GZIP_LEVEL = 4
SMALLEST_GZIPPED = 200


@require_safe
@speaks_problems
def tile(request: HttpRequest, layer: str, z: int, x: int, y: int) -> HttpResponseBase:
    """Return one tile; 204 where there is nothing, 304 where the asker holds it already."""
    if layer not in LAYERS:
        raise LayerUnknown(layer=layer[:40])
    found = LAYERS[layer]
    question = Question(
        actor=actor_of_request(request), tile=Tile(z, x, y), on=clock.today(), words=request.GET.dict()
    )
    response = _answer(request, render(found, question))
    response["Cache-Control"] = _keeping(request, found)
    patch_vary_headers(response, ["Cookie", "Accept-Encoding"])
    return response


def _answer(request: HttpRequest, data: bytes) -> HttpResponse:
    if not data:
        return HttpResponse(status=204)
    etag = f'W/"{hashlib.blake2b(data, digest_size=12).hexdigest()}"'
    known = parse_etags(request.headers.get("If-None-Match", ""))
    response = HttpResponse(status=304) if etag in known else _packed(request, data)
    response["ETag"] = etag
    return response


def _packed(request: HttpRequest, data: bytes) -> HttpResponse:
    if len(data) < SMALLEST_GZIPPED or "gzip" not in request.headers.get("Accept-Encoding", ""):
        return HttpResponse(data, content_type=MEDIA_TYPE)
    packed = gzip.compress(data, GZIP_LEVEL, mtime=0)
    return HttpResponse(packed, content_type=MEDIA_TYPE, headers={"Content-Encoding": "gzip"})


def _keeping(request: HttpRequest, layer: Layer) -> str:
    """Say how long a tile may be kept: the ground an hour, the public's view a minute, a person's never unasked."""
    if layer.open_to_all:
        return "public, max-age=3600" if not request.user.is_authenticated else "private, max-age=3600"
    return "private, no-cache" if request.user.is_authenticated else "public, max-age=60"


urlpatterns = [path("tiles/<str:layer>/<int:z>/<int:x>/<int:y>", tile, name="tile")]
