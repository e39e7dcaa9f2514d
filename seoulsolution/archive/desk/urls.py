"""Addresses of the desk, below those of the admin."""

from django.urls import path

from .side_by_side import side_by_side
from .translating.interchange.views import DownloadView, UploadView
from .translating.views import BeginView, TranslationView

app_name = "desk"
urlpatterns = [
    path("translate/<int:page_id>/", BeginView.as_view(), name="begin-translation"),
    path("translations/<int:page_id>/", TranslationView.as_view(), name="translation"),
    path("translations/<int:page_id>/upload/", UploadView.as_view(), name="upload-translation"),
    path("translations/<int:page_id>/<slug:kind>/", DownloadView.as_view(), name="download-translation"),
    path("side-by-side/<int:page_id>/", side_by_side, name="side-by-side"),
]
