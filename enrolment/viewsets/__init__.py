"""What Central Office keeps in the Wagtail admin: partners, sites, licences, nominations, regions, appointments."""
