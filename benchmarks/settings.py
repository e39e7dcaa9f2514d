"""The production stack on a database of its own, with a bare Wagtail page to compare with."""

import os
import tempfile

os.environ.setdefault("VAR_DIR", tempfile.mkdtemp(prefix="seoulsolution-bench-"))
os.environ.setdefault("SECRET_KEY", "for-benchmarks-only-" + "x" * 50)
os.environ.setdefault("ALLOWED_HOSTS", "testserver,127.0.0.1,localhost")

from config.settings.production import *  # noqa: F403

INSTALLED_APPS = ["benchmarks.bare", *INSTALLED_APPS]  # noqa: F405
STORAGES["staticfiles"] = {  # noqa: F405
    "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
}
