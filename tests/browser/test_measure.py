"""A land official measures: the known parcel has its 18,000 square metres, and the method is named."""

from tests.browser.reading import settle

# The published parcel of 200 m by 100 m with a hole of 50 m by 40 m, walked as one ring through a slit.
OUTER = [
    (120.14961987934, 30.249670675682495), (120.15169792715535, 30.24966828582883),
    (120.15169654134073, 30.248766223162512), (120.14961851250891, 30.24876861293016),
]  # fmt: skip
HOLE = [
    (120.15013897983756, 30.249399462503163), (120.15013843120677, 30.24903863741078),
    (120.15065793984628, 30.249038040992485), (120.15065849037543, 30.24939886607628),
]  # fmt: skip
RING = [*OUTER, OUTER[0], *HOLE, HOLE[0]]


def test_the_known_parcel_measures_18000_square_metres_by_keyboard(open_map):
    page = open_map("/#map=17/30.2492/120.1506")
    page.get_by_role("button", name="量面积").click()
    for lon, lat in RING:
        page.evaluate(f"location.hash = 'map=19/{lat}/{lon}'")
        page.wait_for_timeout(60)
        page.locator("#map canvas").focus()
        page.keyboard.press("Enter")
    page.keyboard.press("Control+Enter")
    settle(page)
    card = page.locator("#tool-card").inner_text()
    assert "1.8000 公顷" in card.partition("平面面积")[2]
    assert "CGCS2000 椭球面" in card and "EPSG:4528" in card and "中央经线120°E" in card


def test_a_length_is_drawn_with_the_pointer_and_the_position_is_read_out(open_map):
    page = open_map("/#map=15/30.2492/120.1506")
    box = page.locator("#map").bounding_box()
    page.get_by_role("button", name="量长度").click()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.click(x, y)
    page.wait_for_timeout(320)
    page.mouse.dblclick(x + 200, y)
    card = page.locator("#tool-card")
    metres = float(card.locator("dd b").inner_text().split()[0])
    # 78 271.517 m per pixel of zoom 0 at the equator, times the cosine of the latitude
    assert abs(metres - 200 * 78271.517 * 0.86382 / 2**15) < 2
    assert "大地线" in card.inner_text()
    assert "CGCS2000 120." in page.locator("#readout").inner_text()
    assert "3°带 40 E 405" in page.locator("#readout").inner_text()
    page.keyboard.press("Escape")
    assert card.is_hidden()
