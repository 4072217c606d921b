/** Whether this browser is a device of the restaurant, where a PIN is enough, and which one. */

const TOKEN = "orders.device";
const NAME = "orders.device-name";

/** Return what says that this browser is a device, null where it is none. */
export function deviceToken() {
  return localStorage.getItem(TOKEN);
}

/** Whether this browser is a device of the restaurant. */
export function isDevice() {
  return deviceToken() !== null;
}

/** Return how this device is called, "" where that is not known. */
export function deviceName() {
  return localStorage.getItem(NAME) ?? "";
}

/** Be a device of the restaurant. @param {string} token @param {string} name */
export function becomeDevice(token, name) {
  localStorage.setItem(TOKEN, token);
  localStorage.setItem(NAME, name);
}

/** Be no device of the restaurant any more. */
export function leaveDevice() {
  localStorage.removeItem(TOKEN);
  localStorage.removeItem(NAME);
}
