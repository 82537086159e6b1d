"""The map is saved as one file and opened on a machine without a network."""

from urllib.parse import urlsplit


def test_the_file_opens_offline_and_tells_what_it_shows(open_map, browser, tmp_path):
    page = open_map("/#sector=education", user="plan")
    page.get_by_role("button", name="导出").click()
    with page.expect_download() as saved:
        page.locator("[data-export=export_html]").click()
    file = tmp_path / saved.value.suggested_filename
    saved.value.save_as(file)
    asked, complaints = [], []
    offline = browser.new_context(offline=True)
    opened = offline.new_page()
    opened.on("request", lambda request: asked.append(urlsplit(request.url).scheme))
    opened.on("console", lambda message: complaints.append(message.text))
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.goto(file.as_uri())
    opened.wait_for_selector(".leaflet-container canvas")
    assert set(asked) <= {"file", "data", "blob"} and asked.count("file") == 1
    assert complaints == []
    assert opened.locator("#gongtu-panel").inner_text().strip() != ""
    assert opened.locator(".city-name").count() == 11
    whole = page.locator("[data-figure=projects]").inner_text()
    assert "项目数（按市）" in opened.locator("#gongtu-panel").inner_text()
    assert whole in opened.locator("#gongtu-panel").inner_text()
    offline.close()
