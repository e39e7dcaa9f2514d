"""Pictures and files that editors uploaded before there were tables of our own, under the same numbers.

The rows of Wagtail's own tables stay, so that the version before goes on with them.
"""

from pathlib import PurePosixPath

from django.core.management.color import no_style
from django.db import migrations
from django.utils import timezone

OF_IMAGES = ('title', 'file', 'width', 'height', 'created_at', 'focal_point_x', 'focal_point_y', 'focal_point_width',
             'focal_point_height', 'file_size', 'file_hash', 'description', 'collection_id', 'uploaded_by_user_id')
OF_DOCUMENTS = ('title', 'file', 'created_at', 'file_size', 'file_hash', 'collection_id', 'uploaded_by_user_id')
PAIRS = ((('wagtailimages', 'Image'), ('core', 'Picture'), OF_IMAGES),
         (('wagtaildocs', 'Document'), ('core', 'ArchiveFile'), OF_DOCUMENTS))


def copy(apps, schema_editor, source, target, names):
    """Rows that the target lacks, and what refers to them: tags, the index of references, the index for search."""
    source, target = apps.get_model(*source), apps.get_model(*target)
    alias = schema_editor.connection.alias
    known = set(target.objects.using(alias).values_list('pk', flat=True))
    made = []
    for row in source.objects.using(alias).exclude(pk__in=known).order_by('pk'):
        new = target(pk=row.pk, **{name: getattr(row, name) for name in names})
        if 'description' in names:
            new.description = row.description[:target._meta.get_field('description').max_length]
        if target._meta.model_name == 'archivefile':
            new.kind = PurePosixPath(str(row.file)).suffix[1:5].lower()
        made.append(new)
    target.objects.using(alias).bulk_create(made)
    for new in made:  # `auto_now_add` has written today
        target.objects.using(alias).filter(pk=new.pk).update(
            created_at=source.objects.using(alias).values_list('created_at', flat=True).get(pk=new.pk) or timezone.now()
        )
    keys = [str(pk) for pk in source.objects.using(alias).values_list('pk', flat=True)]
    refer(apps, alias, source, target, keys)
    if made:
        with schema_editor.connection.cursor() as cursor:
            for sql in schema_editor.connection.ops.sequence_reset_sql(no_style(), [target]):
                cursor.execute(sql)


def refer(apps, alias, source, target, keys):
    """Whatever names a copied row by its kind and number names the copy."""
    types = apps.get_model('contenttypes', 'ContentType').objects.db_manager(alias)
    old = types.filter(app_label=source._meta.app_label, model=source._meta.model_name).first()
    if old is None or not keys:
        return
    new, _made = types.get_or_create(app_label=target._meta.app_label, model=target._meta.model_name)
    apps.get_model('taggit', 'TaggedItem').objects.using(alias).filter(
        content_type_id=old.pk, object_id__in=[int(key) for key in keys]
    ).update(content_type_id=new.pk)
    references = apps.get_model('wagtailcore', 'ReferenceIndex').objects.using(alias)
    references.filter(to_content_type_id=old.pk, to_object_id__in=keys).update(to_content_type_id=new.pk)
    references.filter(base_content_type_id=old.pk, object_id__in=keys).update(base_content_type_id=new.pk, content_type_id=new.pk)
    apps.get_model('wagtailsearch', 'IndexEntry').objects.using(alias).filter(
        content_type_id=old.pk, object_id__in=keys
    ).update(content_type_id=new.pk)


def forward(apps, schema_editor):
    for source, target, names in PAIRS:
        copy(apps, schema_editor, source, target, names)


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0006_pictures_and_files'),
        ('contenttypes', '0002_remove_content_type_name'),
        ('taggit', '0006_rename_taggeditem_content_type_object_id_taggit_tagg_content_8fc721_idx'),
        ('wagtailcore', '0098_apitoken'),
        ('wagtaildocs', '0014_alter_document_file_size'),
        ('wagtailimages', '0027_image_description'),
        ('wagtailsearch', '0010_add_text_fields'),
    ]

    operations = [migrations.RunPython(forward, migrations.RunPython.noop)]
