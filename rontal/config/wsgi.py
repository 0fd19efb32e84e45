"""WSGI application; in production it refuses to load an unsafe configuration."""

import os

from django.core.wsgi import get_wsgi_application

from rontal.config import production

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rontal.config.settings")
production.refuse()
application = get_wsgi_application()
production.refuse_demo_data()
