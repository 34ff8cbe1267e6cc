"""Every address of the platform, in the order they are tried."""

from django.conf import settings
from django.urls import include, path
from django.views.generic import RedirectView
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls

from courses.views.sitemap import sitemap
from enrolment.views.media import media
from lms.accounts.views.admin import staff_account
from lms.api.urls import api

to_sign_in = RedirectView.as_view(pattern_name="account_login", query_string=True)

urlpatterns = [
    path("", include("lms.core.urls")),
    path("sitemap.xml", sitemap, name="sitemap"),
    # Who may see a picture or a film depends on who may read the page it stands on: enrolment knows.
    path("media/<path:name>", media, name="media"),
    path("accounts/", include("lms.accounts.urls")),
    path("accounts/", include("allauth.urls")),
    path("office/", RedirectView.as_view(pattern_name="wagtailadmin_home"), name="office"),
    # One sign-in for the site and the admin: Wagtail's own two lead to it.
    path("cms/login/", to_sign_in, name="cms-login"),
    path("_util/login/", to_sign_in, name="wagtail-login"),
    # Under Wagtail's own name (wagtailadmin_account), before it.
    path("cms/account/", staff_account, name="cms-account"),
    path("cms/", include(wagtailadmin_urls)),
    path("", include("assessments.urls")),
    path("", include("certificates.urls")),
    path("", include("lms.coursepacks.urls")),
    path("", include("enrolment.urls")),
    path("", include("lms.dashboards.urls")),
    path("courses/", include("courses.urls")),
    path("api/v1/", api.urls),
]
if settings.DEMO:
    urlpatterns += [path("demo/", include("lms.demo.urls"))]
urlpatterns += [path("", include(wagtail_urls))]

handler403 = "lms.core.views.errors.forbidden"
handler404 = "lms.core.views.errors.not_found"
handler500 = "lms.core.views.errors.server_error"
