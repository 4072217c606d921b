"""`make openapi`: writes the OpenAPI document of each mode anew, to be committed with what changed it."""

from tests.openapi.documents import MODES, committed, made

for mode in MODES:
    _ = committed(mode).write_text(made(mode), encoding="utf-8")
