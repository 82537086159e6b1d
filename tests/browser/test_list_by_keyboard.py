"""Somebody without a mouse finds a project in the list, opens it, and comes back to where they were."""

from tests.browser.reading import focus, hash_of, settle


def test_list_and_drawer_by_keyboard_alone(open_map):
    page = open_map(user="plan")
    for _press in range(40):
        page.keyboard.press("Tab")
        if focus(page) == "list":
            break
    assert focus(page) == "list"
    for key in ("ArrowDown", "ArrowDown", "PageDown", "ArrowUp", "Home", "ArrowDown"):
        page.keyboard.press(key)
    row = page.locator(f"#{page.locator('#list').get_attribute('aria-activedescendant')}")
    assert row.get_attribute("data-index") == "1"
    code = row.get_attribute("data-code")
    page.keyboard.press("Enter")
    settle(page)
    assert focus(page) == "drawer-title"
    assert hash_of(page)["project"] == code
    assert page.locator("#drawer").get_by_role("tab").count() == 9
    page.locator("#drawer-tab-overview").focus()
    page.keyboard.press("ArrowRight")
    assert page.locator("#drawer-tab-land").get_attribute("aria-selected") == "true"
    page.keyboard.press("Escape")
    assert page.locator("#drawer").is_hidden()
    assert focus(page) == "list"
    page.keyboard.press("m")
    page.wait_for_timeout(900)
    settle(page)
    assert float(hash_of(page)["map"].split("/")[0]) >= 13


def test_search_is_a_key_away_and_walks_by_arrows(open_map):
    page = open_map()
    page.keyboard.press("/")
    assert focus(page) == "search-input"
    page.keyboard.type("xiaoxue")
    page.wait_for_selector("#search-list [role=option]")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    first = page.locator("#search-list [aria-selected=true] .found-name").inner_text()
    page.keyboard.press("Enter")
    settle(page)
    assert page.locator("#drawer-title").inner_text() == first


def test_a_coordinate_is_found_and_read_in_its_zone(open_map):
    page = open_map()
    page.fill("#search-input", "120.1496199, 30.2496707")
    page.wait_for_selector("#search-list [role=option]")
    page.keyboard.press("Enter")
    card = page.locator("#tool-card")
    card.wait_for()
    assert "120.149620°, 30.249671°" in card.inner_text()
    assert "第40带" in card.inner_text() and "E 40514400.00, N 3347800.00" in card.inner_text()
