"""Tables of accounts, roles and reading apps."""

import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models

import rontal.core.clock


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='User',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('login_name', models.CharField(max_length=40, unique=True)),
                ('email', models.EmailField(blank=True, max_length=254)),
                ('name', models.CharField(blank=True, max_length=200)),
                ('language', models.CharField(default='id', max_length=5)),
                ('is_active', models.BooleanField(default=True)),
                ('first_password_until', models.DateTimeField(null=True)),
                ('date_joined', models.DateTimeField(default=rontal.core.clock.now)),
                ('roles', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('clerk', 'clerk'), ('librarian', 'librarian'), ('head', 'head'), ('administrator', 'administrator')], max_length=20), default=list, size=None)),
            ],
            options={
                'indexes': [models.Index(django.db.models.functions.text.Lower('email'), name='user_email'), models.Index(django.db.models.functions.text.Lower('login_name'), name='user_login_name'), models.Index(condition=models.Q(('roles', []), _negated=True), fields=['login_name'], name='user_staff')],
                'constraints': [models.CheckConstraint(condition=models.Q(('roles__contained_by', ['clerk', 'librarian', 'head', 'administrator'])), name='known_roles')],
            },
        ),
        migrations.CreateModel(
            name='AppPassword',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=60)),
                ('digest', models.BinaryField(max_length=32, unique=True)),
                ('by_browser', models.BooleanField(default=False)),
                ('created_at', models.DateTimeField(default=rontal.core.clock.now)),
                ('last_used_on', models.DateField(null=True)),
                ('revoked_at', models.DateTimeField(null=True)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='app_passwords', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='AppToken',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('digest', models.BinaryField(max_length=32, unique=True)),
                ('refresh', models.BinaryField(max_length=32, null=True, unique=True)),
                ('ends_at', models.DateTimeField()),
                ('refresh_ends_at', models.DateTimeField(null=True)),
                ('app', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='tokens', to='accounts.apppassword')),
            ],
        ),
        migrations.AddConstraint(
            model_name='apppassword',
            constraint=models.UniqueConstraint(condition=models.Q(('revoked_at__isnull', True)), fields=('user', 'name'), name='one_app_of_a_name'),
        ),
    ]
