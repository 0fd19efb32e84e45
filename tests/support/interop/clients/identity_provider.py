"""A real OpenID provider (`oidc-provider`, certified by the OpenID Foundation) on this machine."""

import json
import re
import socket
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Self
from urllib.parse import urljoin

import requests

from rontal.accounts.single_sign_on.configuration import ProviderSettings
from tests.support.interop.clients.readers import NODE

SCRIPT = Path(__file__).with_name("oidc_provider.mjs")
CLIENT, SECRET = "rontal", "rahasia-yang-cukup-panjang-untuk-uji"
CALLBACK, LOGOUT = "/masuk/lewat/uji/kembali/", "/masuk/lewat/uji/keluar/"


class IdentityProvider:
    """The provider as a process; `library` is the address of the library that it serves."""

    def __init__(self, library: str, claims: Mapping[str, Any], kid: str = "satu") -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.library, self.claims, self.kid = library, claims, kid

    @property
    def issuer(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def settings(self) -> ProviderSettings:
        """Returns what the library's administrator configures, by the id `uji`."""
        return ProviderSettings(
            id="uji",
            name="Penyedia Uji",
            issuer=self.issuer,
            client_id=CLIENT,
            client_secret=SECRET,
        )

    def __enter__(self) -> Self:
        client = {
            "client_id": CLIENT,
            "client_secret": SECRET,
            "redirect_uris": [f"{self.library}{CALLBACK}"],
            "backchannel_logout_uri": f"{self.library}{LOGOUT}",
            "backchannel_logout_session_required": True,
        }
        described = {
            "port": self.port, "kid": self.kid, "clients": [client], "claims": self.claims,
        }  # fmt: skip
        self.process = subprocess.Popen(
            [NODE, SCRIPT, json.dumps(described)],
            cwd=SCRIPT.parent,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        assert self.process.stdout is not None
        for line in self.process.stdout:
            if line == "ready\n":
                return self
        raise AssertionError("the provider did not start")

    def __exit__(self, *_error: object) -> None:
        self.stop()

    def stop(self) -> None:
        """Ends the process; a second call changes nothing."""
        self.process.kill()
        self.process.wait()
        if self.process.stdout is not None:
            self.process.stdout.close()


class Person:
    """Person with a browser, who signs in and agrees at the provider."""

    def __init__(self, library: str) -> None:
        self.library, self.browser = library, requests.Session()

    def press(self, path: str, next_path: str = "/") -> str:
        """Presses the button on a page of the library; returns the provider's address."""
        page = self.browser.get(f"{self.library}/masuk/?next={next_path}").text
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
        assert token
        fields = {"csrfmiddlewaretoken": token[1], "next": next_path}
        left = self.browser.post(f"{self.library}{path}", fields)
        assert left.status_code == 200, left.text[:1000]
        return left.headers["Refresh"].partition("url=")[2]

    def press_on(self, page: str, path: str, **fields: str) -> requests.Response:
        """Sends the form of `path` on a page of the library."""
        text = self.browser.get(f"{self.library}{page}").text
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', text)
        assert token
        fields = {"csrfmiddlewaretoken": token[1], **fields}
        return self.browser.post(f"{self.library}{path}", fields)

    def agree(self, address: str, name: str) -> str:
        """Signs in there as `name` and agrees; returns the address that leads back."""
        response = self.browser.get(address, allow_redirects=False)
        for _step in range(12):
            if response.is_redirect:
                address = urljoin(address, response.headers["Location"])
                if address.startswith(self.library):
                    return address
                response = self.browser.get(address, allow_redirects=False)
                continue
            action = re.search(r'action="([^"]+)"', response.text)
            prompt = re.search(r'name="prompt" value="(\w+)"', response.text)
            assert action, response.text[:1000]
            assert prompt
            fields = {"prompt": prompt[1], "login": name, "password": "x"}
            response = self.browser.post(urljoin(address, action[1]), fields, allow_redirects=False)
        raise AssertionError("the provider asks without end")

    def sign_in(self, name: str) -> requests.Response:
        """Signs in to the library by the provider."""
        back = self.agree(self.press("/masuk/lewat/uji/"), name)
        return self.browser.get(back)

    @property
    def is_signed_in(self) -> bool:
        page = self.browser.get(f"{self.library}/akun/keamanan/", allow_redirects=False)
        return page.status_code == 200
