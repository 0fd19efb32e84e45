"""WSGI application; in production it refuses to load an unsafe configuration."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from rontal.config import production

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rontal.config.settings")
production.refuse()
application = get_wsgi_application()
production.refuse_demo_data()

from rontal.ui import icon_files  # noqa: E402 - needs Django to be set up

if settings.LIBRARY is not None:
    icon_files.render_all(settings.LIBRARY)  # before requests are served
