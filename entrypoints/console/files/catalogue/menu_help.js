/** What the file of a menu may look like. */

import { h } from "../kernel/element.js";
import { t } from "../kernel/words.js";

/** Return what a file may say, for who has none yet. */
export function menuHelp() {
  const columns = ["name", "price", "category", "station", "tax", "stock", "available"];
  const head = columns.map((each) => h("th", { scope: "col" }, t(`import.column-${each}`)));
  const example = [
    "Espresso",
    "2,50",
    t("import.example-category"),
    "Bar",
    t("import.example-tax"),
    "",
    t("settings.yes"),
  ];
  return h(
    "details",
    { class: "help" },
    h("summary", {}, t("import.help")),
    h("p", {}, t("import.columns")),
    h(
      "div",
      { class: "scroll", tabindex: "0", role: "region", "aria-label": t("import.help") },
      h(
        "table",
        {},
        h("thead", {}, h("tr", {}, head)),
        h(
          "tbody",
          {},
          h(
            "tr",
            {},
            example.map((each) => h("td", {}, each)),
          ),
        ),
      ),
    ),
  );
}
