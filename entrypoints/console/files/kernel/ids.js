/** Names for what is made here, that nobody else will think of. */

/** Return a new UUID, also where `crypto.randomUUID` is not: on plain http in a local network. */
export function newId() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (/** @type {number} */ (bytes[6]) & 0x0f) | 0x40; // version 4
  bytes[8] = (/** @type {number} */ (bytes[8]) & 0x3f) | 0x80; // variant of RFC 9562
  const digits = [...bytes].map((each) => each.toString(16).padStart(2, "0")).join("");
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/u, "$1-$2-$3-$4-$5");
}

/**
 * Return what names requests that make something, for their `Idempotency-Key`: the same as long as the same is asked for,
 * so that whoever presses again after an outage makes it once.
 * @returns {(body: unknown) => { "Idempotency-Key": string }}
 */
export function keys() {
  let before = "";
  let key = "";
  return (body) => {
    const text = JSON.stringify(body ?? null);
    if (text !== before || key === "") key = newId();
    before = text;
    return { "Idempotency-Key": key };
  };
}
