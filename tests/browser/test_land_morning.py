"""A land official's morning: a survey is dropped on the map, looked at, mended, confirmed and reported."""

import base64
import io
import re
from uuid import uuid4

import openpyxl
import pypdf
import pytest
from playwright.sync_api import Locator, Page, expect

from spatial.coordinates.transform import from_lonlat
from tests.browser.reading import Watch
from tests.browser.test_land_worklist import post

ZONE, SIDE_M, WORKER_MS = 4528, 100.0, 60_000
HEAD = (
    "[属性描述]", "格式版本号=1.01版本", "坐标系=2000国家大地坐标系", "几度分带=3", "投影类型=高斯克吕格",
    "计量单位=米", "带号=40", "精度=0.001", "转换参数=,,,,,,", "[地块坐标]",
)  # fmt: skip
PHONE = {"width": 390, "height": 844}
OTHER = "91110000600037341L"
KIND, NUMBER, REASON = "A6", f"地字〔2026〕{uuid4().hex[:6]}号", "申请单位与项目单位不一致，退回更正"
REFUSAL = "申请单位有误且范围需核，不予批准"


@pytest.fixture
def project(site, context_of) -> dict:
    """A project of the demo province with the place it stands at."""
    context = context_of(user="land")
    answer = context.request.get(f"{site.address}/api/v1/projects/?sort=code&limit=1")
    (row,) = answer.json()["features"]
    return {"code": row["properties"]["code"], "lonlat": row["geometry"]["coordinates"]}


def survey_of(lonlat: list[float]) -> bytes:
    """One hectare in GBK: its second point is written twice, its fourth and fifth are exchanged."""
    east, north = (round(value) for value in from_lonlat(*lonlat, srid=ZONE))
    a, b, c, d = (
        (north, east), (north + SIDE_M, east), (north + SIDE_M, east + SIDE_M), (north, east + SIDE_M),
    )  # fmt: skip
    middle = (north + SIDE_M, east + SIDE_M / 2)
    points = [a, b, b, c, middle, d, a]
    lines = [f"J{n % 6 or 6},1,{x:.3f},{y:.3f}" for n, (x, y) in enumerate(points, start=1)]
    lines[-1] = f"J1,1,{a[0]:.3f},{a[1]:.3f}"
    text = [*HEAD, f"{len(lines)},1.0000,D1,晨光地块,面,,0804,0804,@", *lines]
    return ("\n".join(text) + "\n").encode("gbk")


def drop(page: Page, content: bytes, name: str) -> None:
    """Let go of a file over the map."""
    data = page.evaluate_handle(
        "([text, name]) => { const bytes = Uint8Array.from(atob(text), (c) => c.charCodeAt(0));"
        " const all = new DataTransfer(); all.items.add(new File([bytes], name)); return all; }",
        [base64.b64encode(content).decode(), name],
    )
    for event in ("dragover", "drop"):
        page.dispatch_event("#map-area", event, {"dataTransfer": data})


def stands_still(page: Page) -> None:
    page.wait_for_selector("body[data-map=idle]", timeout=WORKER_MS)


def mend(page: Page) -> None:
    """Accept what is safe and wait for the worker."""
    page.get_by_role("button", name=re.compile("接受全部安全修复")).click()
    page.wait_for_selector(".mended", timeout=WORKER_MS)


@pytest.fixture
def dropped(open_map, project) -> Page:
    """The page of a survey that was dropped on the map, with its project named."""
    page = open_map(user="land")
    drop(page, survey_of(project["lonlat"]), "晨光地块.txt")
    page.get_by_role("button", name=re.compile("检核界址（")).click()
    page.wait_for_selector("#survey-map", timeout=WORKER_MS)
    page.get_by_text("县区、项目、坐标系、单位、编码").click()
    page.fill("#project", project["code"])
    page.get_by_role("button", name="按以上答复重新读取").click()
    page.wait_for_selector(f".tags >> text={project['code']}", timeout=WORKER_MS)
    page.wait_for_selector("#survey-map", timeout=WORKER_MS)
    stands_still(page)
    return page


def test_a_survey_is_dropped_mended_confirmed_and_reported(dropped, project):
    page = dropped
    assert page.get_by_text("尚有错误").count() == 1
    mend(page)
    expect(page.locator(".mended li")).to_have_count(2)
    expect(page.locator("table.parcels")).to_contain_text("10,000.00 m²")
    page.get_by_role("button", name=re.compile("确认入库")).click()
    expect(page.get_by_text("各附测绘原件")).to_be_visible()
    report = page.request.get(page.url + "report.pdf")
    assert (report.status, report.body()[:5]) == (200, b"%PDF-")
    book = page.request.get(page.url + "report.xlsx").body()
    assert openpyxl.load_workbook(io.BytesIO(book)).sheetnames[:2] == ["宗地", "界址点"]
    back = page.request.get(page.url + "parcels.txt?srid=4528").body().decode("gb18030")
    assert "带号=40" in back and "晨光地块" in back
    told = page.request.get(re.sub(r"/land/.*", f"/projects/{project['code']}/parcels.geojson", page.url))
    assert "晨光地块" in {one["properties"]["NAME"] for one in told.json()["features"]}


def test_list_and_map_choose_each_other(dropped):
    page = dropped
    crossing = page.locator(".found-line", has_text="自相交")
    crossing.focus()
    page.keyboard.press("Enter")
    expect(crossing).to_have_attribute("aria-pressed", "true")
    stands_still(page)
    page.locator(".found-line", has_text="面积").first.click()
    expect(crossing).to_have_attribute("aria-pressed", "false")
    stands_still(page)
    crossing.click()
    page.wait_for_timeout(900)
    stands_still(page)
    box = page.locator("#survey-map").bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(page.locator('.found-line[aria-pressed="true"]')).to_have_count(1)


def test_on_a_phone_in_english_and_in_the_dark_nothing_overflows(site, dropped, context_of):
    context = context_of(user="land", viewport=PHONE, color_scheme="dark", locale="en-GB")
    page = context.new_page()
    watch = Watch(page, site.address)
    page.goto(dropped.url)
    page.get_by_role("button", name="EN", exact=True).click()
    page.get_by_role("heading", name=re.compile("Errors stand in the way")).wait_for()
    stands_still(page)
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
    watch.check()


def test_a_file_that_is_no_survey_says_so(site, open_map):
    page = open_map(user="land")
    page.goto(f"{site.address}/land/check/")
    page.set_input_files(
        "#id_file", {"name": "x.png", "mimeType": "image/png", "buffer": b"\x89PNG\r\n\x1a\n...."}
    )
    page.get_by_role("button", name="读取并核查").click()
    page.locator(".tag.state-refused").wait_for(timeout=WORKER_MS)
    assert "图片" in page.locator("main").inner_text()


@pytest.fixture
def waiting(site, context_of) -> dict:
    """A permit that a unit's head prepares in another unit's name; it waits for its boundary."""
    head = context_of(user="pu_head")
    query = "stage=construction&sort=code&limit=1"
    row = head.request.get(f"{site.address}/api/v1/projects/?{query}").json()["features"][0]
    base = f"/projects/{row['properties']['code']}/land/documents/"
    made = post(head, site, base, {"kind": KIND, "number": NUMBER, "applicant_uscc": OTHER})
    return {"code": row["properties"]["code"], "lonlat": row["geometry"]["coordinates"], "head": head,
            "base": f"{base}{made['id']}/"}  # fmt: skip


def take(page: Page, step: str, **said: str) -> None:
    """Take a step of the document in the record."""
    form = page.locator("#land .land-line", has_text=NUMBER).locator(f'form[action$="/{step}/"]')
    form.locator("xpath=..").locator("> summary").click()
    for name, value in said.items():
        form.locator(f"[name={name}]").fill(value)
    form.locator("button[type=submit]").first.click()


def test_the_whole_morning(site, open_map, waiting):
    """Dropped, fixed, confirmed, cross-checked, a warning rejected, a finding signed, decided, printed."""
    page = open_map(user="land")
    drop(page, survey_of(waiting["lonlat"]), "晨光地块.txt")
    page.get_by_role("button", name=re.compile("检核界址（")).click()
    page.get_by_text("县区、项目、坐标系、单位、编码").click(timeout=WORKER_MS)
    page.locator("#project").press_sequentially(waiting["code"], delay=20)
    page.locator(".project-list li").first.wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("#project")).to_have_value(waiting["code"])
    page.locator("#document").select_option(KIND)
    page.get_by_role("button", name="按以上答复重新读取").click()
    page.wait_for_selector(f".tags >> text={waiting['code']}", timeout=WORKER_MS)
    mend(page)
    page.get_by_role("button", name=re.compile("确认入库")).click()
    page.get_by_text("各附测绘原件").wait_for(timeout=WORKER_MS)
    survey = page.url
    report = page.request.get(survey + "report.pdf")
    assert (report.status, report.body()[:5]) == (200, b"%PDF-")
    version = waiting["head"].request.get(f"{site.address}/api/v1{waiting['base']}").json()["version"]
    post(waiting["head"], site, f"{waiting['base']}actions/submit/", {"version": version})
    line = checked(site, page)
    assert line.locator(".land-held a").first.get_attribute("href") in survey
    decided(line, page)
    printed(line, page)


def checked(site, page: Page) -> Locator:
    """From the work list to the case: accepted and cross-checked."""
    page.goto(f"{site.address}/land/worklist/?state=submitted&sort=-waiting")
    page.locator("tr", has_text=NUMBER).locator(".desk-open").click()
    line = page.locator("#land .land-line", has_text=NUMBER)
    take(page, "accept")
    expect(line.locator("> .tag").first).to_have_text("已受理")
    take(page, "check")
    expect(line.locator("> .tag").first).to_have_text("技术核查中")
    return line


def decided(line: Locator, page: Page) -> None:
    """Reject a warning, sign another finding, and refuse."""
    sign(line.locator(".land-findings li", has_text="L10").first, "不接受")
    expect(line.locator(".land-findings li", has_text="L10").locator(".tag.bad").first).to_be_visible()
    other = line.locator(".land-findings > li", has=page.locator("form")).filter(has_not_text="L10").first
    sign(other, re.compile("^接受|提出"))
    expect(line.get_by_text(REASON)).to_have_count(2)
    take(page, "refuse", reason=REFUSAL)
    expect(line.locator("> .tag").first).to_have_text("不予批准")


def printed(line: Locator, page: Page) -> None:
    """Open the signed report and print it: it tells the rejected warning, why, and who signed."""
    link = line.locator(".land-report-link")
    expect(link).to_contain_text("已签署的核查报告")
    link.click()
    expect(page.locator(".conclusion").first).to_contain_text("已签署")
    sha256, signer = page.locator("#report-sha256").inner_text(), signed_in_as(page)
    pdf = page.request.get(page.locator("#report-pdf").evaluate("link => link.href"))
    assert (pdf.status, pdf.body()[:5]) == (200, b"%PDF-")
    sheets = "".join(sheet.extract_text() for sheet in pypdf.PdfReader(io.BytesIO(pdf.body())).pages)
    for told in (page.locator("main").inner_text(), sheets):
        for words in ("L10", "不接受", REASON, REFUSAL, signer, sha256):
            assert squeezed(words) in squeezed(told), words


def signed_in_as(page: Page) -> str:
    """Return the name the person signs with."""
    return page.request.get(re.sub(r"(//[^/]+)/.*", r"\1/api/v1/me", page.url)).json()["name"]


def squeezed(text: str) -> str:
    """Return a text without the places where its lines are broken."""
    return re.sub(r"\s", "", text)


def sign(finding: Locator, button: str | re.Pattern[str]) -> None:
    """Put a signature under a finding, with its reason."""
    finding.locator("summary").click()
    finding.locator("textarea").fill(REASON)
    finding.get_by_role("button", name=button).click()
