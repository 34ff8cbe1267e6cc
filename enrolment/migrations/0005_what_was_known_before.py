"""What was known before: licence years were paid, regions lie in nations, whoever took up a place belongs to its site."""

from typing import Any

from django.db import migrations
from django.utils import timezone

NATIONS = {
    "scotland": "scotland",
    "north-wales": "wales",
    "south-wales": "wales",
    "northern-ireland": "n_ireland",
}


def fill(apps: Any, schema_editor: Any) -> None:
    """Fill the new columns; safe to repeat."""
    rows = {
        name: apps.get_model("enrolment", name).objects
        for name in ("PlaceAllowance", "Site", "LicenceType", "Nomination", "Affiliation")
    }
    for year in rows["PlaceAllowance"].filter(paid_on=None).only("starts_on"):
        rows["PlaceAllowance"].filter(pk=year.pk).update(paid_on=year.starts_on)
    for region, nation in NATIONS.items():
        rows["Site"].filter(region__key=region).update(nation=nation)
    rows["LicenceType"].filter(key="satellite").update(is_satellite=True)
    taken = rows["Nomination"].filter(status="redeemed").order_by("redeemed_at")
    for place in taken.select_related("allowance__licence"):
        rows["Affiliation"].get_or_create(
            person_id=place.learner_id,
            site_id=place.allowance.licence.site_id,
            ends_on=None,
            defaults={
                "kind": place.kind,
                "origin": "redemption",
                "starts_on": timezone.localdate(place.redeemed_at),
                "recorded_at": place.redeemed_at,
            },
        )


class Migration(migrations.Migration):
    dependencies = [("enrolment", "0004_places_people_prices")]
    # Going back drops the columns with what they hold.
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
