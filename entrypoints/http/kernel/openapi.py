"""The OpenAPI document."""

from decimal import Decimal
from typing import Any, Final

from litestar import Router
from litestar.handlers import HTTPRouteHandler
from litestar.openapi import OpenAPIConfig
from litestar.openapi.plugins import JsonRenderPlugin
from litestar.openapi.spec import Components, License, OpenAPIType, Schema, SecurityScheme, Tag
from litestar.plugins import OpenAPISchemaPlugin
from litestar.typing import FieldDefinition

from entrypoints.http.kernel.body import Form, is_form

_DESCRIPTION: Final = """
Take orders, keep a catalogue, and see what sold. Sign in with `POST /api/auth/login`, then send the token as
`Authorization: Bearer ...`. Amounts are exact JSON numbers in the restaurant's currency, times are UTC, dates are
business days. Every refusal is a problem document (RFC 9457) whose `message` says why.
"""


class _NoPages(Router):
    """Leaves out Litestar's own pages about the document, and its page for unknown paths below them."""

    def register(self, value: object) -> list[Any]:  # noqa: ARG002  that is the point
        return []


class AmountSchemas(OpenAPISchemaPlugin):
    """Documents `Decimal` as a number; Litestar takes it for text."""

    def is_plugin_supported_field(self, field_definition: FieldDefinition) -> bool:
        return field_definition.annotation is Decimal

    def to_openapi_schema(self, field_definition: FieldDefinition, schema_creator: Any) -> Schema:  # noqa: ANN401, ARG002
        return Schema(type=OpenAPIType.NUMBER)


class FormSchemas(OpenAPISchemaPlugin):
    """Documents a form by its shape and its example."""

    def is_plugin_supported_field(self, field_definition: FieldDefinition) -> bool:
        return is_form(field_definition.annotation)

    def to_openapi_schema(self, field_definition: FieldDefinition, schema_creator: Any) -> Schema:  # noqa: ANN401
        form: type[Form] = field_definition.annotation
        reference: Schema = schema_creator.for_field_definition(FieldDefinition.from_annotation(form.shape))
        schema = schema_creator.schema_registry.from_reference(reference).schema
        schema.examples = [form.example]
        schema.additional_properties = None if form.ignores_others else False
        return reference


def _in_words(handler: HTTPRouteHandler, *_: object) -> str:
    """Return the operationId: the handler's name, as in `placeOrder`, unless it gives another."""
    first, *others = handler.handler_name.split("_")
    return first + "".join(each.title() for each in others)


def openapi(version: str) -> OpenAPIConfig:
    """Return what Litestar makes the document of; `entrypoints.http.kernel.document` finishes it."""
    return OpenAPIConfig(
        title="Restaurant orders",
        version=version,
        description=_DESCRIPTION.strip(),
        license=License(name="MIT", identifier="MIT"),
        openapi_router=_NoPages("/openapi", route_handlers=[]),
        render_plugins=[JsonRenderPlugin(path="/openapi.json")],
        tags=[
            Tag("Sign-in", "Tokens, and who they stand for."),
            Tag("Users", "The staff."),
            Tag("Products", "The catalogue."),
            Tag("Orders", "What customers asked for."),
            Tag("Reports", "What was sold."),
            Tag("Devices", "Tills and tablets on which waiters sign in with a PIN."),
            Tag("Audit", "What was done, and by whom."),
            Tag("Health", "Whether the program runs, and can work."),
        ],
        components=Components(
            security_schemes={"bearer": SecurityScheme(type="http", scheme="bearer", bearer_format="JWT")}
        ),
        use_handler_docstrings=True,
        operation_id_creator=_in_words,
    )
