"""How often one address may ask for what costs a query."""

from collections.abc import Callable
from functools import wraps
from time import time

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse

from .errors import error_response

View = Callable[..., HttpResponse]
WINDOW = 60


def limited(per_minute: int) -> Callable[[View], View]:
    """Answer 429 with Retry-After to an address that asks more often than `per_minute`, in each process."""

    def decorate(view: View) -> View:
        @wraps(view)
        def inner(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
            now = int(time())
            window = now // WINDOW
            key = f"limit:{view.__name__}:{request.META.get('REMOTE_ADDR', '')}:{window}"
            cache.add(key, 0, WINDOW)
            try:
                asked = cache.incr(key)
            except ValueError:  # the window closed in between
                asked = 1
            if asked > per_minute:
                response = error_response(request, 429)
                response.headers["Retry-After"] = str(WINDOW - now % WINDOW)
                return response
            return view(request, *args, **kwargs)

        return inner

    return decorate
