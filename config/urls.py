"""Addresses. Public pages live under a language; everything else is machine-readable or for staff."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, re_path
from django.views.decorators.http import require_safe
from django.views.generic import RedirectView
from django.views.i18n import JavaScriptCatalog
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.admin.auth import require_admin_access
from wagtail.documents.views.serve import authenticate_with_password

from seoulsolution.archive.cities.organisations.views import organisation
from seoulsolution.archive.cities.views import compared
from seoulsolution.archive.corrections import views as correction_views
from seoulsolution.archive.front.views import front_door, site_index
from seoulsolution.archive.newsroom.views import tag
from seoulsolution.archive.policies import handout_views
from seoulsolution.archive.policies.views import short_address
from seoulsolution.archive.sharing.invitations import views as invitation_views
from seoulsolution.core.accounts.urls import directory_urls
from seoulsolution.core.views import imported_when_asked, serve
from seoulsolution.delivery.documents import document
from seoulsolution.delivery.media import picture
from seoulsolution.exchange.feeds import area_feed, corrections_feed, place_feed, section_feed, tag_feed
from seoulsolution.exchange.sitemaps import sitemap, sitemap_index
from seoulsolution.exchange.well_known import icon, robots, security

# What reads the search index: 20 MB.
healthz = imported_when_asked("seoulsolution.delivery.health.healthz")
search = imported_when_asked("seoulsolution.discovery.views.search")
suggestions = imported_when_asked("seoulsolution.discovery.views.suggestions")
search_api = imported_when_asked("seoulsolution.exchange.search_api.search")
openapi = imported_when_asked("seoulsolution.exchange.description.openapi")

# What reads the library of calendars.
calendar = imported_when_asked("seoulsolution.exchange.calendars.calendar")

# The words of the scripts of Wagtail and of wagtail-localize, then the site's own for them.
script_words = require_admin_access(JavaScriptCatalog.as_view(packages=["wagtail.admin", "seoulsolution.core"]))
words_of_translations = require_admin_access(
    JavaScriptCatalog.as_view(packages=["wagtail_localize", "seoulsolution.core"])
)
to_sign_in = RedirectView.as_view(pattern_name="account_login", query_string=True)

urlpatterns = [
    path("", front_door, name="front-door"),
    path("healthz", healthz, name="healthz"),
    path("robots.txt", robots, name="robots"),
    path("favicon.ico", icon, name="icon"),
    path(".well-known/security.txt", security, name="security"),
    path("sitemap.xml", sitemap_index, name="sitemap-index"),
    path("sitemap-<slug:language>.xml", sitemap, name="sitemap"),
    path("api/v1/search", search_api, name="api-search"),
    path("api/v1/openapi.json", openapi, name="api-description"),
    path("p/<slug:slug>/", short_address, name="short-address"),
    path("media/images/<path:path>", picture, name="picture"),
    path("pdf/<slug:language>/<slug:slug>.pdf", handout_views.policy, name="handout"),
    path("pdf/<slug:language>/areas/<slug:slug>.pdf", handout_views.area, name="area-handout"),
    path("_util/login/", to_sign_in, name="wagtailcore_login"),
    path("admin/login/", to_sign_in),
    re_path(r"^admin/password_reset/", RedirectView.as_view(pattern_name="account_reset_password", query_string=True)),
    path("account/directory/", include(directory_urls)),
    path("admin/jsi18n/", script_words),
    path("admin/localize/jsi18n/", words_of_translations),
    path("admin/", include("seoulsolution.archive.desk.doors")),
    path("admin/", include("seoulsolution.archive.desk.history")),
    path("admin/", include("seoulsolution.archive.desk.steps")),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/<int:pk>/<str:name>", document, name="wagtaildocs_serve"),
    path(
        "documents/authenticate_with_password/<int:restriction_id>/",
        authenticate_with_password,
        name="wagtaildocs_authenticate_with_password",
    ),
]

urlpatterns += i18n_patterns(
    path("search/", search, name="search"),
    path("search/suggestions/", suggestions, name="suggestions"),
    path("sitemap/", site_index, name="site-index"),
    path("corrections/", correction_views.latest, name="corrections"),
    path("corrections/feed.atom", corrections_feed, name="corrections-feed"),
    path("invitations/received/", invitation_views.received, name="invitation-received"),
    path("invitations/<str:token>/", invitation_views.invitation, name="invitation"),
    path("tags/<str:tag>/", tag, name="tag"),
    path("cities/compared/<slug:policy>/", compared, name="compared"),
    path("cities/organisations/<slug:organisation>/", organisation, name="organisation"),
    path("feeds/<slug:section>.atom", section_feed, name="section-feed"),
    path("feeds/areas/<slug:area>.atom", area_feed, name="area-feed"),
    path("feeds/places/<slug:place>.atom", place_feed, name="place-feed"),
    path("feeds/tags/<str:tag>.atom", tag_feed, name="tag-feed"),
    path("versions/<int:page_id>/", correction_views.versions, name="versions"),
    path("versions/<int:page_id>/<int:number>/", correction_views.version, name="version"),
    path("account/", include("seoulsolution.core.accounts.urls")),
    re_path(r"^(?P<page>(?:[\w\-]+/)*)calendar\.ics$", calendar, name="calendar"),
    re_path(r"^((?:[\w\-]+/)*)$", require_safe(serve), name="wagtail_serve"),
    prefix_default_language=True,
)

handler400 = "seoulsolution.core.errors.bad_request"
handler403 = "seoulsolution.core.errors.permission_denied"
handler404 = "seoulsolution.core.errors.page_not_found"
handler500 = "seoulsolution.core.errors.server_error"
