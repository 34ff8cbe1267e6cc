"""Packs: `CoursePackFactory()` waits to be made; `ready=True` has a file that is stored."""

from uuid import uuid4

import factory

from courses.models import CoursePack, PackKind, PackState
from lms.core.files import save_private
from lms.coursepacks.material import gather
from tests.factories.editions import EditionFactory
from tests.moment import NOW


class CoursePackFactory(factory.django.DjangoModelFactory[CoursePack]):
    """A course of one lesson to print, asked for at NOW, of the words of now."""

    class Meta:
        model = CoursePack

    class Params:
        ready = factory.Trait(
            state=PackState.READY,
            begun_at=NOW,
            ready_at=NOW,
            bytes=9,
            file=factory.LazyAttribute(lambda pack: save_private(f"packs/{pack.id}/x.pdf", b"%PDF-1.7\n")),
        )
        begun = factory.Trait(state=PackState.MAKING, begun_at=NOW)

    id = factory.LazyFunction(uuid4)
    edition = factory.SubFactory(EditionFactory)
    module_key = ""
    kind = PackKind.PRINT
    digest = factory.LazyAttribute(lambda pack: gather(pack.edition).of_module(pack.module_key).digest)
    asked_at = NOW
