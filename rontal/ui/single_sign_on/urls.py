"""URLs of signing in with an identity provider; two names are those that allauth looks up."""

from django.urls import path

from rontal.ui.single_sign_on import confirmation, logout, views

urlpatterns = [
    path("masuk/lewat/<slug:provider_id>/", views.start, name="openid_connect_login"),
    path("masuk/lewat/<slug:provider_id>/kembali/", views.callback, name="openid_connect_callback"),
    path("masuk/lewat/<slug:provider_id>/keluar/", logout.back_channel, name="sign_on_logout"),
    path("akun/pastikan/lewat/<slug:provider_id>/", confirmation.confirm, name="sign_on_confirm"),
    path("akun/penyedia/", views.links, name="sign_on_links"),
    path("akun/penyedia/<slug:provider_id>/hubungkan/", views.link, name="sign_on_link"),
    path("akun/penyedia/<int:pk>/lepas/", views.unlink, name="sign_on_unlink"),
]
