"""The WSGI application that the server runs."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.production")

application = get_wsgi_application()

from seoulsolution.discovery import indexing  # noqa: E402 (needs the applications)

indexing.follow()

# What the applications brought is there to stay: nobody waits while garbage is looked for in it. A page makes some ten
# thousand objects and drops them by itself, so that it is seldom worth looking.
gc.collect()
gc.freeze()
gc.set_threshold(20_000, 20, 100)
