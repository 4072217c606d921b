/** Adding and changing a product. */

import { check, complain, field } from "../kernel/dialogs.js";
import { edited, wrong } from "../kernel/editing.js";
import { h } from "../kernel/element.js";
import { amount, minor, typed, written } from "../kernel/money.js";
import { readAll } from "../kernel/reading.js";
import { t } from "../kernel/words.js";
import "./chosen_groups.js";

/** @typedef {import("openapi").ProductView} Product */
/** @typedef {{ stations: { id: string, name: string }[], taxes: string[], groups: { id: string, name: string }[] }} Choices */

/** @type {import("../kernel/editing.js").Kind} */
export const PRODUCT = { one: "product", show: "product", add: "addProduct", change: "changeProduct" };
const LONGEST_NAME = 120;

/**
 * Let a person fill in a product, and return it as it is then, null where it was left.
 * @param {Product | null} product @param {string[]} categories
 */
export async function fillInProduct(product, categories) {
  try {
    const choices = await readChoices();
    return await edited(PRODUCT, product?.id ?? null, {
      title: product?.name ?? t("product.new"),
      fields: (item) => fieldsOf(item, choices, categories),
      said: (values, form) => ({
        name: values.name ?? "",
        price: priceIn(values.price ?? "", "price"),
        category: values.category || null,
        station: values.station || null,
        tax: values.tax || null,
        stock: values.stock ? Number(values.stock) : null,
        modifier_groups: /** @type {any} */ (form.querySelector("chosen-groups")).ids,
        open_price: values.open_price === "on",
        available: values.available === "on",
      }),
    });
  } catch (error) {
    complain(error);
    return null;
  }
}

/** @returns {Promise<Choices>} */
async function readChoices() {
  const [stations, taxes, groups] = await Promise.all([
    readAll("stations", "stations"),
    readAll("taxes", "taxes"),
    readAll("modifierGroups", "modifier_groups"),
  ]);
  return { stations, taxes: [...new Set(taxes.map((each) => each.category))], groups };
}

/** @param {Product | null} item @param {Choices} choices @param {string[]} categories */
function fieldsOf(item, { stations, taxes, groups }, categories) {
  const none = ["", t("none")];
  const isNew = item === null;
  return [
    field(t("name"), { name: "name", value: item?.name, required: true, maxlength: LONGEST_NAME, autofocus: isNew }),
    h("div", { class: "half" }, [
      field(t("product.price"), priceField("price", item === null ? null : minor(item.price))),
      field(
        t("product.stock"),
        { name: "stock", type: "number", min: 0, max: 1_000_000, inputmode: "numeric", value: item?.stock ?? "" },
        t("product.stock-hint"),
      ),
    ]),
    field(t("product.category"), {
      name: "category",
      list: "categories",
      value: item?.category ?? "",
      maxlength: LONGEST_NAME,
    }),
    h(
      "datalist",
      { id: "categories" },
      categories.map((value) => h("option", { value })),
    ),
    h("div", { class: "half" }, [
      field(
        t("product.station"),
        { name: "station", options: [none, ...stations.map(({ id, name }) => [id, name])], value: item?.station ?? "" },
        t("product.station-hint"),
      ),
      field(
        t("product.tax"),
        { name: "tax", options: [none, ...taxes.map((each) => [each, each])], value: item?.tax ?? "" },
        taxes.length ? undefined : t("product.no-taxes"),
      ),
    ]),
    h("chosen-groups").of(groups, item?.modifier_groups ?? []),
    check(t("product.may-be-ordered"), { name: "available", checked: item?.available ?? true }),
    check(t("product.open-price-check"), { name: "open_price", checked: item?.open_price ?? false }),
  ];
}

/** Return the attributes of a field for a price. @param {string} name @param {number | null} whole in smallest units */
export function priceField(name, whole) {
  return { name, inputmode: "decimal", required: true, value: whole === null ? "" : written(whole) };
}

/** Return the amount that a person typed, or throw what the form shows. @param {string} text @param {string} name */
export function priceIn(text, name) {
  const whole = typed(text);
  if (whole === null) throw wrong(t("edit.no-price", { text }), name);
  return amount(whole);
}
