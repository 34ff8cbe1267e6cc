"""What stands in an answer, and how the nomination stands."""

import re

from django.contrib.messages import get_messages


def text_of(answer):
    return re.sub(r"\s+", " ", answer.content.decode())


def words(answer):
    return [str(message) for message in get_messages(answer.wsgi_request)]


def status_of(place):
    place.refresh_from_db()
    return place.status
