/** Deutsch. */

/** @type {Record<string, string | Record<string, string>>} */
export default {
  // the frame
  // signing in
  // the floor
  // the pad and orders
  // the kitchen
  // bill and payments
  // sales and the day
  // the catalogue
  // staff, devices, webhooks, settings, audit
  // what the API refuses
};
