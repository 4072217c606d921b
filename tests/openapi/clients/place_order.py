"""What a generated Python client does in its first minute: register, sign in, place an order once, and look at it."""
# pyright: reportMissingImports=false, reportUnknownVariableType=false

import json
import sys
from datetime import date

from open_client import AuthenticatedClient, Client
from open_client.api.orders import list_orders, place_order, show_order
from open_client.api.sign_in import sign_in
from open_client.api.users import register_user
from open_client.models import OrderBody, RegistrationBody, SignInBody, WantedBody

address, email = sys.argv[1], "python@example.com"
stranger = Client(base_url=address, raise_on_unexpected_status=True)
_ = register_user.sync(client=stranger, body=RegistrationBody(email=email, name="Pia"))
session = sign_in.sync(client=stranger, body=SignInBody(email=email))
client = AuthenticatedClient(base_url=address, token=session.access_token, raise_on_unexpected_status=True)

wanted = OrderBody(customer_name="Table 7", products=[WantedBody(name="Espresso", price=2.5, quantity=2)])
placed = place_order.sync_detailed(client=client, body=wanted, idempotency_key="python-1")
order = placed.parsed.order
again = place_order.sync(client=client, body=wanted, idempotency_key="python-1")
shown = show_order.sync(str(order.id), client=client)
listed = list_orders.sync(client=client, page=1, per_page=5, start_date=date(2000, 1, 1))
refused = place_order.sync(client=client, body=OrderBody(customer_name="", products=[]))
told = {
    "total": order.total_price,
    "location": placed.headers["Location"] == f"/api/orders/{order.id}",
    "once": again.order.id == order.id,
    "customer": shown.order.customer_name,
    "listed": len(listed.orders),
    "refused": refused.type_,
}
_ = sys.stdout.write(json.dumps(told))
