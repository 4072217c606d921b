/** Deutsch. */

/** @type {Record<string, string | Record<string, string>>} */
export default {
  // the frame
  // signing in
  // the floor
  // the pad and orders
  "approval.title": "Freigabe durch die Leitung",
  "approval.void": "Stornieren, was die Küche schon hat",
  "approval.reopen": "Eine abgeschlossene Bestellung wieder öffnen",
  "approval.discount": "Ein höherer Rabatt",
  "approval.refund": "Geld zurückgeben",
  "approval.hint": "Gib das Gerät der Leitung. Die Freigabe gilt nur für dieses eine Mal und zwei Minuten lang.",
  "approval.email": "E-Mail der Leitung",
  "approval.go": "Freigeben",
  "approval.by-pin": "Mit PIN",
  "approval.by-password": "Mit Passwort",
  // the kitchen
  // bill and payments
  // sales and the day
  // the catalogue
  // staff, devices, webhooks, settings, audit
  // what the API refuses
};
