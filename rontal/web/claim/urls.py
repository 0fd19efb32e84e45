"""URL for claiming an imported membership."""

from django.urls import path

from rontal.web.claim import views

urlpatterns = [path("aktivasi/anggota/<str:token>/", views.claim, name="claim")]
