/** Where products are made: bar, grill, pastry. */

import { field } from "../kernel/dialogs.js";
import { edited, sayDone } from "../kernel/editing.js";
import { h, Piece } from "../kernel/element.js";
import { byName, listing, opener } from "../kernel/listing.js";
import { readAll } from "../kernel/reading.js";
import { t } from "../kernel/words.js";

/** @typedef {import("openapi").StationView} Station */

/** @type {import("../kernel/editing.js").Kind} */
const STATION = {
  one: "station",
  show: "station",
  add: "addStation",
  change: "changeStation",
  remove: "removeStation",
};

class StationList extends Piece {
  /** @type {import("../kernel/listing.js").Listing<Station>} */
  #list = listing({
    label: t("catalogue.stations"),
    read: async () => ({ items: await readAll("stations", "stations"), next: null }),
    keyOf: (station) => station.id,
    textOf: (station) => station.name,
    order: byName,
    row: (station) => [opener(station.name, "", () => this.#open(station))],
    empty: [h("p", {}, t("station.none"))],
    tools: [h("button", { type: "button", class: "primary", onclick: () => this.#open(null) }, t("station.new"))],
  });

  /** @override */
  show() {
    this.replaceChildren(this.#list);
  }

  /** @param {Station | null} station */
  async #open(station) {
    const result = await edited(STATION, station?.id ?? null, {
      title: station?.name ?? t("station.new"),
      fields: (item) => [
        field(t("name"), { name: "name", value: item?.name, required: true, maxlength: 120, autofocus: true }),
      ],
      said: ({ name = "" }) => ({ name }),
      removing: t("station.removing", { name: station?.name ?? "" }),
    });
    if (result?.removed) this.#list.drop(result.removed);
    else if (result) this.#list.put(result);
    sayDone(result?.name ?? station?.name ?? "", result);
  }
}

customElements.define("station-list", StationList);
