"""URLs under /meja/anggota/; none contains a search text."""

from django.urls import URLPattern, path

from rontal.desk.views import closing_and_merging as ends
from rontal.desk.views import member_actions as acts
from rontal.desk.views import members

urlpatterns: list[URLPattern] = [
    path("", members.listing, name="members"),
    path("cari/", members.search, name="member_search"),
    path("terlalu-cepat/", members.slowed, name="slowed"),
    path("<int:pk>/", members.member, name="member"),
    path("<int:pk>/rincian/", members.details, name="member_details"),
    path("<int:pk>/ubah/", acts.correct, name="member_correct"),
    path("<int:pk>/surel/batal/", acts.drop_email, name="member_drop_email"),
    path("<int:pk>/perpanjang/", acts.renew, name="member_renew"),
    path("<int:pk>/jeda/", acts.suspend, name="member_suspend"),
    path("<int:pk>/pulihkan/", acts.lift, name="member_lift"),
    path("<int:pk>/tutup/", ends.close, name="member_close"),
    path("<int:pk>/gabung/", ends.choose_other, name="member_other"),
    path("<int:pk>/gabung/<int:number>/", ends.join, name="member_join"),
]
