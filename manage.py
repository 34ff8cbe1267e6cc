#!/usr/bin/env python
"""Django's command line: production settings when DATABASE_URL is set, else the demo's."""

import atexit
import gc
import os
import sys


def main() -> None:
    if "DJANGO_SETTINGS_MODULE" not in os.environ:
        name = "production" if os.environ.get("DATABASE_URL") else "demo"
        os.environ["DJANGO_SETTINGS_MODULE"] = f"lms.settings.{name}"
        sys.stderr.write(f"settings: lms.settings.{name}\n")
    # Taking a quarter of a million objects apart at the end costs two seconds and gains nothing.
    atexit.register(gc.freeze)
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line

    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:
        sys.exit(str(error))
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()
