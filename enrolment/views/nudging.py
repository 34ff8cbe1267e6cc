"""Sending a kind reminder to somebody who is learning: asked about first, sent by one POST."""

from django.utils.translation import gettext as _

from enrolment.services.nudges import nudge, refuse_unless_nudgeable
from enrolment.views.placing import QuestionView


class NudgeView(QuestionView):
    """Show what a reminder would say, and send it; for the Lead or coordinator of the place, others get 404."""

    template = "enrolment/nudging/nudge.html"

    def refuse(self) -> None:
        refuse_unless_nudgeable(self.nomination, at=self.at)

    def act(self) -> str:
        nudge(nomination=self.nomination, by=self.request.user, at=self.at)
        return _("A kind reminder is on its way to %(name)s.") % {"name": self.nomination.name}
