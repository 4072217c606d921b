"""Ids that cross the walls between contexts."""

from typing import NewType
from uuid import UUID

RestaurantId = NewType("RestaurantId", UUID)
WaiterId = NewType("WaiterId", UUID)
ProductId = NewType("ProductId", UUID)
OrderId = NewType("OrderId", UUID)
LineId = NewType("LineId", UUID)
VoidId = NewType("VoidId", UUID)
DiscountId = NewType("DiscountId", UUID)
PaymentId = NewType("PaymentId", UUID)
RefundId = NewType("RefundId", UUID)
TaxId = NewType("TaxId", UUID)
PaymentMethodId = NewType("PaymentMethodId", UUID)
StationId = NewType("StationId", UUID)
ModifierGroupId = NewType("ModifierGroupId", UUID)
ModifierId = NewType("ModifierId", UUID)
SectionId = NewType("SectionId", UUID)
TableId = NewType("TableId", UUID)
