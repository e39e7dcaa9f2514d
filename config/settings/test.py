"""Settings for the tests: the real stack with its own folders, tasks run where they are enqueued."""

import tempfile
from pathlib import Path

from .base import *  # noqa: F403

DEBUG = False
SECRET_KEY = "for-tests-only"  # noqa: S105
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
VAR_DIR = Path(tempfile.mkdtemp(prefix="seoulsolution-test-"))
STATIC_ROOT = VAR_DIR / "static"
STATIC_ROOT.mkdir()
MEDIA_ROOT = VAR_DIR / "media"
HANDOUTS_DIR = VAR_DIR / "handouts"
SEARCH_DIR = VAR_DIR / "search"
SEARCH_ENGINE = "tantivy"
# What a test changes is rolled back and must not stay in the index that all of them share.
SEARCH_FOLLOWS = False
DATABASES["default"]["TEST"] = {"NAME": str(VAR_DIR / "test.sqlite3")}
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
LINK_CHECK_PAUSE = 0
REQUIRE_SECOND_FACTOR = False
