"""Settings shared by every way to run the site. docs/guides/configuration.md lists the environment."""

from pathlib import Path

import environ
from csp.constants import NONCE, NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from config import content_languages, search_engine, wagtail_api

BASE_DIR = Path(__file__).resolve().parents[2]

env = environ.Env()

VAR_DIR = Path(env("VAR_DIR", default=str(BASE_DIR / "var")))
VAR_DIR.mkdir(parents=True, exist_ok=True)
environ.Env.read_env(VAR_DIR / "environment", overwrite=False)

from .accounts import *  # noqa: E402, F403 (reads the environment)

SITE_URL = env("SITE_URL", default="http://127.0.0.1:8000").rstrip("/")
TRUSTED_PROXIES = env.int("TRUSTED_PROXIES", default=0)
SECURITY_CONTACT = env("SECURITY_CONTACT", default="")
CONTACT = env("CONTACT", default="")
if CONTACT and not CONTACT.startswith(("mailto:", "https://", "http://")):
    raise ImproperlyConfigured(f"CONTACT is {CONTACT!r}: give a mailto: or https: address.")
# Facts that nobody has checked for longer than this are on the list of what needs care.
REVIEW_PERIOD_DAYS = env.int("REVIEW_PERIOD_DAYS", default=730)
# Outgoing links are asked by the worker (archive/desk/outgoing): as whom, how long in seconds, how many at once, and
# how long one host is left alone between two questions.
LINK_CHECK_USER_AGENT = env("LINK_CHECK_USER_AGENT", default=f"Mozilla/5.0 (compatible; LinkCheck; +{SITE_URL})")
LINK_CHECK_TIMEOUT = 15
LINK_CHECK_AT_ONCE = 8
LINK_CHECK_PAUSE = 1
# The network that the server stands in is never asked.
LINK_CHECK_ALLOWS_LOOPBACK = False
# Who was invited to write for the archive is forgotten so long after the end of the invitation.
INVITATION_RETENTION_DAYS = env.int("INVITATION_RETENTION_DAYS", default=365)
# What territories are called where it is not what CLDR calls them: by code of ISO 3166-1, then by language.
COUNTRY_NAMES = {
    "HK": {"en": "Hong Kong", "ko": "홍콩"},
    "KR": {"en": "Republic of Korea"},
    "MM": {"en": "Myanmar"},
} | env.json("COUNTRY_NAMES", default={})

INSTALLED_APPS = [
    "seoulsolution.core",
    "seoulsolution.core.accounts",
    "seoulsolution.archive",
    "seoulsolution.discovery",
    "seoulsolution.exchange",
    "seoulsolution.delivery",
    "wagtail_localize",
    "wagtail_localize.locales",
    "wagtail.contrib.redirects",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "django_tasks",
    "django_tasks_db",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    # For the words of Wagtail's filter “naturaltime”.
    "django.contrib.humanize",
    "csp",
    "django.forms",
]
wagtail_api.leave_out(INSTALLED_APPS)

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "seoulsolution.core.middleware.TextGZipMiddleware",
    "seoulsolution.core.content_policy.ContentPolicyMiddleware",
    "seoulsolution.core.middleware.PublicHeadersMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "seoulsolution.core.middleware.RequestLimitMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "seoulsolution.core.middleware.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "seoulsolution.core.accounts.middleware.AdmissionMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "seoulsolution.core.publication.UnpublishableMiddleware",
    "seoulsolution.core.malformed.MalformedRequestMiddleware",
    "seoulsolution.archive.desk.reach.ReachMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
# So that templates/ has a say in widgets too.
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["seoulsolution.core.templatetags.archive_text"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

DATABASES = {"default": env.db_url("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'database.sqlite3'}")}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["ENGINE"] = "config.sqlite"
    DATABASES["default"]["OPTIONS"] = {
        "timeout": 20,
        "transaction_mode": "IMMEDIATE",
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA mmap_size=134217728; "
        "PRAGMA temp_store=MEMORY;",
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# The first language is the city's own: pages are written in it and translated into the others.
LANGUAGE_CODE = "ko"
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = content_languages.named(
    LANGUAGE_CODE, env.list("LANGUAGES", default=["ko", "en"])
)
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["config.formats"]
TIME_ZONE = "Asia/Seoul"
USE_I18N = USE_TZ = True

STATICFILES_DIRS = [BASE_DIR / "static" / "built"]
STATIC_ROOT = VAR_DIR / "static"
STATIC_URL = "/static/"
MEDIA_ROOT = VAR_DIR / "media"
MEDIA_URL = "/media/"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
# Documents that the archive makes itself (PDF). They are public and made again at any time.
HANDOUTS_DIR = VAR_DIR / "handouts"
# The search index. It is made from the database and can be made again at any time.
SEARCH_DIR = VAR_DIR / "search"
# The engine that holds it: in the site's own processes, or on a cluster that several machines share.
SEARCH_ENGINE = env("SEARCH_ENGINE", default="tantivy")
TYPESENSE_NODES = [node.strip().rstrip("/") for node in env.list("TYPESENSE_NODES", default=[])]
TYPESENSE_API_KEY = env("TYPESENSE_API_KEY", default="")
# What the names of the site's collections begin with.
TYPESENSE_PREFIX = env("TYPESENSE_PREFIX", default="seoulsolution")
search_engine.check(engine=SEARCH_ENGINE, nodes=TYPESENSE_NODES, key=TYPESENSE_API_KEY)
# Whether what is published goes into the index at once.
SEARCH_FOLLOWS = True
# Without the sentence encoder search goes by words and glossary and saves about 50 MB a web process.
SEARCH_MODEL = env.bool("SEARCH_MODEL", default=True)
FONTS_DIR = STATICFILES_DIRS[0] / "typesetting"

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# The page editor of a full manual posts many fields.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024

WAGTAIL_SITE_NAME = "Seoul Solution"
# Addresses are the same in every language and are read aloud, typed and printed.
WAGTAIL_ALLOW_UNICODE_SLUGS = False
# A draft that the editor saves by itself while a page is being handed in or published can cross that step.
WAGTAIL_AUTOSAVE_INTERVAL = 0
SITE_NAMES = {"ko": "서울정책아카이브", "en": WAGTAIL_SITE_NAME}
WAGTAIL_I18N_ENABLED = True
# A first translation is a draft: the words of the original are never published as a translation.
WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE = False
# A translator of wagtail-localize that drafts passages at the desk; none unless it is named.
MACHINE_TRANSLATION = {
    "CLASS": env("MACHINE_TRANSLATION", default=""),
    "OPTIONS": env.json("MACHINE_TRANSLATION_OPTIONS", default={}),
}
WAGTAILADMIN_BASE_URL = SITE_URL
WAGTAILADMIN_PERMITTED_LANGUAGES = [("ko", "한국어"), ("en", "English")]
WAGTAIL_USER_TIME_ZONES = ["Asia/Seoul"]
# Editors find a page, a picture or a file by any part of what it is called: Korean names are written together.
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "seoulsolution.core.admin_search"}}
# Files and pictures are opened and cleaned before they are kept (core/files). Limits in bytes and pixels.
WAGTAILIMAGES_IMAGE_MODEL = "core.Picture"
WAGTAILIMAGES_IMAGE_FORM_BASE = "seoulsolution.core.files.forms.PictureForm"
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 20 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 50_000_000
WAGTAILDOCS_DOCUMENT_MODEL = "core.ArchiveFile"
WAGTAILDOCS_DOCUMENT_FORM_BASE = "seoulsolution.core.files.forms.DocumentForm"
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILDOCS_MAX_UPLOAD_SIZE = 50 * 1024 * 1024
WAGTAILDOCS_PRIVATE_COLLECTION_OPTIONS = {"SHARED_PASSWORD": False}
# Languages that pictures and files can be in beside those of the site.
FILE_LANGUAGES = ["ja", "zh-hans", "es", "fr", "id", "mn", "pt", "ru", "vi"]
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
# A private page asks staff to sign in; a password shared by everybody protects nothing.
WAGTAIL_PRIVATE_PAGE_OPTIONS = {"SHARED_PASSWORD": False}

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"
# The editor shows previews in a frame of its own; public pages are in no frame (frame-ancestors below).
SILENCED_SYSTEM_CHECKS = ["security.W019"]
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "seoulsolution.core.errors.csrf_failure"

# What a page may load and run. Nothing inline: neither scripts nor styles.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "media-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    },
}
# In what the admin differs. docs/guides/security.md says what was found in which page of Wagtail.
ADMIN_CONTENT_POLICY = {
    # Style elements that scripts of the site make (static/src/admin/styles.js). Scripts have no nonce.
    "style-src": [SELF, NONCE],
    # A picture that is being uploaded is shown by the script that reads it.
    "img-src": [SELF, "blob:"],
    # Previews, and pages side by side.
    "frame-src": [SELF],
    "frame-ancestors": [SELF],
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "filters": {
        "refusals": {"()": "seoulsolution.core.log_lines.RefusalsInOneLine"},
        "secrets": {"()": "seoulsolution.core.log_lines.WithoutSecrets"},
    },
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["refusals", "secrets"]}
    },
    # What libraries tell of their ordinary work would stand between the lines of a command.
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"seoulsolution": {"level": "INFO"}},
}
