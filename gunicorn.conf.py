"""How gunicorn serves in production: threads for waiting, processes for work, renewed now and then."""

import os

worker_class = "gthread"
workers = int(os.environ.get("WEB_PROCESSES") or 2 * (os.cpu_count() or 1))
threads = int(os.environ.get("WEB_THREADS") or 4)
max_requests = 5000
max_requests_jitter = 500
timeout = 60
graceful_timeout = 10
loglevel = "warning"
control_socket_disable = True
