"""Words that the language check looks for, in lists that editors keep, and where one of them is meant."""

from typing import Any, ClassVar
from uuid import uuid4

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.models import Page

from lms.core.models import status_is_known


class WordKind(models.TextChoices):
    """Why a word is looked for."""

    STIGMA = "stigma", _("Labels a person")
    OTHER_ROUTES = "routes", _("Speaks against another route")
    OUT_OF_DATE = "dated", _("Out of date")


class WordList(ClusterableModel):
    """A list of watched words: the general one everywhere, another one in the courses of its programme too."""

    key = models.SlugField(_("key"), max_length=40, unique=True, help_text=_("Used in data; never shown."))
    name = models.CharField(_("name"), max_length=80, unique=True)
    is_general = models.BooleanField(_("looked for everywhere"), default=False)

    panels: ClassVar[list] = [
        FieldPanel("name"),
        FieldPanel("is_general"),
        InlinePanel("words", heading=_("Words"), label=_("word")),
    ]

    class Meta:
        verbose_name = _("word list")
        verbose_name_plural = _("word lists")
        ordering = ["-is_general", "name"]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Make a key for a list that an editor began; nobody is asked for one."""
        self.key = self.key or f"{slugify(self.name)[:30]}-{uuid4().hex[:8]}"
        super().save(*args, **kwargs)


class WatchedWord(models.Model):
    """A word or phrase, why it hurts or misleads, and what can be said instead."""

    word_list = ParentalKey(WordList, on_delete=models.CASCADE, related_name="words")
    phrase = models.CharField(
        _("word or phrase"),
        max_length=80,
        help_text=_("As it is written; a star at the end stands for any ending, such as “addict*”."),
    )
    kind = models.CharField(_("kind"), max_length=8, choices=WordKind.choices)
    reason = models.CharField(_("why not"), max_length=200)
    instead = models.CharField(_("what to say instead"), max_length=200)

    panels: ClassVar[list] = [FieldPanel(name) for name in ("phrase", "kind", "reason", "instead")]

    class Meta:
        verbose_name = _("watched word")
        verbose_name_plural = _("watched words")
        ordering = ["phrase", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["word_list", "phrase"], name="phrase_once_in_a_list"),
            status_is_known("kind", WordKind, name="word_kind_is_known"),
        ]

    def __str__(self) -> str:
        return self.phrase


class AllowedWordQuerySet(models.QuerySet["AllowedWord"]):
    """Allowances by where they hold."""

    def on(self, *places: models.Model) -> "AllowedWordQuerySet":
        """Return those on any of these: pages, or rows of one model."""
        if not places:
            return self.none()
        keys = [place.pk for place in places]
        if isinstance(places[0], Page):
            return self.filter(page__in=keys)
        return self.filter(content_type=ContentType.objects.get_for_model(places[0]), object_id__in=keys)


class AllowedWord(models.Model):
    """A watched word that is meant on one page, with the reason: a quotation, or an example of what not to say.

    `passage` holds the words around it, so that the same word elsewhere on the page is found again. What editors keep
    beside pages (`content.registries.further_texts`) is named by `row` instead.
    """

    page = models.ForeignKey(
        Page, on_delete=models.CASCADE, null=True, related_name="allowed_words", verbose_name=_("page")
    )
    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, null=True, related_name="+")
    object_id = models.PositiveBigIntegerField(null=True)
    row = GenericForeignKey()
    phrase = models.CharField(_("word or phrase"), max_length=80)
    passage = models.CharField(_("where it stands"), max_length=200)
    reason = models.CharField(_("why it is meant"), max_length=200)
    allowed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("allowed by")
    )
    allowed_at = models.DateTimeField(_("allowed"))

    objects = AllowedWordQuerySet.as_manager()

    # It is no use of the page or row: nobody needs to be told of it before these are deleted.
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("allowed word")
        verbose_name_plural = _("allowed words")
        ordering = ["page", "phrase"]
        constraints = [
            models.UniqueConstraint(fields=["page", "phrase", "passage"], name="passage_allowed_once"),
            models.UniqueConstraint(
                fields=["content_type", "object_id", "phrase", "passage"], name="passage_of_a_row_allowed_once"
            ),
            models.CheckConstraint(
                condition=Q(page__isnull=False, content_type__isnull=True, object_id__isnull=True)
                | Q(page__isnull=True, content_type__isnull=False, object_id__isnull=False),
                name="allowed_on_a_page_or_a_row",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="allowed_with_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.phrase}: {self.reason}"

    @property
    def stands_on(self) -> models.Model | None:
        """Return the page or row it holds for; nothing if that row has gone."""
        place: models.Model | None = self.page or self.row
        return place
