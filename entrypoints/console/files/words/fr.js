/** Français. */

/** @type {Record<string, string | Record<string, string>>} */
export default {
  // the frame
  // signing in
  // the floor
  // the pad and orders
  "approval.title": "Accord d’un responsable",
  "approval.void": "Annuler ce qui est déjà en cuisine",
  "approval.reopen": "Rouvrir une commande clôturée",
  "approval.discount": "Une remise plus importante",
  "approval.refund": "Rembourser de l’argent",
  "approval.hint": "Passez l’appareil à un responsable. L’accord vaut pour cette fois seulement, pendant deux minutes.",
  "approval.email": "E-mail du responsable",
  "approval.go": "Donner l’accord",
  "approval.by-pin": "Avec un PIN",
  "approval.by-password": "Avec un mot de passe",
  // the kitchen
  // bill and payments
  // sales and the day
  // the catalogue
  // staff, devices, webhooks, settings, audit
  // what the API refuses
};
