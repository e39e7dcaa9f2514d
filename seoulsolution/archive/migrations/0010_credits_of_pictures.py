"""“Author and licence” was a line of each page; now the picture itself says both.

Back again: the lines are composed anew, and pictures and files that came since go into Wagtail's own tables too.
"""

import importlib
import json
import re

from django.db import migrations

carried_over = importlib.import_module('seoulsolution.core.migrations.0007_pictures_and_files_carried_over')

CC = r'CC[ -]BY(?P<terms>(?:[ -](?:NC|ND|SA))*)(?:[ -](?P<version>[234])\.0)?'
LICENCES = [
    (re.compile(r'(?:공공누리|KOGL)\s*(?:제\s*)?(?:Type\s*)?(?P<kind>[1-4])\s*(?:유형)?(?:\s*\([^)]*\))?', re.I), 'kogl'),
    (re.compile(r'CC[ -]?0(?: ?1\.0)?', re.I), 'cc0-1.0'),
    (re.compile(CC, re.I), 'cc'),
    (re.compile(r'public domain|퍼블릭 도메인|자유\s?이용', re.I), 'public-domain'),
]
KNOWN = {
    'cc-by-4.0', 'cc-by-sa-4.0', 'cc-by-nc-4.0', 'cc-by-nd-4.0', 'cc-by-nc-sa-4.0', 'cc-by-nc-nd-4.0',
    'cc-by-3.0', 'cc-by-sa-3.0', 'cc-by-2.0', 'cc-by-sa-2.0',
}
PROSE = {
    'PolicyPage': ('background', 'objectives', 'organisation', 'expertise', 'success_factors', 'limiting_factors',
                   'for_other_cities'),
    'TextPage': ('body',),
}


def read_credit(credit):
    """(author, licence) of a line such as “Seoul Metropolitan Government, KOGL Type 1”."""
    for pattern, name in LICENCES:
        found = pattern.search(credit)
        if found:
            licence = _licence(found, name)
            if licence:
                rest = credit[:found.start()] + ' ' + credit[found.end():]
                return re.sub(r'\s+', ' ', rest).strip(' ,;·/|()-–—©'), licence
    return credit.strip(), ''


def _licence(found, name):
    if name == 'kogl':
        return f"kogl-{found['kind']}"
    if name != 'cc':
        return name
    terms = re.split('[ -]', found['terms'].strip(' -').lower()) if found['terms'] else []
    made = '-'.join(['cc', 'by', *(term for term in ('nc', 'nd', 'sa') if term in terms), f"{found['version'] or 4}.0"])
    return made if made in KNOWN else ''


def credits_said(apps, alias):
    """(number of the picture, line, alternative text, caption), the city's own language first."""
    rows = apps.get_model('archive', 'PolicyPicture').objects.using(alias).order_by('locale_id', 'pk')
    for row in rows:
        yield row.image_id, row.credit, row.alternative, row.caption
    for model, fields in PROSE.items():
        for page in apps.get_model('archive', model).objects.using(alias).order_by('locale_id', 'pk'):
            for name in fields:
                yield from blocks_said(getattr(page, name).raw_data)
    revisions = apps.get_model('wagtailcore', 'Revision').objects.using(alias)
    for content in revisions.filter(content_type__app_label='archive').values_list('content', flat=True).iterator():
        for row in content.get('pictures', ()):
            yield row.get('image'), row.get('credit') or '', row.get('alternative') or '', row.get('caption') or ''
        for name in {name for fields in PROSE.values() for name in fields}:
            if content.get(name):
                yield from blocks_said(json.loads(content[name]))


def blocks_said(blocks):
    for block in blocks:
        if block['type'] == 'picture':
            value, image = block['value'], block['value'].get('image')
            image = image if isinstance(image, dict) else {'image': image}
            yield (image.get('image'), value.get('credit') or '', image.get('alt_text') or '',
                   value.get('caption') or '')


def forward(apps, schema_editor):
    """The first line that is found for a picture; what a picture says already stays."""
    alias = schema_editor.connection.alias
    pictures = {picture.pk: picture for picture in apps.get_model('core', 'Picture').objects.using(alias).all()}
    if not pictures:
        return
    changed = set()
    for key, credit, alternative, caption in credits_said(apps, alias):
        picture = pictures.get(key)
        if picture is None:
            continue
        if credit and not (picture.author or picture.licence):
            author, licence = read_credit(credit)
            picture.author, picture.licence = author[:200], licence
        picture.description = picture.description or alternative[:300]
        picture.caption = picture.caption or caption[:300]
        changed.add(picture)
    for picture in changed:
        picture.save(update_fields=['author', 'licence', 'description', 'caption'])
    # Lines that translators saw and that stand nowhere any more.
    segments = apps.get_model('wagtail_localize', 'StringSegment').objects.using(alias)
    segments.filter(context__path__endswith='.credit').delete()


def backward(apps, schema_editor):
    alias = schema_editor.connection.alias
    for source, target, names in carried_over.PAIRS:
        carried_over.copy(apps, schema_editor, target, source, names)
    pictures = apps.get_model('core', 'Picture').objects.using(alias).in_bulk()
    rows = apps.get_model('archive', 'PolicyPicture').objects.using(alias)
    for row in rows.filter(credit=''):
        picture = pictures[row.image_id]
        licence = picture.licence.upper().replace('KOGL-', 'KOGL Type ').replace('CC-', 'CC ')
        rows.filter(pk=row.pk).update(credit=', '.join(part for part in (picture.author, licence) if part)[:200])


class Migration(migrations.Migration):

    dependencies = [
        ('archive', '0009_pictures_and_files'),
        ('core', '0007_pictures_and_files_carried_over'),
        ('wagtail_localize', '0016_rename_page_revision_translationlog_revision'),
    ]

    operations = [migrations.RunPython(forward, backward, elidable=True)]
