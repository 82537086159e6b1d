"""A sheet is printed at a true scale: a kilometre on the ground has its length on the paper."""

import io
from itertools import pairwise
from urllib.parse import parse_qs, urlsplit

import pypdf

MM = 25.4 / 72


def _labels(page: pypdf.PageObject) -> dict[float, float]:
    """Return the eastings written on the frame, in kilometres, and where they stand, in millimetres."""
    found = {}

    def visit(text, page_matrix, text_matrix, _font, _size):
        word = text.strip()
        if word.startswith("405") and word.replace(".", "").isdigit():
            found[float(word)] = (page_matrix[0] * text_matrix[4] + page_matrix[4]) * MM

    page.extract_text(visitor_text=visit)
    return found


def test_the_sheet_has_the_paper_and_the_scale_it_says(open_map, context_of):
    context = context_of("plan")
    page = open_map("/#map=15.2/30.03500/120.49900", context=context)
    page.get_by_role("button", name="打印").click()
    form = page.get_by_role("dialog", name="打印")
    form.get_by_label("纸张").select_option("A3")
    form.get_by_label("比例尺").select_option("5000")
    with context.expect_page() as opened:
        form.get_by_role("button", name="生成 PDF").click()
    asked = parse_qs(urlsplit(opened.value.url).query)
    assert asked["scale"] == ["5000"] and asked["center"] == ["120.499000,30.035000"]
    answer = context.request.get(opened.value.url)
    assert answer.headers["content-type"] == "application/pdf"
    sheet = pypdf.PdfReader(io.BytesIO(answer.body())).pages[0]
    assert [round(float(side) * MM) for side in sheet.mediabox[2:]] == [420, 297]
    assert "1 : 5 000" in sheet.extract_text()
    labels = sorted(_labels(sheet).items())
    assert len(labels) >= 3
    for (west_km, left_mm), (east_km, right_mm) in pairwise(labels):
        assert abs((right_mm - left_mm) - (east_km - west_km) * 1e6 / 5000) < 0.2


def test_a_sheet_carries_the_colours_as_long_as_the_screen_shows_them(open_map, context_of):
    context = context_of()
    for view, coloured in (("6.8/29.2/120.5", {"metric": ["paid"], "level": ["2"]}), ("13/29.9/120.6", {})):
        page = open_map(f"/#metric=paid&map={view}", context=context)
        page.get_by_role("button", name="打印").click()
        with context.expect_page() as opened:
            page.get_by_role("button", name="生成 PDF").click()
        asked = parse_qs(urlsplit(opened.value.url).query)
        assert {name: asked[name] for name in ("metric", "level") if name in asked} == coloured


def test_every_scale_and_paper_offered_prints(open_map, context_of, site):
    context = context_of()
    page = open_map("/#map=6.8/29.2/120.5", context=context)
    page.get_by_role("button", name="打印").click()
    form = page.get_by_role("dialog", name="打印")
    first = form.get_by_label("比例尺").input_value()
    scales = form.get_by_label("比例尺").locator("option").evaluate_all("all => all.map(one => one.value)")
    for scale in {first, scales[0], scales[-1]}:
        answer = context.request.get(f"{site.address}/print/map.pdf?center=120.5,29.2&paper=A4&scale={scale}")
        assert answer.ok, scale
