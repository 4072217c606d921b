# The packages, installed by hash. What installs them stays behind in this stage.
FROM python:3.13.14-slim-trixie AS packages
WORKDIR /build
COPY requirements.txt ./
RUN python -m venv --without-pip /opt/orders && \
    python -m pip --python /opt/orders/bin/python install \
        --no-cache-dir --disable-pip-version-check --only-binary :all: --no-deps --require-hashes --requirement requirements.txt

FROM python:3.13.14-slim-trixie
# Numbers that stay, as files of a volume belong to numbers.
RUN groupadd --system --gid 10001 orders && \
    useradd --system --uid 10001 --gid 10001 --no-create-home --shell /usr/sbin/nologin orders && \
    install --directory --owner orders --group orders --mode 700 /var/lib/orders
WORKDIR /orders
COPY --from=packages /opt/orders /opt/orders
COPY pyproject.toml ./
COPY domain ./domain
COPY application ./application
COPY adapters ./adapters
COPY migrations ./migrations
COPY entrypoints ./entrypoints
ENV PATH=/opt/orders/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    HOST=0.0.0.0 \
    PORT=5000 \
    METRICS_HOST=0.0.0.0 \
    DATA_DIR=/var/lib/orders
# Compiled once, here: whoever runs it may write nowhere. Nothing changes afterwards, so no start looks whether it did.
RUN python -m compileall -q --invalidation-mode unchecked-hash .
USER 10001:10001
EXPOSE 5000
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --retries=3 \
    CMD ["python", "-c", "import os, urllib.request as web; web.urlopen(f'http://127.0.0.1:{os.environ[\"PORT\"]}/health/ready', timeout=4)"]
ENTRYPOINT ["python", "-m", "entrypoints.cli"]
CMD ["run"]
