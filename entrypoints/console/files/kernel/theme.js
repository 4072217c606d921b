/** Light or dark: as the system says, or as it was chosen here. */

const CHOSEN = "orders.theme";

/** @returns {"light" | "dark" | ""} */
export function theme() {
  return /** @type {any} */ (localStorage.getItem(CHOSEN) ?? "");
}

/** @param {string} wanted "light", "dark", or "" for what the system says */
export function chooseTheme(wanted) {
  if (wanted) localStorage.setItem(CHOSEN, wanted);
  else localStorage.removeItem(CHOSEN);
  applyTheme();
}

/** Show the page in the theme that was chosen. */
export function applyTheme() {
  if (theme()) document.documentElement.dataset.theme = theme();
  else delete document.documentElement.dataset.theme;
}
