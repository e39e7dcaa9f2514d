from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [('archive', '0010_credits_of_pictures')]

    operations = [migrations.RemoveField(model_name='policypicture', name='credit')]
