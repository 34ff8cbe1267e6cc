"""Where a picture, a recording or a document stands and who asks for it, for the rule in `enrolment.rules.pictures`.

Where it stands is read from Wagtail's reference index, which follows the rows of pages: what is published, and pages
that never were. It does not know the drafts of published pages, nor does what is no page (a question, a person) open
anything. What stands only there is seen by editors alone, which is the safe side. The poster of a film stands where
the film does.
"""

from collections.abc import Collection, Iterable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, IntegerField, Model, Q
from django.db.models.functions import Cast
from django.http import HttpRequest
from wagtail.images.models import Image
from wagtail.models import Page, ReferenceIndex
from wagtail.permissions import policy_registry

from content.models import Recording
from courses.models import COURSE_DEPTH, ActivityPage
from courses.public import PUBLIC_TYPES, with_standing
from enrolment.access import standings_at
from enrolment.models import Enrolment
from enrolment.progress import facts_of
from enrolment.rules.pictures import PictureFacts
from lms.accounts.permissions import may_enter_admin, must_add_second_factor


def picture_facts(request: HttpRequest, shown: Model) -> PictureFacts:
    """Return what is known of `shown` (an image, a recording, a document) and the visitor.

    Who the visitor is is asked only when it matters.
    """
    places = list(_places_of(shown))
    if any(place.is_public for place in places):
        return PictureFacts(is_public=True)
    return PictureFacts(
        may_read=_may_study(request.user, places) or _is_let_in(request, places),
        may_edit=_may_edit(request.user, shown, places),
    )


def stands_among(shown: Model, keys: Collection[str]) -> bool:
    """Tell whether `shown` stands in one of the activities `keys`, published with its module and course."""
    return any(place.is_reachable and str(place.translation_key) in keys for place in _places_of(shown))


def _places_of(shown: Model) -> Iterable[Page]:
    references = ReferenceIndex.objects.filter(
        _leads_to(type(shown), [str(shown.pk)]) | _leads_through_films(shown),
        base_content_type=ContentType.objects.get_for_model(Page),
    )
    ids = references.annotate(page_id=Cast("object_id", IntegerField())).values("page_id")
    # A lesson may have many pictures: read no more than the answer needs.
    pages = Page.objects.filter(pk__in=ids).only("path", "live", "content_type", "translation_key")
    return with_standing(pages).order_by("path")


def _leads_to(model: type[Model], keys: Any) -> Q:
    return Q(to_content_type=ContentType.objects.get_for_model(model), to_object_id__in=keys)


def _leads_through_films(shown: Model) -> Q:
    if not isinstance(shown, Image):
        return Q()
    films = Recording.objects.filter(poster=shown).annotate(key=Cast("pk", CharField()))
    return _leads_to(Recording, films.values("key"))


def _may_study(user: Any, places: list[Page]) -> bool:
    """Tell whether the gate would open one of the activities among `places` (see `enrolment.gate`)."""
    keys: dict[str, set[str]] = {}
    for place in places:
        if place.is_reachable and issubclass(place.specific_class, ActivityPage):
            keys.setdefault(place.path[: COURSE_DEPTH * place.steplen], set()).add(str(place.translation_key))
    standings = standings_at(user, keys) if keys else ()
    return any(
        _opens(standing.enrolment, keys[standing.course.path])
        for standing in standings
        if standing.enrolment and not standing.study_refusal
    )


def _opens(enrolment: Enrolment, keys: set[str]) -> bool:
    """Tell whether one of the activities `keys` stands in what the learner has of the course.

    What was retired and never done does not; whether it was is asked last.
    """
    offered = [key for key in keys if enrolment.includes(key)]
    if not offered:
        return False
    to_take = facts_of([enrolment])[enrolment.pk].to_take(enrolment.edition.outline)
    return any(key in to_take.keys for key in offered)


def _is_let_in(request: HttpRequest, places: list[Page]) -> bool:
    """Tell whether Wagtail's own privacy lets the visitor read one of the plain pages among `places`."""
    return any(
        all(restriction.accept_request(request) for restriction in place.get_view_restrictions())
        for place in places
        if place.live and place.specific_class in PUBLIC_TYPES
    )


def _may_edit(user: Any, shown: Model, places: list[Page]) -> bool:
    """Tell whether the visitor meets it at work: in the library, or on a page they may edit."""
    if not may_enter_admin(user) or must_add_second_factor(user):
        return False
    library = policy_registry.get_by_type(type(shown))
    if library.user_has_any_permission_for_instance(user, ["choose", "change"], shown):
        return True
    return any(place.permissions_for_user(user).can_edit() for place in places)
