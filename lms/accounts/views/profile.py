"""One's own account: what we know, and where to change it."""

from allauth.mfa.utils import is_mfa_enabled
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from lms.accounts.forms import ProfileForm
from lms.accounts.models import Adjustment, User


@login_required
@require_safe
def profile(request: HttpRequest) -> HttpResponse:
    """Show the person's name, addresses and ways to sign in, each with its way to change it."""
    adjustment = Adjustment.objects.filter(person=request.user.pk).first()
    context = {"has_second_step": is_mfa_enabled(request.user), "adjustment": adjustment}
    return render(request, "accounts/profile.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit_profile(request: HttpRequest) -> HttpResponse:
    """Change the full name and what to be called."""
    # A copy: a refused form must not rename the page's own visitor.
    person = User.objects.get(pk=request.user.pk or 0)
    form = ProfileForm(request.POST or None, instance=person)
    if request.method == "POST" and form.is_valid():
        # Nothing but these: the row may have been switched off since it was read.
        form.save(commit=False).save(update_fields=form.Meta.fields)
        messages.success(request, _("Your details are saved."))
        return redirect("accounts:profile")
    return render(request, "accounts/edit_profile.html", {"form": form}, status=422 if form.errors else 200)


@login_required
@require_safe
def second_step(request: HttpRequest) -> HttpResponse:
    """Say why a second step is needed and lead to setting it up."""
    return render(request, "accounts/second_step.html", {"has_second_step": is_mfa_enabled(request.user)})
