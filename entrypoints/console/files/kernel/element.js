/** How pages are made: elements by name, without ever reading text as markup. */

/**
 * Return a new element. A key that begins with `on` is a listener, `class` and everything else is an attribute; true sets
 * an attribute without a value, and false, null and undefined leave it out. Children are nodes or text, null is none.
 * @param {string} name @param {Record<string, any>} [attributes] @param {...any} children @returns {any}
 */
export function h(name, attributes = {}, ...children) {
  const made = name === "svg" || SVG.has(name) ? document.createElementNS(SPACE, name) : document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else if (key === "value" && "value" in made) made.value = value ?? "";
    else set(made, key, value);
  }
  made.append(
    ...children.flat(Number.POSITIVE_INFINITY).filter((each) => each !== null && each !== undefined && each !== false),
  );
  return made;
}

const SPACE = "http://www.w3.org/2000/svg";
const SVG = new Set(["g", "path", "rect", "line", "circle", "polyline", "text", "tspan", "use", "defs"]);

/** Set an attribute, or take it off. @param {Element} element @param {string} key @param {any} value */
export function set(element, key, value) {
  if (value === false || value === null || value === undefined) element.removeAttribute(key);
  else if (element.getAttribute(key) !== String(value)) element.setAttribute(key, value === true ? "" : String(value));
}

/** Set a text only where it is another one: what did not change is not read out again. @param {Node} node @param {string} text */
export function say(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

/**
 * Make the children of a list what the items say, and keep those that are there already: whoever stands on one stays.
 * @template T
 * @param {Element} list
 * @param {T[]} items
 * @param {(item: T) => string} keyOf
 * @param {(item: T) => Element} make
 * @param {(element: any, item: T) => void} [update]
 */
export function fill(list, items, keyOf, make, update = () => undefined) {
  const held = /** @type {HTMLElement | null} */ (document.activeElement);
  const keys = new Set(items.map(keyOf));
  const there = new Map([...list.children].map((each) => [each.getAttribute("data-key") ?? "", each]));
  for (const [key, gone] of there) if (!keys.has(key)) gone.remove();
  let before = list.firstElementChild;
  for (const item of items) {
    const key = keyOf(item);
    let element = there.get(key);
    if (!element) {
      element = make(item);
      element.setAttribute("data-key", key);
    }
    update(element, item);
    if (element === before) before = before.nextElementSibling;
    else list.insertBefore(element, before);
  }
  // Whatever is put elsewhere loses the focus, though it stays.
  if (held && held !== document.activeElement && list.contains(held)) held.focus({ preventScroll: true });
}

/** An element that begins when it is shown, and ends all that it began when it goes: `signal` says so. */
export class Piece extends HTMLElement {
  #shown = new AbortController();

  get signal() {
    return this.#shown.signal;
  }

  connectedCallback() {
    this.#shown = new AbortController();
    void this.show();
  }

  disconnectedCallback() {
    this.#shown.abort();
  }

  /** Begin. @returns {void | Promise<void>} */
  show() {}

  /** Listen until this goes. @param {EventTarget} target @param {string} type @param {(event: any) => void} heard */
  hear(target, type, heard) {
    target.addEventListener(type, heard, { signal: this.signal });
  }

  /** Do something every so many milliseconds until this goes. @param {number} every @param {() => void} work */
  repeat(every, work) {
    const timer = setInterval(work, every);
    this.signal.addEventListener("abort", () => clearInterval(timer));
  }
}

/** @type {Map<string, { link: HTMLLinkElement, loaded: Promise<unknown>, isWanted: boolean }>} */
const styles = new Map();

/** Have a style sheet apply until the page is left, and return when it does. @param {string} name below the console's folder */
export function style(name) {
  const sheet = styleAhead(name);
  sheet.isWanted = true;
  if (sheet.link.sheet) sheet.link.sheet.disabled = false;
  return sheet.loaded;
}

/** Have a style sheet at hand for when it is wanted. @param {string} name below the console's folder */
export function styleAhead(name) {
  const there = styles.get(name);
  if (there) return there;
  const link = h("link", { rel: "stylesheet", href: new URL(`../${name}`, import.meta.url).href });
  const loaded = new Promise((resolve) => {
    link.addEventListener("load", () => {
      link.sheet.disabled = !sheet.isWanted;
      resolve(undefined);
    });
    link.addEventListener("error", () => {
      styles.delete(name); // whoever wants it next asks again
      link.remove();
      resolve(undefined);
    });
  });
  const sheet = { link, loaded, isWanted: false };
  styles.set(name, sheet);
  document.head.append(link);
  return sheet;
}

/** Have none of these style sheets apply any more: the page is left, and the next one has its own. */
export function dropStyles() {
  for (const each of styles.values()) {
    each.isWanted = false;
    if (each.link.sheet) each.link.sheet.disabled = true;
  }
}
