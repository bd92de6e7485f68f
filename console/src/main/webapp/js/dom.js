// Elements. What stands in them was partly said by peers: it is set as text, and never read as markup.

export const byId = (id) => document.getElementById(id);

export function element(name, properties = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    made.setAttribute(key, value);
  }
  for (const child of children) {
    made.append(child instanceof Node ? child : document.createTextNode(String(child ?? "")));
  }
  return made;
}

/** A button for what an operator does to a bean. It tells screen readers to which. */
export const action = (name, id, label, of) =>
  element("button", { type: "button", "data-key": "action", "data-action": name, "data-id": id, "aria-label": `${label} ${of}` }, label);

/** Lines of one cell; those that say nothing are left out. */
export const lines = (...texts) =>
  element("div", {}, ...texts.filter((text) => text !== undefined && text !== "").map((text) => element("div", {}, text)));

/**
 * Puts rows under a heading. Columns are a heading, a function that makes a cell of a row, and a class: "short" is not broken, "long"
 * may be broken anywhere. Roles are said, because a telephone shows each row as a list, and browsers forget then that it was a row.
 */
export function fill(table, columns, rows, empty) {
  const cell = ([title, of, kind = ""], row) => {
    const value = of(row);
    const numeric = typeof value === "number";
    return element(
      "td",
      { role: "cell", class: numeric ? "number" : kind, "data-title": title },
      numeric ? value.toLocaleString("en") : value ?? "",
    );
  };
  const head = columns.map(([title]) => element("th", { role: "columnheader", scope: "col" }, title));
  const body = rows.length
    ? rows.map((row) => element("tr", { role: "row", "data-key": row.id ?? "" }, ...columns.map((column) => cell(column, row))))
    : [element("tr", { role: "row" }, element("td", { role: "cell", colspan: columns.length }, empty))];
  table.setAttribute("role", "table");
  renew(table, [
    element("thead", { role: "rowgroup" }, element("tr", { role: "row" }, ...head)),
    element("tbody", { role: "rowgroup" }, ...body),
  ]);
}

/**
 * Lets a place say what fresh nodes say, and changes nothing else in it: focus, selection, what was opened and a click that has begun
 * stay. What may come in another order has a data-key.
 */
export function renew(place, fresh) {
  const focused = place.contains(document.activeElement) ? document.activeElement : null;
  putInto(place, fresh);
  if (focused?.isConnected && focused !== document.activeElement) {
    focused.focus({ preventScroll: true }); // It was moved.
  }
}

function putInto(place, fresh) {
  const keyed = new Map([...place.children].filter(keyOf).map((one) => [keyOf(one), one]));
  let next = place.firstChild;
  for (const one of fresh) {
    const old = keyOf(one) ? keyed.get(keyOf(one)) : !keyOf(next) && next;
    keyed.delete(keyOf(one));
    if (!old || old.nodeName !== one.nodeName) {
      place.insertBefore(one, next);
      continue;
    }
    if (old === next) {
      next = next.nextSibling;
    } else {
      place.insertBefore(old, next);
    }
    change(old, one);
  }
  while (next) {
    const gone = next;
    next = next.nextSibling;
    gone.remove();
  }
}

const keyOf = (node) => node?.dataset?.key;

function change(old, fresh) {
  if (old.nodeType === Node.TEXT_NODE) {
    if (old.data !== fresh.data) {
      old.data = fresh.data;
    }
    return;
  }
  for (const { name, value } of fresh.attributes) {
    if (old.getAttribute(name) !== value) {
      old.setAttribute(name, value);
    }
  }
  for (const { name } of [...old.attributes]) {
    if (name !== "open" && !fresh.hasAttribute(name)) {
      old.removeAttribute(name);
    }
  }
  putInto(old, [...fresh.childNodes]);
}

/** Keeps what was chosen; what is missing for a while, as an adapter that is deployed again, is chosen again when it comes back. */
export function options(select, choices) {
  const texts = choices.map(([value, text]) => `${value}\n${text}`).join("\n\n");
  if (select.dataset.choices === texts) {
    return;
  }
  const { missing, instead } = select.dataset;
  const chosen = missing && select.value === instead ? missing : select.value; // Unless something else was chosen meanwhile.
  select.replaceChildren(...choices.map(([value, text]) => element("option", { value }, text)));
  select.dataset.choices = texts;
  delete select.dataset.missing;
  if (choices.some(([value]) => value === chosen)) {
    select.value = chosen;
  } else if (chosen) {
    select.dataset.missing = chosen;
    select.dataset.instead = select.value;
  }
}

/** What an adapter counts by kind, a text each. */
export const kinds = (counts) => Object.entries(counts ?? {}).map(([kind, count]) => `${kind}: ${count}`);
