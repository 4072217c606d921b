/** A bill: what is on it, what is taken off, how guests share it, and what they pay with. */

import { h, Piece, say, set, style } from "../kernel/element.js";
import { lineNotice } from "../kernel/line.js";
import { at, place } from "../kernel/routes.js";
import { customerOf, tableName } from "../kernel/tables.js";
import { t } from "../kernel/words.js";
import { Account } from "./account.js";
import { acting, toPay } from "./acting.js";
import { billTable } from "./lines.js";
import { payments } from "./payments.js";
import { news } from "./sending.js";
import { settled } from "./settled.js";
import { sharing } from "./shares.js";

class BillPage extends Piece {
  /** @override */
  async show() {
    await Promise.all([style("billing/bill.css"), style("billing/parts.css")]);
    const account = new Account(place().id);
    const title = h("h1");
    const about = h("p", { class: "quiet" });
    const status = h("span", { class: "badge" });
    const back = h("a", { class: "button", href: at("order", account.id) }, t("page.order"));
    const line = lineNotice(account.stream, this.signal);
    const empty = h("p", { class: "empty", role: "status" }, t("loading"));
    const told = news(account);
    const done = settled(account);
    const bill = billTable(account);
    const due = toPay(account);
    const shares = sharing(account);
    const paid = payments(account);
    const actions = acting(account, () => void shares.open());
    const paper = h("section", { class: "card paper", "aria-label": t("page.bill") }, bill.element);
    const beside = h("div", { class: "beside" }, actions.element, shares.element, paid.element);
    const facts = h("div", { class: "about" }, about, status);
    const head = h("header", { class: "head" }, h("div", {}, title, facts), back);
    this.replaceChildren(head, line, told.element, done.element, empty, paper, beside, due.element);
    const update = () => {
      const { order } = account;
      const isThere = order !== null && account.bill !== null && account.refused === null;
      paper.hidden = beside.hidden = !isThere;
      empty.hidden = isThere;
      if (account.refused) say(empty, t(account.refused.status === 404 ? "bill.unknown" : "bill.not-yours"));
      say(title, order?.number ? t("bill.title", { number: order.number }) : t("page.bill"));
      say(
        about,
        [
          tableName(account.table),
          order ? customerOf(order) : "",
          order?.guests ? t("bill.guests", { count: order.guests }) : "",
        ]
          .filter((each, index, all) => each && all.indexOf(each) === index)
          .join(" · "),
      );
      set(status, "hidden", !order);
      say(status, order ? t(`bill.status.${order.status}`) : "");
      status.classList.toggle("good", order?.status === "closed");
      for (const each of [told, done, bill, due, shares, paid, actions]) void each.update();
    };
    this.hear(account, "change", update);
    update();
    await account.start(this.signal);
  }
}

customElements.define("bill-page", BillPage);
