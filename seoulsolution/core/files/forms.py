"""How editors upload: the file is opened when the form is checked, and what is wrong is said in words."""

from typing import Any

from django import forms
from django.core.files.base import File
from django.utils.translation import gettext_lazy as _
from wagtail.documents.fields import WagtailDocumentField
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from . import renditions
from .intake import Purpose, Taken, kinds_in_words, megabytes, most_bytes, take_in
from .pictures import is_public


def described(purpose: Purpose) -> Any:
    values = {"kinds": kinds_in_words(purpose), "most": megabytes(most_bytes(purpose))}
    return _("%(kinds)s, at most %(most)s MB. Names of people and places in the file are removed.") % values


class TakenField(forms.FileField):
    """Takes in what is sent; it leaves as a clean file under another name."""

    purpose: Purpose

    def to_python(self, data: Any) -> Taken | None:
        if data in self.empty_values:
            return None
        if not isinstance(data, File):
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return take_in(data, self.purpose)


class PictureUpload(TakenField, WagtailImageField):
    purpose = "picture"


class DocumentUpload(TakenField, WagtailDocumentField):
    purpose = "document"


def _taking(field: forms.Field, upload: type[TakenField]) -> TakenField:
    """`field` of Wagtail's form as one that takes in."""
    made = upload(label=field.label, required=field.required, widget=field.widget)
    made.help_text = described(upload.purpose)
    return made


class PictureForm(BaseImageForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "file" in self.fields:
            self.fields["file"] = _taking(self.fields["file"], PictureUpload)

    def save(self, commit: bool = True) -> Any:
        picture = super().save(commit)
        if commit and "file" in self.changed_data and is_public(picture):
            # Wagtail has deleted the renditions of the former file.
            renditions.make_later([picture.pk])
        return picture


class DocumentForm(BaseDocumentForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "file" in self.fields:
            self.fields["file"] = _taking(self.fields["file"], DocumentUpload)
