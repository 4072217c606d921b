/** English. Every other language has the same keys; a test says which are missing. */

/** @type {Record<string, string | Record<string, string>>} */
export default {
  // the frame
  product: "Restaurant orders",
  skip: "Skip to the page",
  menu: "Pages",
  close: "Close",
  cancel: "Cancel",
  save: "Save",
  add: "Add",
  remove: "Remove",
  search: "Search",
  undo: "Undo",
  loading: "Loading …",
  "sign-out": "Sign out",
  "page.sign-in": "Sign in",
  "page.floor": "Floor",
  "page.pad": "Pad",
  "page.order": "Order",
  "page.bill": "Bill",
  "page.outbox": "On their way",
  "page.board": "Kitchen",
  "page.sales": "Sales",
  "page.day": "Day",
  "page.catalogue": "Menu",
  "page.import": "Import a menu",
  "page.tables": "Tables",
  "page.staff": "Staff",
  "page.devices": "Devices",
  "page.webhooks": "Webhooks",
  "page.audit": "Audit",
  "page.settings": "Settings",
  "page.more": "More",
  "role.waiter": "Waiter",
  "role.kitchen": "Kitchen",
  "role.manager": "Manager",
  "line.down": "The line is down. Last word at {time}.",
  "line.up": "Live",
  "outbox.waiting": { one: "{count} waiting", other: "{count} waiting" },
  "outbox.refused": { one: "{count} refused", other: "{count} refused" },

  // signing in
  "sign-in.title": "Sign in",
  "sign-in.others": "Other ways in",
  "sign-in.email": "E-mail",
  "sign-in.password": "Password",
  "sign-in.pin": "PIN",
  "sign-in.go": "Sign in",
  "sign-in.back": "Back",
  "sign-in.restaurant": "Restaurant: {name}",
  "sign-in.new": "I am new here",
  "sign-in.unknown": "Nobody is known as {email} yet. Who is it?",
  "sign-in.name": "Name",
  "sign-in.role": "Role",
  "sign-in.create": "Create and sign in",
  "sign-in.by-pin": "Sign in with a PIN",
  "sign-in.by-password": "Sign in with a password",
  "sign-in.pair": "Pair this device",
  "sign-in.pair-hint":
    "A manager gets a code under Devices. Once this device is paired, people sign in on it with their PIN.",
  "sign-in.pair-go": "Pair",
  "sign-in.code": "Pairing code",
  "sign-in.paired": "This device is “{name}” now",
  "sign-in.activate": "I have an activation code",
  "sign-in.activation-code": "Activation code",
  "sign-in.new-password": "Choose a password",
  "sign-in.new-pin": "Choose a PIN",
  "sign-in.new-pin-hint": "For devices of the restaurant. Either of the two is enough.",
  "sign-in.activated": "Done. Sign in now.",
  "sign-in.first": "Set up this restaurant",
  "sign-in.first-hint": "For the first manager. The program says at its start where the setup token is.",
  "sign-in.setup-token": "Setup token",
  "pin.digits": { one: "{count} digit", other: "{count} digits" },
  "pin.delete": "Delete a digit",

  // the floor

  // the pad and orders
  "approval.title": "A manager approves",
  "approval.void": "Taking back what the kitchen knows of",
  "approval.reopen": "Opening a closed order again",
  "approval.discount": "A larger discount",
  "approval.refund": "Giving money back",
  "approval.hint": "Hand this device to a manager. The approval is good for this once, and for two minutes.",
  "approval.email": "Manager’s e-mail",
  "approval.go": "Approve",
  "approval.by-pin": "With a PIN",
  "approval.by-password": "With a password",

  // the kitchen

  // bill and payments

  // sales and the day

  // the catalogue

  // staff, devices, webhooks, settings, audit

  // what the API refuses
  "problem.unreachable": "The server cannot be reached. Nothing is lost: try again.",
};
