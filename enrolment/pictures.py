"""Where a picture stands and who asks for it, for the rule in `enrolment.rules.pictures`.

Where it stands is read from Wagtail's reference index, which follows the rows of pages: what is published, and pages
that never were. It does not know the drafts of published pages, nor does what is no page (a question, a person) open
anything. A picture that stands only there is seen by editors alone, which is the safe side.
"""

from collections.abc import Iterable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import IntegerField
from django.db.models.functions import Cast
from django.http import HttpRequest
from wagtail.images.models import Image, Rendition
from wagtail.models import Page, ReferenceIndex
from wagtail.permissions import policy_registry

from courses.models import COURSE_DEPTH, ActivityPage
from courses.public import PUBLIC_TYPES, with_standing
from enrolment.access import standings_at
from enrolment.rules.pictures import PictureFacts
from lms.accounts.permissions import may_enter_admin, must_add_second_factor


def picture_facts(request: HttpRequest, picture: Rendition) -> PictureFacts:
    """Return what is known of `picture` and the visitor; who they are is asked only when it matters."""
    places = list(_places_of(picture.image_id))
    if any(place.is_public for place in places):
        return PictureFacts(is_public=True)
    return PictureFacts(
        may_read=_may_study(request.user, places) or _is_let_in(request, places),
        may_edit=_may_edit(request.user, picture, places),
    )


def _places_of(image_id: int) -> Iterable[Page]:
    references = ReferenceIndex.objects.filter(
        base_content_type=ContentType.objects.get_for_model(Page),
        to_content_type=ContentType.objects.get_for_model(Image),
        to_object_id=str(image_id),
    )
    ids = references.annotate(page_id=Cast("object_id", IntegerField())).values("page_id")
    # A lesson may have many pictures: read no more than the answer needs.
    pages = Page.objects.filter(pk__in=ids).only("path", "live", "content_type", "translation_key")
    return with_standing(pages).order_by("path")


def _may_study(user: Any, places: list[Page]) -> bool:
    """Tell whether the gate would open one of the activities among `places` (see `enrolment.gate`)."""
    keys: dict[str, set[str]] = {}
    for place in places:
        if place.is_reachable and issubclass(place.specific_class, ActivityPage):
            keys.setdefault(place.path[: COURSE_DEPTH * place.steplen], set()).add(str(place.translation_key))
    standings = standings_at(user, keys) if keys else ()
    return any(
        not standing.study_refusal and any(map(standing.enrolment.includes, keys[standing.course.path]))
        for standing in standings
        if standing.enrolment
    )


def _is_let_in(request: HttpRequest, places: list[Page]) -> bool:
    """Tell whether Wagtail's own privacy lets the visitor read one of the plain pages among `places`."""
    return any(
        all(restriction.accept_request(request) for restriction in place.get_view_restrictions())
        for place in places
        if place.live and place.specific_class in PUBLIC_TYPES
    )


def _may_edit(user: Any, picture: Rendition, places: list[Page]) -> bool:
    """Tell whether the visitor meets the picture at work: in the image library, or on a page they may edit."""
    if not may_enter_admin(user) or must_add_second_factor(user):
        return False
    library = policy_registry.get_by_type(Image)
    if library.user_has_any_permission_for_instance(user, ["choose", "change"], picture.image):
        return True
    return any(place.permissions_for_user(user).can_edit() for place in places)
