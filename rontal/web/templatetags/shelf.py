"""Words of the shelf as template filters."""

from django import template

from rontal.web.collection.words import time_left

register = template.Library()
register.filter("time_left", time_left)
