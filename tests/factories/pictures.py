"""Pictures in the image library, put into the bodies of pages, and the addresses they are shown under."""

from collections.abc import Sequence
from io import BytesIO

import factory
from django.core.files.base import ContentFile
from PIL import Image as Canvas
from wagtail.images.models import Image
from wagtail.models import Page


def _drawn() -> bytes:
    drawn = BytesIO()
    Canvas.new("RGB", (8, 6), "teal").save(drawn, "PNG")
    return drawn.getvalue()


class ImageFactory(factory.django.DjangoModelFactory[Image]):
    """A small picture that stands nowhere yet; `on=[page, …]` puts it into the bodies of pages."""

    class Meta:
        model = Image
        skip_postgeneration_save = True

    title = factory.Sequence(lambda n: f"Picture {n}")
    file = factory.LazyAttribute(lambda image: ContentFile(_drawn(), f"{image.title}.png".lower().replace(" ", "-")))
    width, height = 8, 6

    @factory.post_generation
    def on(self, create: bool, extracted: Sequence[Page] | None, **kwargs: object) -> None:
        for page in extracted or []:
            page.body.append(("image", {"image": self, "caption": ""}))
            page.save()


def address_of(image: Image) -> str:
    """Return the address of the picture as a page of four pixels' width would show it."""
    return str(image.get_rendition("width-4").url)
