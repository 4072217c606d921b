// What a generated TypeScript client does in its first minute: register, sign in, place an order once, and look at it.
import { client } from "./open/client.gen.js";
import { listOrders, placeOrder, registerUser, showOrder, signIn } from "./open/index.js";

declare const process: { argv: string[] };

async function main(): Promise<void> {
  client.setConfig({ baseUrl: process.argv[2], throwOnError: true });
  const body = { email: "typescript@example.com", name: "Tess" };
  await registerUser({ body, throwOnError: true });
  const { data: session } = await signIn({ body: { email: body.email }, throwOnError: true });
  client.setConfig({ auth: session.access_token });

  const order = {
    body: { customer_name: "Table 7", products: [{ name: "Espresso", price: 2.5, quantity: 2 }] },
    headers: { "Idempotency-Key": "typescript-1" },
    throwOnError: true as const,
  };
  const placed = await placeOrder(order);
  const again = await placeOrder(order);
  const shown = await showOrder({ path: { order_id: placed.data.order.id }, throwOnError: true });
  const listed = await listOrders({ query: { page: 1, per_page: 5, start_date: "2000-01-01" }, throwOnError: true });
  const refused = await placeOrder({ body: { customer_name: "", products: [] }, throwOnError: false });

  console.log(
    JSON.stringify({
      total: placed.data.order.total_price,
      location: placed.response.headers.get("Location") === `/api/orders/${placed.data.order.id}`,
      once: again.data.order.id === placed.data.order.id,
      customer: shown.data.order.customer_name,
      listed: listed.data.orders.length,
      refused: refused.error?.type,
    }),
  );
}

void main();
