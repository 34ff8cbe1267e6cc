"""A storage slow enough for a worker to be killed before, while and after a file is written."""

import time

from lms.core.files import PrivateStorage

PAUSE = 0.15


class SlowPrivateStorage(PrivateStorage):
    """Takes its time on both sides of the writing."""

    def _save(self, name, content):
        time.sleep(PAUSE)
        stored = super()._save(name, content)
        time.sleep(PAUSE)
        return stored
