"""URLs of notifications and of following."""

from django.urls import path

from rontal.web.notifications import badge_icon, devices, following, views, whatsapp_webhook

urlpatterns = [
    path("akun/pemberitahuan/", views.choices, name="notifications"),
    path("akun/pemberitahuan/whatsapp/", views.whatsapp, name="notifications_whatsapp"),
    path("akun/pemberitahuan/jangan-tawarkan/", views.decline, name="notifications_decline"),
    path("akun/pemberitahuan/perangkat/", devices.add, name="device_add"),
    path("akun/pemberitahuan/perangkat/perbarui/", devices.renew, name="device_renew"),
    path("akun/pemberitahuan/perangkat/lepas/", devices.leave, name="device_leave"),
    path("akun/pemberitahuan/perangkat/<int:pk>/lepas/", devices.remove, name="device_remove"),
    path("akun/pemberitahuan/perangkat/<int:pk>/coba/", devices.test, name="device_test"),
    path("koleksi/orang/<int:pk>/ikuti/", following.agent, name="follow_agent"),
    path("koleksi/subjek/<int:pk>/ikuti/", following.subject, name="follow_subject"),
    path("pemberitahuan/kunci.json", devices.key, name="push_key"),
    path("pemberitahuan/lencana.png", badge_icon.badge, name="push_badge"),
    path("pemberitahuan/whatsapp/", whatsapp_webhook.whatsapp, name="whatsapp_hook"),
    path("pemberitahuan/<str:token>/", views.by_link, name="notifications_by_link"),
]
