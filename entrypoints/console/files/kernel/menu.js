/** The menu: the pages that who is signed in works with. On a phone those for seldom are behind "More". */

import { sheet } from "./dialogs.js";
import { h, set } from "./element.js";
import { isManaged } from "./restaurant.js";
import { at, place, ROUTES } from "./routes.js";
import { sign } from "./signs.js";
import { t } from "./words.js";

/** @param {string} name */
function link(name) {
  return h("a", { href: at(name), "data-page": name }, sign(name), h("span", {}, t(`page.${name}`)));
}

/** Fill the menu for a role. @param {HTMLElement} menu @param {import("./routes.js").Role} role */
export function fillMenu(menu, role) {
  const pages = Object.entries(ROUTES).filter(
    ([, route]) => route.isInMenu && route.for.includes(role) && (isManaged() || !route.managedOnly),
  );
  const often = pages.filter(([, route]) => !route.inMore).map(([name]) => name);
  const seldom = pages.filter(([, route]) => route.inMore).map(([name]) => name);
  const showMore = () =>
    sheet(t("page.more"), (close) => h("nav", { class: "more", onclick: () => close(null) }, seldom.map(link)));
  menu.replaceChildren(
    ...often.map(link),
    h("span", { class: "wide" }, seldom.map(link)),
    h(
      "button",
      { type: "button", class: "narrow", "aria-haspopup": "dialog", onclick: showMore },
      sign("more"),
      h("span", {}, t("page.more")),
    ),
  );
  set(menu, "aria-label", t("menu"));
  markPlace(menu);
}

/** Mark in the menu where one is. @param {HTMLElement} menu */
export function markPlace(menu) {
  const { name } = place();
  for (const each of menu.querySelectorAll("a")) set(each, "aria-current", each.dataset.page === name ? "page" : null);
}
