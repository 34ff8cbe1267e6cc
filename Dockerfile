# One image for web, worker and beat; what differs is the command (compose.yaml).
FROM python:3.11-slim-bookworm AS packages
WORKDIR /app
COPY requirements/base.txt requirements/base.txt
RUN python -m venv .venv && .venv/bin/pip install --no-cache-dir --disable-pip-version-check --require-hashes -r requirements/base.txt

FROM python:3.11-slim-bookworm
# Pango and HarfBuzz draw the PDFs.
RUN apt-get update \
    && apt-get install -y --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --home-dir /app --no-create-home smart
WORKDIR /app
COPY --from=packages /app/.venv .venv
COPY . .
ENV PATH=/app/.venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    DJANGO_SETTINGS_MODULE=lms.settings.production \
    WEB_PROCESSES=2
# Static files need the settings to load, not to be true: nothing of these values stays in the image.
RUN SECRET_KEY=build ALLOWED_HOSTS=build SITE_URL=https://build.example DATABASE_URL=postgresql://build REDIS_URL=redis://build \
    S3_BUCKET=build DEFAULT_FROM_EMAIL=build@build.example EMAIL_HOST=build \
    python manage.py collectstatic --noinput -v 0 \
    && chown -R smart var
USER smart
EXPOSE 8000
# Asked under a name of ours: any other host, and 127.0.0.1 is one, is refused.
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s \
    CMD ["python", "tools/healthcheck.py", "http://127.0.0.1:8000/healthz"]
CMD ["gunicorn", "lms.wsgi:application", "--bind", "0.0.0.0:8000"]
