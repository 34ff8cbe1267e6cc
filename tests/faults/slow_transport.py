"""A mail server slow enough to be killed before, while and after it takes a message."""

import time

from lms.demo.mailbox import FolderTransport

PAUSE = 0.04


class SlowFolderTransport(FolderTransport):
    """Takes its time on both sides of the delivery."""

    def send_messages(self, email_messages):
        time.sleep(PAUSE)
        count = super().send_messages(email_messages)
        time.sleep(PAUSE)
        return count
