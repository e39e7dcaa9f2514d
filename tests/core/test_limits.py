import pytest
from django.test import RequestFactory

from seoulsolution.core.limits import reader_address


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, "192.0.2.1", "198.51.100.1"),
        (1, "192.0.2.1", "192.0.2.1"),
        (1, "203.0.113.9, 192.0.2.1", "192.0.2.1"),
        (2, "203.0.113.9, 192.0.2.1, 198.51.100.2", "192.0.2.1"),
        (2, "192.0.2.1", "198.51.100.1"),
        (1, "", "198.51.100.1"),
    ],
)
def test_address_of_a_reader_is_what_the_outermost_trusted_proxy_saw(settings, proxies, forwarded, address):
    settings.TRUSTED_PROXIES = proxies
    headers = {"HTTP_X_FORWARDED_FOR": forwarded} if forwarded else {}
    assert reader_address(RequestFactory().get("/", REMOTE_ADDR="198.51.100.1", **headers)) == address
