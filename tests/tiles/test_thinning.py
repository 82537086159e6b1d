"""How many shapes may stay is read from the tile that was too large."""

from spatial.tiles.thinning import Counted, counted, most_within


def _field(number: int, body: bytes) -> bytes:
    assert len(body) < 1 << 14
    length = bytes([len(body)]) if len(body) < 128 else bytes([len(body) & 127 | 128, len(body) >> 7])
    return bytes([number << 3 | 2]) + length + body


def _layer(name: str, shapes: int, size: int) -> bytes:
    version = bytes([15 << 3, 2])
    return _field(3, _field(1, name.encode()) + _field(2, b"x" * size) * shapes + version)


def test_layers_are_counted_without_the_one_that_tells_of_thinning():
    tile = _layer("sites", 30, 40) + _layer("thinned", 1, 10)
    (found,) = counted(tile)
    assert found.shapes == 30 and found.size > 1200


def test_what_fits_is_in_proportion():
    tile = _layer("sites", 100, 40)
    assert counted(tile) == [Counted(shapes=100, size=len(tile) - 3)]
    assert most_within(tile, packed=len(tile), limit=len(tile) // 2) == 45


def test_small_layers_stay_whole_before_large_ones_are_cut():
    tile = _layer("sites", 100, 40) + _layer("sections", 10, 40)
    most = most_within(tile, packed=len(tile), limit=len(tile) // 2)
    assert 10 < most < 50


def test_at_least_one_stays():
    tile = _layer("sites", 3, 100)
    assert most_within(tile, packed=10_000_000, limit=1) == 1
    assert most_within(b"", packed=10, limit=1) == 1
