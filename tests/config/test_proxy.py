"""Tests of the shipped configurations of web servers, with nginx and Caddy themselves.

Behind them is a server that answers with what it was sent.
"""

import contextlib
import http.client
import http.server
import json
import os
import re
import secrets
import shutil
import socket
import ssl
import subprocess
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID
from django.conf import settings

from rontal.config import doctor
from rontal.config.doctor import Level
from rontal.config.env import ROOT, Mode
from tests.support.mailbox import free_port

pytestmark = pytest.mark.machine
HOST = "perpustakaan.example"
NAMES = [HOST, "localhost"]
PROGRAMS_ONLY = ["/opds/", "/opds", "/oai?verb=Identify", "/sru", "/pemberitahuan/whatsapp/"]
FOLDERS = f"{os.environ.get('PATH', '')}:/usr/sbin"
NGINX, CADDY = shutil.which("nginx", path=FOLDERS), shutil.which("caddy", path=FOLDERS)
MAIN = """
daemon off; master_process off; pid {home}/nginx.pid; error_log stderr;
events {{ worker_connections 64; }}
http {{
    client_body_temp_path {home}/body; proxy_temp_path {home}/proxy;
    fastcgi_temp_path {home}/fastcgi; uwsgi_temp_path {home}/uwsgi; scgi_temp_path {home}/scgi;
    include {home}/rontal.conf;
}}
"""


@dataclass
class Proxy:
    """A running web server: its ports, and the requests that reached the server behind it."""

    plain: int
    secure: int
    arrived: list[str]
    home: Path
    stop_server: Callable[[], None]

    @property
    def certificate(self) -> Path:
        return self.home / "fullchain.pem"

    @property
    def log(self) -> Path:
        return self.home / "out"

    def files(self) -> set[Path]:
        """Returns files in the folders of the server, where it would store bodies."""
        return {path for path in self.home.rglob("*") if path.is_file()}

    def connection(self, context: ssl.SSLContext) -> http.client.HTTPSConnection:
        connection = http.client.HTTPSConnection(HOST, self.secure, timeout=20, context=context)
        raw = socket.create_connection(("127.0.0.1", self.secure), 20)
        connection.sock = context.wrap_socket(raw, server_hostname=HOST)
        return connection

    def get(self, path: str, *, secure: bool = True, **headers: str) -> http.client.HTTPResponse:
        if secure:
            connection: http.client.HTTPConnection = self.connection(unchecked())
        else:
            connection = http.client.HTTPConnection("127.0.0.1", self.plain, timeout=20)
        connection.request("GET", path, headers={"Host": HOST, **headers})
        return connection.getresponse()


def unchecked(lowest: ssl.TLSVersion = ssl.TLSVersion.TLSv1_2) -> ssl.SSLContext:
    """Returns settings of a client that asks for no certificate and offers old versions, too."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    context.set_ciphers("ALL:@SECLEVEL=0")
    context.minimum_version = lowest
    return context


@pytest.fixture
def behind():
    """The port of a server that answers with the headers it got, and the list of whole requests."""
    arrived: list[str] = []

    class Echo(http.server.BaseHTTPRequestHandler):
        def answer(self) -> None:
            length = int(self.headers.get("Content-Length", 0))
            if len(came := self.rfile.read(length)) < length:
                return
            arrived.append(self.path)
            names = {name.lower(): value for name, value in self.headers.items()}
            body = came if "x-echo" in names else json.dumps(names).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        do_GET = do_POST = answer  # noqa: N815

        def log_message(self, *_values: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Echo)
    threading.Thread(target=server.serve_forever, daemon=True).start()

    def stop() -> None:
        server.shutdown()
        server.server_close()

    yield server.server_address[1], arrived, stop
    stop()


def certificate(folder: Path) -> tuple[Path, Path]:
    """Writes a certificate for HOST that signs itself, and its key."""
    key = rsa.generate_private_key(65537, 2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, HOST)])
    now = datetime.now(UTC)
    made = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
    made = made.not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=1))
    made = made.add_extension(
        x509.SubjectAlternativeName([x509.DNSName(one) for one in NAMES]), critical=False
    )
    paths = folder / "fullchain.pem", folder / "privkey.pem"
    paths[0].write_bytes(made.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM))
    paths[1].write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return paths


def nginx(home: Path, plain: int, secure: int, behind: int) -> list[str]:
    text = (ROOT / "setup/proxy/nginx.conf").read_text()
    certificate(home)
    changes = {
        r"listen \[::\].*;": "",
        r"listen 80;": f"listen 127.0.0.1:{plain};",
        r"listen 443 ssl;": f"listen 127.0.0.1:{secure} ssl;",
        r"server 127.0.0.1:8000;": f"server 127.0.0.1:{behind};",
        rf"/etc/letsencrypt/live/{HOST}": str(home),
        r"/var/log/nginx": str(home),
    }
    for pattern, new in changes.items():
        text, count = re.subn(pattern, new, text)
        assert count, pattern
    (home / "rontal.conf").write_text(text)
    (home / "nginx.conf").write_text(MAIN.format(home=home))
    return [str(NGINX), "-c", str(home / "nginx.conf"), "-p", str(home), "-e", "stderr"]


def caddy(home: Path, plain: int, secure: int, behind: int) -> list[str]:
    text = (ROOT / "setup/proxy/Caddyfile").read_text()
    chain, key = certificate(home)
    changes = {
        f"http://{HOST}": f"http://{HOST}:{plain}",
        f"https://{HOST} {{": f"https://{HOST}:{secure} {{\n\ttls {chain} {key}",
        "127.0.0.1:8000": f"127.0.0.1:{behind}",
    }
    for old, new in changes.items():
        assert old in text
        text = text.replace(old, new)
    ports = f"\thttp_port {plain}\n\thttps_port {secure}\n"
    options = f"{{\n\tadmin off\n\tauto_https off\n{ports}"
    (home / "Caddyfile").write_text(text.replace("{\n", options, 1))
    return [str(CADDY), "run", "--config", str(home / "Caddyfile"), "--adapter", "caddyfile"]


SERVERS = [
    pytest.param(nginx, id="nginx", marks=pytest.mark.skipif(not NGINX, reason="no nginx here")),
    pytest.param(caddy, id="caddy", marks=pytest.mark.skipif(not CADDY, reason="no Caddy here")),
]


@pytest.fixture(params=SERVERS)
def proxy(request, behind, tmp_path):
    port, arrived, stop = behind
    plain, secure = free_port(), free_port()
    command = request.param(tmp_path, plain, secure, port)
    env = {"HOME": str(tmp_path), "PATH": FOLDERS, "XDG_DATA_HOME": str(tmp_path)}
    with (tmp_path / "out").open("wb") as out:
        running = subprocess.Popen(command, env=env, stdout=out, stderr=out)
    try:
        wait_for(secure, running, tmp_path / "out")
        yield Proxy(plain, secure, arrived, tmp_path, stop)
    finally:
        running.terminate()
        running.wait(20)


def wait_for(port: int, running: subprocess.Popen[bytes], out: Path) -> None:
    for _try in range(200):
        assert running.poll() is None, out.read_text()
        with contextlib.suppress(OSError):
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        time.sleep(0.05)
    raise AssertionError(out.read_text())


@pytest.mark.filterwarnings("ignore:ssl.TLSVersion")
def test_only_current_versions_of_tls_are_spoken(proxy):
    for version in (ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3):
        context = unchecked(version)
        context.maximum_version = version
        proxy.connection(context).close()
    old = unchecked(ssl.TLSVersion.TLSv1)
    old.maximum_version = ssl.TLSVersion.TLSv1_1
    with pytest.raises((ssl.SSLError, ConnectionError)):
        proxy.connection(old)


def test_ciphers_without_forward_secrecy_are_refused(proxy):
    context = unchecked()
    context.maximum_version = ssl.TLSVersion.TLSv1_2
    context.set_ciphers("ECDHE-RSA-AES128-GCM-SHA256:@SECLEVEL=0")
    proxy.connection(context).close()
    context.set_ciphers("kRSA:@SECLEVEL=0")
    with pytest.raises((ssl.SSLError, ConnectionError)):
        proxy.connection(context)


def test_forged_headers_do_not_pass(proxy):
    forged = {"X-Forwarded-For": "10.1.2.3", "X-Forwarded-Proto": "http"}
    got = json.loads(proxy.get("/", **forged).read())
    assert (got["x-forwarded-for"], got["x-forwarded-proto"]) == ("127.0.0.1", "https")
    assert got["host"] == HOST


def test_pages_are_led_to_https_and_programs_are_refused(proxy):
    answer = proxy.get("/kartu/?a=1", secure=False)
    assert answer.status == 301
    assert answer.headers["Location"] == f"https://{HOST}/kartu/?a=1"
    assert [proxy.get(path, secure=False).status for path in PROGRAMS_ONLY] == [403] * 5
    assert proxy.arrived == []


def test_large_body_and_answer_leave_no_file(proxy):
    """They may be photos of identity cards, or an export."""
    before = proxy.files()
    connection = proxy.connection(unchecked())
    body = secrets.token_bytes(3_000_000)
    connection.request("POST", "/saran/", body, {"Host": HOST, "X-Echo": "1"})
    assert connection.getresponse().read() == body
    assert proxy.files() == before
    assert "temporary file" not in proxy.log.read_text()


def test_imports_of_staff_may_be_larger(proxy):
    connection = proxy.connection(unchecked())
    connection.putrequest("POST", "/meja/impor/", skip_host=True)
    connection.putheader("Host", HOST)
    connection.putheader("Content-Length", str(51 * 1024 * 1024))
    connection.endheaders()
    for _part in range(51):
        connection.send(bytes(1024 * 1024))
    assert connection.getresponse().status == 200


def test_neither_log_has_a_path_or_an_address(proxy):
    proxy.get("/aktivasi/geheim-0123456789/")
    proxy.stop_server()
    assert proxy.get("/aktivasi/geheim-9876543210/").status == 502
    logs = [proxy.log, *proxy.home.glob("*.log")]
    for text in [path.read_text() for path in logs]:
        assert "geheim" not in text
        assert '"remote_ip"' not in text
        assert "client: 127" not in text


def test_too_large_a_body_is_refused(proxy):
    connection = proxy.connection(unchecked())
    connection.putrequest("POST", "/saran/", skip_host=True)
    connection.putheader("Host", HOST)
    connection.putheader("Content-Length", str(51 * 1024 * 1024))
    connection.endheaders()
    with contextlib.suppress(OSError):
        for _part in range(51):
            connection.send(b"x" * 1024 * 1024)
    assert connection.getresponse().status in (413, 502)
    assert proxy.arrived == []


def test_two_lengths_of_a_body_are_refused(proxy):
    """`Content-Length` beside `Transfer-Encoding` would let one request hide in another."""
    raw = socket.create_connection(("127.0.0.1", proxy.secure), 20)
    with unchecked().wrap_socket(raw, server_hostname=HOST) as line:
        hidden = b"GET /meja/ HTTP/1.1\r\nHost: perpustakaan.example\r\n\r\n"
        line.sendall(
            b"POST /saran/ HTTP/1.1\r\nHost: perpustakaan.example\r\nContent-Length: 3\r\n"
            b"Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n0\r\n\r\n" + hidden
        )
        answer = b""
        with contextlib.suppress(OSError):
            while part := line.recv(65536):
                answer += part
    assert "/meja/" not in proxy.arrived
    assert answer.count(b"HTTP/1.1 ") <= 1


def findings_of(url: str, **changes: object) -> list[tuple[Level, str]]:
    environment = replace(settings.ENVIRONMENT, url=url, **changes)
    return [(one.level, one.result) for one in doctor._address(environment)]


def test_doctor_reports_version_and_certificate_of_the_public_address(proxy, monkeypatch):
    url = f"https://localhost:{proxy.secure}"
    ((level, result),) = findings_of(url)
    assert level is Level.FAIL
    assert "self-signed certificate" in result
    monkeypatch.setenv("SSL_CERT_FILE", str(proxy.certificate))
    assert findings_of(url) == [(Level.WARN, "TLSv1.3, certificate valid for 0 more days")]
    ((level, result),) = findings_of(f"https://localhost:{free_port()}")
    assert level is Level.WARN
    assert "is not reached" in result


@pytest.mark.filterwarnings("ignore:ssl.TLSVersion")
def test_doctor_reports_old_versions_as_a_failure(tmp_path, monkeypatch):
    chain, key = certificate(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(chain))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(chain, key)
    context.set_ciphers("ALL:@SECLEVEL=0")
    context.minimum_version = ssl.TLSVersion.TLSv1
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(20)

        def answer() -> None:
            for _connection in range(2):
                with contextlib.suppress(OSError):
                    context.wrap_socket(listener.accept()[0], server_side=True).recv(1)

        threading.Thread(target=answer, daemon=True).start()
        ((level, result),) = findings_of(f"https://localhost:{listener.getsockname()[1]}")
    assert (level, result[:30]) == (Level.FAIL, "TLS 1.0 or 1.1 is accepted; TL")


def test_doctor_warns_of_plain_http_beyond_this_machine():
    open_host = {"host": "0.0.0.0", "mode": Mode.PRODUCTION}
    assert findings_of("http://x.example", **open_host)[0][0] is Level.WARN
    for host in ("127.0.0.1", "localhost", "::1"):
        assert findings_of("http://x.example", host=host, mode=Mode.PRODUCTION) == []
