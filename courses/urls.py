"""Course addresses: found by `url_path` in one step instead of Wagtail's walk down the tree."""

from django.urls import path, re_path

from courses.views.pages import course_tree_page

app_name = "courses"
urlpatterns = [
    path("", course_tree_page, {"path": ""}, name="index"),
    re_path(r"^(?P<path>(?:[\w-]+/)+)$", course_tree_page, name="page"),
]
