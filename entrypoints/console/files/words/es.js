/** Español. */

/** @type {Record<string, string | Record<string, string>>} */
export default {
  // the frame
  // signing in
  // the floor
  // the pad and orders
  "approval.title": "Autorización de un responsable",
  "approval.void": "Anular lo que ya está en cocina",
  "approval.reopen": "Reabrir un pedido cerrado",
  "approval.discount": "Un descuento mayor",
  "approval.refund": "Devolver dinero",
  "approval.hint":
    "Entrega el dispositivo a un responsable. La autorización vale solo para esta vez y durante dos minutos.",
  "approval.email": "Correo del responsable",
  "approval.go": "Autorizar",
  "approval.by-pin": "Con PIN",
  "approval.by-password": "Con contraseña",
  // the kitchen
  // bill and payments
  // sales and the day
  // the catalogue
  // staff, devices, webhooks, settings, audit
  // what the API refuses
};
