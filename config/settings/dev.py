"""Settings for working on the site: reloading templates, plain static files, visible errors."""

from .base import *  # noqa: F403
from .base import env

DEBUG = True
SECRET_KEY = env("SECRET_KEY", default="for-development-only")
ALLOWED_HOSTS = ["*"]
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
REQUIRE_SECOND_FACTOR = env.bool("REQUIRE_SECOND_FACTOR", default=False)
# Mails stand in the output of the background worker.
vars().update(env.email_url("EMAIL_URL", default="consolemail://"))
