"""Tests that language and theme stay as chosen, and that switches redirect to this site only."""

import pytest
from django.test import Client


@pytest.mark.parametrize("theme", ["light", "dark", "auto"])
def test_chosen_theme_is_in_the_page_itself(client: Client, theme):
    client.post("/tampilan/", {"theme": theme, "next": "/privasi/"})
    assert f'data-theme="{theme}"' in client.get("/privasi/").content.decode()


def test_without_a_choice_the_device_decides(client: Client):
    assert 'data-theme="auto"' in client.get("/privasi/").content.decode()


def test_unknown_theme_in_the_cookie_is_ignored(client: Client):
    client.cookies["tampilan"] = '"><script>'
    page = client.get("/privasi/").content.decode()
    assert 'data-theme="auto"' in page


@pytest.mark.parametrize(("language", "word"), [("id", "Data Anda"), ("en", "Your data")])
def test_chosen_language_is_used(client: Client, language, word):
    client.post("/bahasa/", {"language": language, "next": "/privasi/"})
    page = client.get("/privasi/").content.decode()
    assert f'lang="{language}"' in page
    assert word in page


def test_an_unknown_language_changes_nothing(client: Client):
    answer = client.post("/bahasa/", {"language": "xx"})
    assert not answer.cookies


def test_switching_returns_to_the_former_page(client: Client):
    answer = client.post("/tampilan/", {"theme": "dark", "next": "/privasi/?a=1"})
    assert answer["Location"] == "/privasi/?a=1"


@pytest.mark.parametrize("path", ["/tampilan/", "/bahasa/"])
@pytest.mark.parametrize("target", ["https://jahat.example/", "//jahat.example/", "javascript:x"])
def test_switching_never_redirects_to_another_site(client: Client, path, target):
    assert client.post(path, {"theme": "dark", "next": target})["Location"] == "/"


@pytest.mark.parametrize("path", ["/tampilan/", "/bahasa/"])
def test_get_request_changes_nothing(client: Client, path):
    assert client.get(path).status_code == 405


def test_cookie_is_closed_to_scripts_and_other_sites(client: Client):
    cookie = client.post("/tampilan/", {"theme": "dark"}).cookies["tampilan"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
