"""The OpenAPI document."""

from typing import Any, Final, NewType, cast, get_args, get_origin
from uuid import UUID

from litestar import Router
from litestar.handlers import HTTPRouteHandler
from litestar.openapi import OpenAPIConfig
from litestar.openapi.plugins import JsonRenderPlugin
from litestar.openapi.spec import Components, License, OpenAPIType, Schema, SecurityScheme, Tag
from litestar.plugins import OpenAPISchemaPlugin
from litestar.types.empty import Empty
from litestar.typing import FieldDefinition
from msgspec import NODEFAULT

from entrypoints.http.kernel.body import Body, Field, Given, Later, fields_of
from entrypoints.http.kernel.values import schema_of

_DESCRIPTION: Final = """
Take orders, keep a catalogue, and see what sold. Sign in with `POST /api/auth/login`, then send the token as
`Authorization: Bearer ...`. Amounts are exact JSON numbers in the restaurant's currency, times are UTC, dates are
business days. Every refusal is a problem document (RFC 9457) whose `message` says why. The console, which people
look at, is at [/app/](app/).

One program serves many restaurants, and none sees another. A token says which one it is of use in; who has none yet may
name one in the header `Restaurant`, by its slug.
"""


class _NoPages(Router):
    """Leaves out Litestar's own pages about the document, and its page for unknown paths below them."""

    def register(self, value: object) -> list[Any]:  # noqa: ARG002  that is the point
        return []


class ValueSchemas(OpenAPISchemaPlugin):
    """Documents values by the bounds that their classes name, and amounts as the numbers they are written as."""

    def is_plugin_supported_field(self, field_definition: FieldDefinition) -> bool:
        return schema_of(field_definition.annotation) is not None

    def to_openapi_schema(self, field_definition: FieldDefinition, schema_creator: Any) -> Schema:  # noqa: ANN401, ARG002
        return schema_of(field_definition.annotation) or Schema()


class BodySchemas(OpenAPISchemaPlugin):
    """Documents a body by what reads it, and its example."""

    def is_plugin_supported_field(self, field_definition: FieldDefinition) -> bool:
        return field_definition.is_subclass_of(Body)

    def to_openapi_schema(self, field_definition: FieldDefinition, schema_creator: Any) -> Schema:  # noqa: ANN401
        body: type[Body] = field_definition.annotation
        fields = fields_of(body)
        schema: Schema = schema_creator.create_component_schema(
            field_definition,
            required=sorted(field.name for field in fields if field.is_required),
            property_fields={field.name: _documented(field) for field in fields},
            examples=[dict(body.example)] if body.example else None,
        )
        schema.additional_properties = None if body.ignores_others else False
        for field in fields:
            if schema.properties and (field.several or get_origin(_bare(field.kind)) is list):
                _bound(cast("Schema", schema.properties[field.name]), field)
        return schema_creator.schema_registry.get_reference_for_field_definition(field_definition) or schema


def _bound(listed: Schema, field: Field) -> None:
    """Say that a list has something in it, unless it may be missing, and how much at most; also of one left out."""
    least = 0 if field.missing and not field.missing.refusal else 1
    for each in (listed, *(listed.one_of or ())):
        if isinstance(each, Schema) and each.type is OpenAPIType.ARRAY:
            each.min_items, each.max_items = least, field.several.most if field.several else None


def _bare(kind: Any) -> Any:  # noqa: ANN401 - kinds
    return get_args(kind)[0] if get_origin(kind) in {Given, Later} else kind


def _documented(field: Field) -> FieldDefinition:
    kind = _bare(field.kind)
    kind = UUID if isinstance(kind, NewType) else kind
    optional = kind | None if field.may_be_null or field.default is None else kind
    default = Empty if field.may_be_null or field.default is NODEFAULT else field.default
    return FieldDefinition.from_annotation(optional, default=default)


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
            Tag("Stations", "Where products are made: bar, grill, pastry."),
            Tag("Days", "What was sold and taken on a business day, and closing it for good."),
            Tag("Taxes", "At which rate products of a category are taxed, from a day on."),
            Tag("Payment methods", "What guests may pay with: cash, card, and what else is added."),
            Tag("Modifier groups", "What guests may choose with a product."),
            Tag("Sections", "The parts of the floor."),
            Tag("Tables", "Where guests sit."),
            Tag("Orders", "What customers asked for."),
            Tag("Kitchen", "What is to be made."),
            Tag("Events", "What happened, in order."),
            Tag("Webhooks", "Where events are delivered to."),
            Tag("Reports", "What was sold."),
            Tag("Devices", "Tills and tablets on which waiters sign in with a PIN."),
            Tag(
                "Restaurant",
                "What it is like, for its managers, and in open mode for all its people; and the operator's calls.",
            ),
            Tag("Audit", "What was done, and by whom."),
            Tag("Health", "Whether the program runs, and can work."),
        ],
        components=Components(
            security_schemes={"bearer": SecurityScheme(type="http", scheme="bearer", bearer_format="JWT")}
        ),
        use_handler_docstrings=True,
        operation_id_creator=_in_words,
    )
