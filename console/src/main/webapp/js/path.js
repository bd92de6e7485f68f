// What a client outside is told, what to publish, and which certificates end.

import { byId, element, fill, options } from "./dom.js";
import { change, read } from "./api.js";

const WORDS = { bad: "Wrong", warning: "Look at this", good: "As it should be" };

const day = (time) => String(time ?? "").slice(0, 10);

const moment = (time) => String(time ?? "").replace("T", " ").replace(/(:\d\d)(:00)?Z$/, "$1 UTC");

const plain = (text) => (text ? [element("p", {}, text)] : []);

function finding({ weight, sentence, remedy, detail }) {
  return element(
    "li",
    {},
    element("strong", { class: weight }, `${WORDS[weight]}: `),
    sentence,
    ...(detail ? [" ", element("code", {}, detail)] : []),
    ...(remedy ? [element("br"), remedy] : []),
  );
}

function shown({ tls, versions }) {
  const accepted = (versions ?? []).filter((one) => one.accepted).map((one) => one.version).join(", ");
  const refused = (versions ?? []).filter((one) => !one.accepted).map((one) => one.version).join(", ");
  return [
    element("p", {}, `${tls.protocol}, ${tls.cipherSuite}. Accepted: ${accepted || "not known"}. Refused: ${refused || "none that was tried"}.`),
    element("ol", {}, ...tls.chain.map((one) => element(
      "li",
      {},
      `${one.subject}, issued by ${one.issuer}, ${one.key}, ${day(one.notBefore)} to ${day(one.notAfter)}`,
      ...(one.names.length ? [element("br"), `Names: ${one.names.join(", ")}`] : []),
      element("br"),
      element("small", {}, `SHA-256 ${one.fingerprint}`),
    ))),
    ...pasted("For DNS, if this certificate is the right one (DANE)", tls.tlsa),
  ];
}

function card(door) {
  const weights = door.findings.map((one) => one.weight);
  const worst = ["bad", "warning", "good"].find((one) => weights.includes(one)) ?? "warning";
  return element(
    "article",
    { class: `card ${worst}` },
    element("h4", {}, `${door.name}, ${door.address} port ${door.port}`),
    ...plain(door.expected && `Compared with ${door.expected.url}: ${door.expected.verdict} ${door.expected.reason}`),
    element("ul", {}, ...door.findings.map(finding)),
    element("details", {}, element("summary", {}, "The conversation"), element("pre", { tabindex: 0 }, door.lines.join("\n"))),
    ...(door.tls ? [element("details", {}, element("summary", {}, "TLS, and the chain"), ...shown(door))] : []),
  );
}

const notLookedAt = (name, { address, refused }) =>
  element("article", { class: "card" }, element("h4", {}, `${name}, ${address}`), element("p", {}, `Not looked at: ${refused}.`));

/** A text to be pasted elsewhere. */
function pasted(title, text) {
  const copy = element("button", { type: "button" }, "Copy");
  copy.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(text);
      copy.textContent = "Copied";
    } catch {
      copy.textContent = "Select it, and copy by hand";
    }
  });
  return [element("p", {}, title), element("pre", { tabindex: 0 }, text), copy];
}

/** The button cannot be pressed again meanwhile; a screen reader hears how it goes on. */
async function busy(button, work) {
  button.disabled = true;
  try {
    await work();
  } finally {
    button.disabled = false;
    if (document.activeElement === document.body) {
      button.focus(); // Where it was before the button was disabled; a user who has gone on is not called back.
    }
  }
}

async function look() {
  const status = byId("path-status");
  const name = byId("path-name").value.trim();
  const port = byId("path-port").value;
  const doors = byId("path-doors");
  doors.replaceChildren();
  status.textContent = `Looking up ${name} …`;
  try {
    const { addresses } = await change("path/addresses", {}, { name, port });
    let wrong = 0;
    for (const [at, one] of addresses.entries()) {
      if (one.refused) {
        doors.append(notLookedAt(name, one));
        continue;
      }
      status.textContent = `Looking at ${one.address}, ${at + 1} of ${addresses.length}; this takes 10 seconds at most …`;
      const door = await change("path/look", {}, { name, port, address: one.address, behind: byId("path-behind").value });
      doors.append(card(door));
      wrong += door.findings.some((found) => found.weight === "bad") ? 1 : 0;
    }
    const looked = addresses.filter((one) => !one.refused).length;
    status.textContent = `${name}: ${looked} of ${addresses.length} addresses were looked at, something is wrong at ${wrong}.`;
  } catch (e) {
    status.textContent = "";
    throw e;
  }
}

const domain = () => ({ domain: byId("path-domain").value, hosts: byId("path-hosts").value, next: byId("path-next").value });

async function records() {
  const ready = await change("path/records", {}, domain());
  const dane = [
    ...(ready.tlsa.length
      ? pasted("DANE, for zones that are signed (DNSSEC). Before a key changes both of its records have to be there, for twice their TTL.", ready.tlsa.join("\n"))
      : []),
    ...ready.tlsaNotes.flatMap((note) => plain(`DANE: ${note}`)),
  ];
  byId("path-texts").replaceChildren(
    ...dane,
    ...pasted(`MTA-STS, first: this file at ${ready.policyPlace}`, ready.policyFile),
    ...pasted("MTA-STS, then: this record. The id has to be a new one after each change of the file.", ready.policyLine),
    ...pasted("TLS-RPT: where senders report what fails", ready.reportLine),
    ...plain("When reports show no failures, write mode: enforce and a max_age of some weeks into the file, and a new id into the record."),
  );
  byId("path-published").textContent = "The records are ready.";
}

async function check() {
  byId("path-published").textContent = "DNS is asked …";
  try {
    const { rows } = await change("path/check", {}, domain());
    fill(byId("path-dns"), [
      ["Record", (row) => row.what],
      ["Name", (row) => row.owner, "long"],
      ["Found", (row) => row.found, "long"],
      ["Says", (row) => element("span", {}, element("strong", { class: row.weight }, `${WORDS[row.weight]}: `), row.sentence), "long"],
    ], rows, "Nothing was asked.");
    byId("path-dns-parts").hidden = false;
    const wrong = rows.filter((row) => row.weight === "bad").length;
    byId("path-published").textContent =
      `DNS was asked for ${rows.length} records, ${wrong} are wrong. Whether the zone is signed (DNSSEC) cannot be seen from here: senders ignore TLSA records of a zone that is not.`;
  } catch (e) {
    byId("path-published").textContent = "";
    throw e;
  }
}

async function overview() {
  const { names, places, endings } = await read("path");
  byId("path-names").replaceChildren(...names.map((value) => element("option", { value })));
  options(byId("path-behind"), [["", "as address and port tell"], ...places.map((one) => [one.id, one.text])]);
  for (const [id, value] of [["path-name", names[0]], ["path-hosts", names[0]], ["path-domain", names[0]?.split(".").slice(1).join(".")]]) {
    byId(id).value ||= value ?? "";
  }
  fill(byId("path-endings"), [
    ["Senders begin to fail", (row) => moment(row.end), "short"],
    ["Days left", (row) => (row.ended ? "ended" : row.daysLeft)],
    ["Certificate", (row) => `${row.alias} (${row.subject})`, "long"],
    ["At", (row) => row.places.join(" "), "long"],
    ["Adapter", (row) => row.adapter],
    ["What follows", (row) => row.then, "long"],
  ], endings, "No certificate is bound.");
}

export async function preparePath(told) {
  for (const [id, work] of [["path-look", look], ["path-records", records], ["path-check", check]]) {
    byId(id).addEventListener("click", () => told(() => busy(byId(id), work)));
  }
  byId("path-name").addEventListener("keydown", (event) => {
    if (event.key === "Enter") {
      byId("path-look").click();
    }
  });
  setInterval(() => overview().catch(() => {}), 60_000); // The line above the page says that the server cannot be reached.
  await overview();
}
