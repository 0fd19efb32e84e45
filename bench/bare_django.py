"""Bare Django on the library's own database: the upper limit of this machine for a page with one
query and a template.

No Rontal apps, no middleware, no sessions. `/satu/SLUG/` fetches one title by its index and renders
a small template; `/daftar/?mulai=ID` lists twenty. Budgets that were set on another machine are
compared with these figures in the same run.
"""

import os
from typing import TYPE_CHECKING, ClassVar

import django
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpRequest, HttpResponse
from django.template import Context, Template, engines
from django.urls import path

from rontal.config import database

if not settings.configured:
    settings.configure(
        ALLOWED_HOSTS=["*"],
        ROOT_URLCONF=__name__,
        SECRET_KEY="bare",
        MIDDLEWARE=[],
        DEBUG=False,
        USE_TZ=True,
        DATABASES={"default": database.parse(os.environ["DATABASE_URL"])},
        TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates"}],
    )
    django.setup()

from django.db import models  # noqa: E402 - a model needs settings

if TYPE_CHECKING:
    from django.template.backends.django import DjangoTemplates

ROWS = 20
_PAGE = """<!doctype html><html lang="{{ title.language }}"><head><title>{{ title.title }}</title>
</head><body><main><h1>{{ title.title }}</h1><p>{{ title.year }}</p>
{% if title.description %}<p>{{ title.description }}</p>{% endif %}</main></body></html>"""
_LIST = """<!doctype html><html lang="id"><head><title>Daftar</title></head><body><main><ul>
{% for title in titles %}<li class="hit"><a href="{% url "one" title.slug %}">
<img src="{% url "one" title.slug %}?w=120" srcset="{% url "one" title.slug %}?w=240 2x" alt=""
 width="120" height="{% if title.year %}180{% else %}160{% endif %}" loading="lazy"></a>
<h2><a href="{% url "one" title.slug %}" lang="{{ title.language }}">{{ title.title }}</a></h2>
<p>{{ title.sort_title }}{% if title.year %} <b class="soft">{{ title.year }}</b>{% endif %}</p>
{% if title.description %}<p>{{ title.description|truncatewords:30 }}</p>{% endif %}
<p class="tags"><span class="tag">{{ title.language|upper }}</span>
<time datetime="{{ title.added_at|date:"c" }}">{{ title.added_at|date:"j F Y" }}</time></p></li>
{% endfor %}</ul></main></body></html>"""


class Title(models.Model):
    """The columns of a title that a page shows."""

    slug = models.TextField()
    title = models.TextField()
    sort_title = models.TextField()
    language = models.TextField()
    description = models.TextField()
    year = models.IntegerField(null=True)
    added_at = models.DateTimeField()

    class Meta:
        app_label = "bare"
        db_table = "catalogue_title"
        managed = False

    objects: ClassVar["models.Manager[Title]"]

    def __str__(self) -> str:
        return self.title


def one(_request: HttpRequest, slug: str) -> HttpResponse:
    """Renders one title."""
    return _filled(PAGE, title=Title.objects.get(slug=slug))


def listed(request: HttpRequest) -> HttpResponse:
    """Renders twenty titles, starting with an id."""
    titles = Title.objects.filter(pk__gte=int(request.GET["mulai"])).order_by("pk")[:ROWS]
    return _filled(LIST, titles=titles)


urlpatterns = [path("satu/<slug:slug>/", one, name="one"), path("daftar/", listed)]


def _filled(template: Template, **context: object) -> HttpResponse:
    body = template.render(Context(context)).encode()
    return HttpResponse(body, headers={"Content-Length": str(len(body))})


def _compiled(source: str) -> Template:
    backend: DjangoTemplates = engines["django"]  # type: ignore[assignment]
    return Template(source, engine=backend.engine)


PAGE, LIST = _compiled(_PAGE), _compiled(_LIST)


def application() -> WSGIHandler:
    """Returns the WSGI application, for granian's factory."""
    return WSGIHandler()
