"""The contract of `ReceiptQueues`."""

from application.ordering.number_receipts import NumberReceipts
from application.ordering.receipts import ReceiptQueues
from tests.contracts.ordering.test_receipts import close, some_orders
from tests.contracts.worlds import OURS, World


async def test_who_has_receipts_to_number_is_named_until_they_are(alone: World) -> None:
    queues, room = alone.use(ReceiptQueues), alone.room()
    assert [*await queues.restaurants()] == []
    first, second = await some_orders(room, 2)
    _ = await close(room, first), await close(room, second)
    assert [*await queues.restaurants()] == [OURS]
    assert await alone.use(NumberReceipts)() == 2
    assert [*await queues.restaurants()] == []
