"""URLs under /meja/pengaduan/."""

from django.urls import URLPattern, path

from rontal.desk.views import ticket_actions as acts
from rontal.desk.views import tickets

urlpatterns: list[URLPattern] = [
    path("", tickets.register, name="tickets"),
    path("catat/", tickets.enter, name="ticket_enter"),
    path("<slug:code>/", tickets.ticket, name="ticket"),
    path("<slug:code>/lampiran/<int:number>/", tickets.attachment, name="ticket_attachment"),
    path("<slug:code>/identitas/", tickets.identity, name="ticket_identity"),
    path("<slug:code>/ambil/", acts.take, name="ticket_take"),
    path("<slug:code>/serahkan/", acts.hand_on, name="ticket_hand_on"),
    path("<slug:code>/pilah/", acts.sort, name="ticket_sort"),
    path("<slug:code>/catatan/", acts.note, name="ticket_note"),
    path("<slug:code>/jawab/", acts.answer, name="ticket_answer"),
    path("<slug:code>/sisihkan/", acts.set_aside, name="ticket_set_aside"),
    path("<slug:code>/tutup/", acts.close, name="ticket_close"),
]
