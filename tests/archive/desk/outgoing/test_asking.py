"""What an address answers, and that nothing leads into the network that the server stands in."""

import socket
import threading

import pytest

from seoulsolution.archive.desk.outgoing.asking import Answer, ask, may_be_asked
from seoulsolution.archive.desk.outgoing.models import Fault

from .conftest import Site


@pytest.mark.parametrize(
    ("path", "answer"),
    [
        ("/status/200", Answer(200)),
        ("/status/403", Answer(403)),
        ("/status/429", Answer(429)),
        ("/status/404", Answer(404, Fault.STATUS)),
        ("/status/410", Answer(410, Fault.STATUS)),
        ("/status/500", Answer(500, Fault.STATUS)),
        ("/no-head", Answer(200)),
        ("/huge", Answer(200)),
        ("/한글?q=가 나", Answer(200)),
        ("/silent", Answer(None, Fault.TIMEOUT)),
        ("/drops", Answer(None, Fault.TIMEOUT)),
        ("/nonsense", Answer(None, Fault.CONNECTION)),
    ],
)
def test_address_is_judged_by_what_its_server_answers(site: Site, path: str, answer: Answer):
    assert ask(site.address(path)) == answer


def test_head_is_asked_first_and_get_only_where_that_fails(site: Site, settings):
    ask(site.address("/status/200"))
    ask(site.address("/status/404"))
    assert [method for method, _path, _agent in site.asked] == ["HEAD", "HEAD", "GET"]
    assert {agent for _method, _path, agent in site.asked} == {settings.LINK_CHECK_USER_AGENT}


def test_five_redirects_are_followed_and_no_more(site: Site):
    assert ask(site.address("/chain/4")) == Answer(200, "", site.address("/status/200"))
    assert ask(site.address("/chain/5")).fault == Fault.REDIRECTS
    site.asked.clear()
    assert ask(site.address("/loop")).fault == Fault.REDIRECTS
    assert len(site.asked) == 6


def test_redirect_into_a_private_network_is_not_followed(site: Site):
    assert ask(site.address("/inside")).fault == Fault.PRIVATE


def test_loopback_is_not_asked_without_the_setting(site: Site, settings):
    settings.LINK_CHECK_ALLOWS_LOOPBACK = False
    for address in (
        site.address("/"),
        f"http://localhost:{site.server_port}/",
        f"http://[::ffff:127.0.0.1]:{site.server_port}/",
    ):
        assert ask(address).fault == Fault.PRIVATE
    assert site.asked == []


@pytest.mark.parametrize(
    "number",
    ["10.1.2.3", "172.16.0.1", "192.168.0.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",
     "255.255.255.255", "::1", "::", "fe80::1%eth0", "fc00::1", "ff02::1", "::ffff:10.0.0.1", "64:ff9b::a00:1",
     "2002:a00:1::", "127.0.0.1"],
)  # fmt: skip
def test_number_of_a_network_that_is_not_public_is_not_asked(number: str):
    assert not may_be_asked(number)


@pytest.mark.parametrize("number", ["8.8.8.8", "2001:4860:4860::8888"])
def test_number_of_the_public_network_may_be_asked(number: str):
    assert may_be_asked(number)


def test_connection_goes_to_what_was_resolved_and_checked(site: Site, resolved):
    """A name server that answers otherwise a moment later leads nowhere: it is asked once for each request."""
    asked = resolved("127.0.0.1", "10.0.0.1")
    host = f"rebinding.example:{site.server_port}"
    assert ask(f"http://{host}/status/200").is_good
    assert asked == ["rebinding.example"]


def test_name_that_resolves_to_a_private_number_is_not_asked(site: Site, resolved):
    resolved("192.168.1.1")
    assert ask("http://intranet.example/").fault == Fault.PRIVATE


@pytest.mark.parametrize(
    "address",
    ["", "http://", "http://[", "http://x:99999/", "ftp://example.org/", "javascript:alert(1)", "http://\ud800/",
     "http://a..b/", f"http://{'x' * 300}.example/", "http://x:0/", "file:///etc/passwd"],
)  # fmt: skip
def test_malformed_address_is_told_as_such(address: str):
    assert ask(address).fault == Fault.MALFORMED


def test_line_breaks_in_an_address_make_no_header(site: Site):
    ask(site.address("/status/200\r\nX-Planted: 1\r\n\r\nGET /secret"))
    assert {path for _method, path, _agent in site.asked} == {"/status/200X-Planted:%201GET%20/secret"}


def test_host_that_is_not_known_and_port_that_nobody_listens_at(site: Site, monkeypatch: pytest.MonkeyPatch):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        assert ask(f"http://127.0.0.1:{taken.getsockname()[1]}/").fault == Fault.CONNECTION

    def unknown(*given, **more):
        raise socket.gaierror("Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    assert ask("http://nowhere.invalid/").fault == Fault.NO_HOST


def test_certificate_that_nobody_vouches_for_is_told(site: Site, tmp_path):
    import ssl

    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    make_certificate(key, certificate)
    ours = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    ours.load_cert_chain(certificate, key)
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def greet() -> None:
            connection, _place = listening.accept()
            with connection:
                try:
                    ours.wrap_socket(connection, server_side=True).close()
                except (OSError, ssl.SSLError):
                    return

        thread = threading.Thread(target=greet)
        thread.start()
        assert ask(f"https://127.0.0.1:{listening.getsockname()[1]}/").fault == Fault.CERTIFICATE
        thread.join()


def make_certificate(key, certificate) -> None:
    """Signed by itself."""
    from datetime import UTC, datetime, timedelta

    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    secret = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    made = x509.CertificateBuilder(name, name, secret.public_key(), 1, now, now + timedelta(days=1))
    certificate.write_bytes(made.sign(secret, hashes.SHA256()).public_bytes(serialization.Encoding.PEM))
    plain = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    key.write_bytes(secret.private_bytes(*plain))
