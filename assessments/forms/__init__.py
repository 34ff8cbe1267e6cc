"""Forms of assessments: answering, reviewing, finding one's way in the queue, appointing trainers."""
