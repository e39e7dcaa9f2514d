"""The WSGI application that the server runs."""

import gc
import os
from typing import Any

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.production")

_answer = get_wsgi_application()

from seoulsolution.core.frames import with_room  # noqa: E402 (needs the applications)
from seoulsolution.discovery import indexing  # noqa: E402


@with_room
def application(environ: dict[str, Any], start_response: Any) -> Any:
    """Answers one request."""
    return _answer(environ, start_response)


indexing.follow()

# What the applications brought is there to stay: nobody waits while garbage is looked for in it. A page makes some ten
# thousand objects and drops them by itself, so that it is seldom worth looking.
gc.collect()
gc.freeze()
gc.set_threshold(20_000, 20, 100)
