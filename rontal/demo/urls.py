"""URLs of the demo."""

from django.urls import path

from rontal.demo import views

urlpatterns = [
    path("contoh/", views.people, name="demo_people"),
    path("contoh/<int:number>/<slug:what>.jpg", views.photo, name="demo_photo"),
    path("contoh/<int:number>/<slug:what>.webp", views.preview, name="demo_preview"),
]
