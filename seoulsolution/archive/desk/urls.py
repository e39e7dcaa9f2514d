"""Addresses of the desk, below those of the admin."""

from django.urls import path

from .changes import changed
from .claims.views import claim, claims
from .dashboard.views import care
from .importing import manual_preview, preview
from .importing import views as importing
from .outgoing.views import outgoing_links, outgoing_links_csv
from .side_by_side import as_published, side_by_side
from .translating.interchange.views import DownloadView, UploadView
from .translating.views import BeginView, TranslationView

app_name = "desk"
urlpatterns = [
    path("translate/<int:page_id>/", BeginView.as_view(), name="begin-translation"),
    path("translations/<int:page_id>/", TranslationView.as_view(), name="translation"),
    path("care/<slug:name>/", care, name="care"),
    path("outgoing-links/", outgoing_links, name="outgoing-links"),
    path("outgoing-links/table.csv", outgoing_links_csv, name="outgoing-links-csv"),
    path("claims/<int:page_id>/", claims, name="claims"),
    path("claims/<int:page_id>/<slug:relation>/<uuid:key>/", claim, name="claim"),
    path("translations/<int:page_id>/upload/", UploadView.as_view(), name="upload-translation"),
    path("translations/<int:page_id>/<slug:kind>/", DownloadView.as_view(), name="download-translation"),
    path("changed/<int:page_id>/", changed, name="changed"),
    path("side-by-side/<int:page_id>/", side_by_side, name="side-by-side"),
    path("published/<int:page_id>/", as_published, name="as-published"),
    path("imports/", importing.ImportsView.as_view(), name="imports"),
    path("imports/form.csv", importing.template, {"file_format": "csv"}, name="import-form-csv"),
    path("imports/form.xlsx", importing.template, {"file_format": "xlsx"}, name="import-form-xlsx"),
    path("imports/<int:pk>/", preview.PreviewView.as_view(), name="import"),
    path("imports/<int:pk>/rows/<int:number>/", preview.RowView.as_view(), name="import-row"),
    path("imports/<int:pk>/manual/", manual_preview.ManualView.as_view(), name="import-manual"),
    path("imports/<int:pk>/undo/", preview.UndoView.as_view(), name="import-undo"),
    path("export/", importing.export, name="export"),
]
