"""Addresses of the dashboards: full paths, for each role has its own desk."""

from django.urls import path

from lms.dashboards.views import (
    coordinator,
    delivering,
    home,
    keepsakes,
    lead,
    partners,
    person,
    receipt,
    searching,
    set_up,
)

app_name = "dashboards"
urlpatterns = [
    path("learn/", home.home, name="home"),
    path("learn/notes/", keepsakes.notes, name="notes"),
    path("learn/notes/my-notes.txt", keepsakes.notes_text, name="notes-text"),
    path("learn/search/", searching.search_my_courses, name="search"),
    path("learn/receipt/<slug:slug>/", receipt.receipt, name="receipt"),
    path("lead/", lead.lead, name="lead"),
    path("lead/people.csv", lead.people_table, name="lead-people-csv"),
    path("lead/places/<uuid:pk>/", lead.statement, name="lead-places"),
    path("lead/sites/<int:pk>/set-up/", set_up.set_up, name="set-up"),
    path("lead/people/<uuid:pk>/", person.person, name="person"),
    path("lead/staff/", person.staff, name="staff"),
    path("lead/staff.csv", person.staff_table, name="staff-csv"),
    path("lead/delivering/", delivering.delivering, name="delivering"),
    path("lead/delivering.csv", delivering.delivering_csv, name="delivering-csv"),
    path("coordinator/", coordinator.desk, name="coordinator"),
    path("coordinator/people/", coordinator.people, name="coordinator-people"),
    path("coordinator/partners/", partners.partners, name="partners"),
    path("coordinator/partners.csv", partners.partners_table, name="partners-csv"),
    path("coordinator/partners/<int:pk>/", partners.partner, name="partner"),
    path("coordinator/nominations.csv", coordinator.nominations_csv, name="coordinator-csv"),
]
