"""Template filters and tags for loans and covers."""

from django import template

from rontal.web.collection.book_lists import cover
from rontal.web.collection.labels import time_left, time_read

register = template.Library()
register.filter("time_left", time_left)
register.filter("time_read", time_read)
register.simple_tag(cover, name="book_cover")
