"""Django app `data_requests`."""

from django.apps import AppConfig


class DataRequestsConfig(AppConfig):
    """App configuration of `data_requests`."""

    name = "rontal.data_requests"
    label = "data_requests"
