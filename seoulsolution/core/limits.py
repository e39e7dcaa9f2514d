"""How often one address may ask for what costs a query."""

from collections.abc import Callable
from functools import wraps
from time import time

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse

from .errors import error_response

View = Callable[..., HttpResponse]
Refusal = Callable[[HttpRequest, int], HttpResponse]
WINDOW = 60


def reader_address(request: HttpRequest) -> str:
    """Where the request comes from: what the outermost trusted proxy saw, or the peer when there is no proxy."""
    peer = str(request.META.get("REMOTE_ADDR", ""))
    proxies: int = settings.TRUSTED_PROXIES
    if proxies < 1:
        return peer
    # What stands further to the left is what the client says of itself.
    seen = [address.strip() for address in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")]
    return seen[-proxies][:64] if len(seen) >= proxies and seen[-proxies] else peer


def limited(per_minute: int, refuse: Refusal = error_response) -> Callable[[View], View]:
    """Answer 429 with Retry-After to an address that asks more often than `per_minute`, in each process.

    `refuse`: makes the answer from the request and the status.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def inner(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
            now = int(time())
            window = now // WINDOW
            key = f"limit:{view.__module__}.{view.__name__}:{reader_address(request)}:{window}"
            cache.add(key, 0, WINDOW)
            try:
                asked = cache.incr(key)
            except ValueError:  # the window closed in between
                asked = 1
            if asked > per_minute:
                response = refuse(request, 429)
                response.headers["Retry-After"] = str(WINDOW - now % WINDOW)
                return response
            return view(request, *args, **kwargs)

        return inner

    return decorate
