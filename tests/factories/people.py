"""People: by default somebody with a verified e-mail address and no role, that is a learner."""

from typing import Any

import factory
from allauth.account.models import EmailAddress

from lms.accounts.models import User
from lms.accounts.roles import Role
from lms.accounts.services.roles import grant_role

PASSWORD = "a-long-walk-by-the-sea"


class UserFactory(factory.django.DjangoModelFactory[User]):
    """A learner; `editor=True`, `office=True`, `trainer=True` give a role, `verified=False` leaves the address open."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    class Params:
        editor = factory.Trait(role=Role.EDITOR)
        office = factory.Trait(role=Role.CENTRAL_OFFICE)
        trainer = factory.Trait(role=Role.TRAINER)

    full_name = factory.Sequence(lambda n: f"Rowan Example {n}")
    email = factory.Sequence(lambda n: f"rowan.{n}@example.org")
    password = PASSWORD

    @classmethod
    def _create(cls, model_class: type[User], *args: Any, **kwargs: Any) -> User:
        role, verified = kwargs.pop("role", None), kwargs.pop("verified", True)
        user = model_class.objects.create_user(**kwargs)
        if user.email:
            EmailAddress.objects.create(user=user, email=user.email, verified=verified, primary=True)
        if role:
            grant_role(user=user, role=role, by=None, at=user.date_joined)
        return user
