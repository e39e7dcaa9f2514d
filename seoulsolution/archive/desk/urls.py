"""Addresses of the desk, below those of the admin."""

from django.urls import path

from .claims.views import claim, claims
from .dashboard.views import care
from .side_by_side import side_by_side
from .translating.views import BeginView, TranslationView

app_name = "desk"
urlpatterns = [
    path("translate/<int:page_id>/", BeginView.as_view(), name="begin-translation"),
    path("translations/<int:page_id>/", TranslationView.as_view(), name="translation"),
    path("care/<slug:name>/", care, name="care"),
    path("claims/<int:page_id>/", claims, name="claims"),
    path("claims/<int:page_id>/<slug:relation>/<uuid:key>/", claim, name="claim"),
    path("side-by-side/<int:page_id>/", side_by_side, name="side-by-side"),
]
