"""A resident on a phone: from the association's address to a certificate that anybody can check."""

import pytest
from django.test import Client
from pypdf import PdfReader

from certificates.models import Certificate
from tests.journeys.steps import go_forward, let_the_worker_work, walk_to

NAME = "Zoë Ọlá Example"


@pytest.mark.parametrize("javascript", [False, True], ids=["without-javascript", "with-javascript"])
def test_resident_takes_a_course_and_gets_a_certificate(site, phone, tmp_path, javascript):
    page = phone(javascript=javascript)
    page.goto(f"{site}/clarion/")

    walk_to(page, "/learn/complete/")
    assert page.get_by_text("Well done").first.is_visible()

    walk_to(page, "/name/")
    assert page.get_by_text("Nobody reads this box").is_visible()
    page.fill("input[name=name]", NAME)
    page.locator("[data-primary]").click()
    assert page.get_by_text("This is how it will be printed").is_visible()
    assert page.get_by_text(NAME).first.is_visible()
    page.locator("[data-primary]").click()
    assert page.get_by_text("being prepared").first.is_visible()

    let_the_worker_work()
    page.wait_for_selector("a[href$='.pdf']", timeout=15_000)
    pdf = download(page, page.locator("a[href$='.pdf']").first.get_attribute("href"), tmp_path / "file.pdf")
    assert NAME in " ".join(PdfReader(pdf).pages[0].extract_text().split())

    check = page.locator("a[href*='/check/']").first.get_attribute("href")
    stranger = phone(javascript=javascript)
    stranger.goto(check if check.startswith("http") else f"{site}{check}")
    assert stranger.get_by_text("valid", exact=False).first.is_visible()
    assert stranger.get_by_text(NAME).first.is_visible()


def download(page, address: str, target):
    """The file as the phone gets it, with the phone's own cookie."""
    response = page.request.get(
        address if address.startswith("http") else page.url.split("/certificate/")[0] + address
    )
    assert response.headers["content-type"] == "application/pdf"
    target.write_bytes(response.body())
    return target


def test_resident_comes_back_to_the_same_place(site, phone):
    page = phone(javascript=False)
    page.goto(f"{site}/peabody/")
    walk_to(page, "/peabody/course-1/1/2/")
    page.goto("about:blank")

    page.goto(f"{site}/peabody/course-1/")
    assert page.get_by_role("link", name="Carry on").first.is_visible()
    go_forward(page)

    assert page.url == f"{site}/peabody/course-1/1/2/"


def test_resident_picks_a_borough_once(site, phone):
    page = phone(javascript=False)
    page.goto(f"{site}/clarion/help/")

    page.select_option("select[name=borough]", label="Hackney")
    page.get_by_role("button", name="Show my council's number").click()

    # Where one has just looked, and among the others.
    number = page.locator("section[aria-labelledby=council]").get_by_text("020 8356 5500")
    assert 0 < number.bounding_box()["y"] < page.viewport_size["height"]
    page.goto(f"{site}/peabody/help/")
    assert page.get_by_text("020 8356 5500").first.is_visible()


def test_certificates_code_is_nobodys_guess(site, phone):
    page = phone(javascript=False)
    page.goto(f"{site}/check/")

    page.locator("input[type=text]").first.fill("AAAA-AAAA")
    page.locator("main button[type=submit]").first.click()

    assert page.locator("main").inner_text().strip()
    assert Certificate._base_manager.count() == 0
    assert Client().get("/check/").status_code == 200
