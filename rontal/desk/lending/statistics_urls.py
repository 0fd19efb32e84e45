"""URLs of the lending statistics, all under /meja/koleksi/angka/."""

from django.urls import path

from rontal.desk.lending import statistics_views as views

urlpatterns = [
    path("", views.numbers, name="lending_numbers"),
    path("<slug:label>.csv", views.table, name="lending_numbers_file"),
    path("counter/", views.usage, name="usage_report"),
]
