"""Vector tiles: the same selectors and the same policy as every other answer."""

import gzip
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import path
from django.utils.cache import patch_vary_headers

from api.authentication import actor_of_request
from api.errors import only_read, speaks_problems
from api.kept import holds, takes_gzip
from api.ogc.dressing import open_to_pages
from portal.accounts.actor import public_actor
from portal.core import clock
from portal.core.parameters import require_known, require_once
from portal.projects.layers import LAYERS as PROJECT_LAYERS
from spatial.basemap.layers import BASEMAP
from spatial.regions.layers import REGIONS
from spatial.tiles.kept import Packed, packed
from spatial.tiles.layer import Layer, LayerUnknown, Question
from spatial.tiles.render import render
from spatial.tiles.serving import pack, serve
from spatial.tiles.store import TileStore
from spatial.tiles.tile import Tile

LAYERS: dict[str, Layer] = {layer.name: layer for layer in (BASEMAP, REGIONS, *PROJECT_LAYERS)}
MEDIA_TYPE = "application/vnd.mapbox-vector-tile"
KEEP_GROUND_S = 3600
_ground = TileStore()


@only_read
@speaks_problems
def tile(request: HttpRequest, layer: str, z: int, x: int, y: int) -> HttpResponseBase:
    """Return one tile; 204 where there is nothing, 304 where the asker holds it already."""
    return tile_for(request, layer, z, x, y)


def tile_for(request: HttpRequest, layer: str, z: int, x: int, y: int) -> HttpResponse:
    """Return one tile for whoever asks, by whatever address."""
    if layer not in LAYERS:
        raise LayerUnknown(layer=layer[:40])
    require_once(request.GET)
    found, at = LAYERS[layer], Tile(z, x, y)
    response = _ground_tile(request, found, at) if found.version else _guarded_tile(request, found, at)
    patch_vary_headers(response, ["Cookie", "Accept-Encoding"])
    open_to_pages(request, response)
    return response


def _ground_tile(request: HttpRequest, layer: Layer, at: Tile) -> HttpResponse:
    """Answer what is the same for everybody: made once, then kept until it changes."""
    require_known(request.GET, layer.words)
    words = {name: request.GET[name] for name in layer.words if name in request.GET}
    question = Question(actor=public_actor(), tile=at, on=clock.today(), words=words)
    version = layer.version(question.on) if layer.version else ""
    key = (layer.name, version, at.z, at.x, at.y, *sorted(words.items()))
    body = _ground.get(key, lambda: pack(render(layer, question)))
    response = _answer(request, packed(body))
    who = "private" if request.user.is_authenticated else "public"
    response["Cache-Control"] = f"{who}, max-age={KEEP_GROUND_S}"
    return response


def _guarded_tile(request: HttpRequest, layer: Layer, at: Tile) -> HttpResponse:
    """Answer what depends on the asker. What is kept elsewhere is asked for each time: edits show at once."""
    question = Question(actor=actor_of_request(request), tile=at, on=clock.today(), words=request.GET.dict())
    served = serve(layer, question)
    response = _answer(request, served.tile, served.afterwards)
    open_to_all = not request.user.is_authenticated
    response["Cache-Control"] = "public, no-cache" if open_to_all else "private, no-cache"
    return response


class _Sent(HttpResponse):
    """An answer with something left to do once it is on its way."""

    afterwards: Callable[[], object] | None = None

    def close(self) -> None:
        """Do it, then let go."""
        if self.afterwards is not None:
            self.afterwards()
        super().close()


def _answer(
    request: HttpRequest, tile: Packed, afterwards: Callable[[], object] | None = None
) -> HttpResponse:  # fmt: skip
    response = _Sent(content_type=MEDIA_TYPE)
    response.afterwards = afterwards
    if not tile.body:
        response.status_code = 204
        return response
    response["ETag"] = tile.etag
    if holds(request, tile.etag):
        response.status_code = 304
    elif takes_gzip(request):
        response.content = tile.body
        response["Content-Encoding"] = "gzip"
    else:
        response.content = gzip.decompress(tile.body)
    return response


urlpatterns = [path("tiles/<str:layer>/<int:z>/<int:x>/<int:y>", tile, name="tile")]
