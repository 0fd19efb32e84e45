"""Words and covers of the shelf as template filters and tags."""

from django import template

from rontal.web.collection.pictures import cover
from rontal.web.collection.words import time_left

register = template.Library()
register.filter("time_left", time_left)
register.simple_tag(cover, name="book_cover")
