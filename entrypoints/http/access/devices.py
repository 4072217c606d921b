"""The devices."""

from typing import Final

from dishka import FromDishka
from litestar import delete, get, post
from litestar.params import FromPath, JSONBody

from application.access.admission import Admission
from application.access.enrol_device import EnrolDevice
from application.access.list_devices import ListDevices
from application.access.offer_pairing import OfferPairing
from application.access.revoke_device import RevokeDevice
from application.kernel.access import NotForTheKitchen, OnlyManagersManage
from domain.access.device import DeviceChanged, DeviceId, DeviceNotFound, PairingRefused
from domain.kernel.caller import Caller
from domain.kernel.errors import Busy
from domain.restaurant.restaurant import Restaurant
from entrypoints.http.access.auth import for_signed_in
from entrypoints.http.access.carried import carried
from entrypoints.http.access.device_schemas import (
    DEVICE_EXAMPLE,
    DeviceEnrolled,
    DeviceShown,
    DevicesListed,
    DeviceView,
    EnrolmentBody,
    PairingBody,
    PairingOffered,
)
from entrypoints.http.access.managed_schemas import CODE_EXAMPLE
from entrypoints.http.kernel.injection import FromRequest, Injected
from entrypoints.http.kernel.query import uuid_or
from entrypoints.http.kernel.responses import NOT_KEPT, answer, problems


@post(
    "/pairing-codes",
    operation_id="createPairingCode",
    cache_control=NOT_KEPT,
    responses=answer(
        201, PairingOffered, {"name": "Till at the bar", "code": CODE_EXAMPLE, "expires_at": "2026-11-20T18:40:00Z"}
    )
    | problems(OnlyManagersManage(), NotForTheKitchen(), Busy()),
)
async def offer_pairing(
    data: JSONBody[PairingBody], caller: FromRequest[Caller], offer: FromDishka[OfferPairing]
) -> PairingOffered:
    """Create a pairing code."""
    return PairingOffered.of(*await offer(caller=caller, name=data.name))


@post(
    cache_control=NOT_KEPT,
    responses=answer(
        201, DeviceEnrolled, {"device": DEVICE_EXAMPLE, "device_token": f"trattoria.{DEVICE_EXAMPLE['id']}.XyZ..."}
    )
    | problems(PairingRefused(), Busy()),
)
async def enrol_device(
    data: JSONBody[EnrolmentBody],
    admission: FromRequest[Admission],
    enrol: FromDishka[EnrolDevice],
    restaurant: FromDishka[Restaurant],
) -> DeviceEnrolled:
    """Enrol a device."""
    device, token = await enrol(code=data.code, admission=admission)
    return DeviceEnrolled(DeviceView.of(device), carried(restaurant.slug, token))


@get(
    responses=answer(200, DevicesListed, {"devices": [DEVICE_EXAMPLE]})
    | problems(OnlyManagersManage(), NotForTheKitchen())
)
async def list_devices(caller: FromRequest[Caller], devices: FromDishka[ListDevices]) -> DevicesListed:
    """List the devices."""
    return DevicesListed([DeviceView.of(device) for device in await devices(caller=caller)])


@delete(
    "/{device_id:str}",
    status_code=200,
    responses=answer(200, DeviceShown, {"device": DEVICE_EXAMPLE | {"revoked_at": "2026-11-21T01:00:00Z"}})
    | problems(OnlyManagersManage(), NotForTheKitchen(), DeviceNotFound(), DeviceChanged()),
)
async def revoke_device(
    device_id: FromPath[str], caller: FromRequest[Caller], revoke: FromDishka[RevokeDevice]
) -> DeviceShown:
    """Revoke a device."""
    device = await revoke(caller=caller, device=DeviceId(uuid_or(DeviceNotFound, device_id)))
    return DeviceShown(DeviceView.of(device))


DEVICES: Final = Injected(
    "/api/devices",
    route_handlers=[*for_signed_in(offer_pairing), enrol_device, *for_signed_in(list_devices, revoke_device)],
    tags=["Devices"],
)
