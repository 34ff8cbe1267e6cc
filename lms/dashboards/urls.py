"""Addresses of the dashboards: full paths, for each role has its own desk."""

from django.urls import path

from lms.dashboards.views import coordinator, home, lead

app_name = "dashboards"
urlpatterns = [
    path("learn/", home.home, name="home"),
    path("lead/", lead.lead, name="lead"),
    path("lead/people.csv", lead.people_table, name="lead-people-csv"),
    path("lead/places/<uuid:pk>/", lead.statement, name="lead-places"),
    path("coordinator/", coordinator.desk, name="coordinator"),
    path("coordinator/nominations.csv", coordinator.nominations_csv, name="coordinator-csv"),
]
