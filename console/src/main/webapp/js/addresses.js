// Which address offers what, why, and until when: the worst first, as the server has sorted them.

import { action, byId, element, kinds, options, renew } from "./dom.js";
import { read } from "./api.js";

const CONCERNS = {
  broken: "TLS is wanted and not offered",
  ended: "The certificate has ended, and is still served: senders that verify certificates refuse it",
  ending: "The certificate ends soon",
  warned: "Offered, with a warning",
  disturbed: "Something between clients and this server interferes",
  plain: "No TLS, as configured",
  unknown: "No verdict",
  none: "TLS is offered",
};

/** What the adapters' counters call them, in words of the log. */
const SIGNS = {
  "tls at greeting": "TLS began before any command: the client expects implicit TLS (smtps, submissions).",
  "tls never offered": "TLS began although STARTTLS was not offered: something in between announced and answered it itself.",
  "tls not asked for": "TLS began although STARTTLS never arrived: something in between answered it itself.",
  "tls after refusal": "TLS began although STARTTLS was refused: something in between changed the reply.",
  "masked command": "A command was written over with X or *: a firewall hides STARTTLS, and mail is sent in plaintext.",
  "plaintext behind starttls": "Plaintext came in one packet with STARTTLS, and was discarded.",
  "starttls stripped": "A client that nearly always used TLS sent in plaintext: something in between may have removed the offer.",
};

/** These a client gives by itself, as the server knows when it says what the concern is. */
const OF_THE_CLIENT = ["tls at greeting", "plaintext behind starttls"];

function signs(counts) {
  return Object.entries(counts ?? {}).map(([sign, count]) => {
    const times = `${count} ${count === 1 ? "time" : "times"}: ${SIGNS[sign] ?? sign}`;
    return OF_THE_CLIENT.includes(sign)
      ? element("p", {}, `By clients, ${times}`)
      : element("p", { class: "warning" }, `Interference, ${times}`);
  });
}

const endpoint = ({ values, id }) =>
  values.Address === undefined ? id : `${values.Scheme}://${host(values.Address)}:${values.Port}`;

const host = (address) => (address.includes(":") ? `[${address}]` : address);

const day = (time) => String(time ?? "").slice(0, 10);

const left = (days) => (days === undefined ? "" : `, ${days} ${days === 1 ? "day" : "days"} left`);

const remaining = ({ concern, daysLeft }) => (concern === "ended" ? ", ended" : left(daysLeft));

/** A pair of term and text for each that says something. */
function facts(pairs) {
  const said = pairs.filter(([, text]) => text !== undefined && text !== "" && text !== null);
  return element("dl", {}, ...said.flatMap(([term, text]) => [element("dt", {}, term), element("dd", {}, text)]));
}

function certificate(one) {
  return element(
    "div",
    { "data-key": one.alias ?? "" },
    element("h4", {}, one.alias ?? ""),
    facts([
      ["Subject", one.subject],
      ["Names", (one.names ?? []).join(", ")],
      ["Key", one.keyType],
      ["Valid", one.notBefore && `${day(one.notBefore)} to ${day(one.notAfter)}`],
      ["Verdict", one.verdict],
      ["Why", one.reason],
      ["Warnings", (one.warnings ?? []).join(" ")],
      ["OCSP", one.ocspStapling],
    ]),
  );
}

function card(one) {
  const { values } = one;
  const certificates = values.Certificates ?? [];
  return element(
    "article",
    { class: `card ${one.concern}`, "data-key": one.id },
    element("h3", {}, element("span", {}, endpoint(one)), element("span", { class: "mark" }, CONCERNS[one.concern] ?? "")),
    element("p", {}, element("strong", {}, values.Verdict ?? ""), " ", values.Reason ?? ""),
    ...(values.Warnings ?? []).map((warning) => element("p", { class: "warning" }, `Warning: ${warning}`)),
    ...signs(values.TlsAnomalies),
    facts([
      ["Adapter", one.adapter],
      ["Binding", values.Binding && `${values.Binding} (${values.BindingMatch ?? ""})`],
      ["Certificate", values.Subject],
      ["Ends", one.ends && `${day(one.ends)}${remaining(one)}`],
      ["Handshakes", values.HandshakesCompleted === undefined ? "" : `${values.HandshakesCompleted} done`],
      ["Handshakes failed", kinds(values.HandshakesFailed).join(", ")],
    ]),
    element(
      "details",
      { "data-key": "details" },
      element("summary", {}, `Certificates (${certificates.length}) and peers`),
      ...certificates.map(certificate),
      ...(values.TlsAnomaliesByPeer ?? []).map((sign) =>
        element("p", {}, `${sign.peer}: ${sign.anomaly}, ${sign.count} times, last ${sign.lastSeen}`)),
      action("reload", one.id, "Read key stores again", `of ${endpoint(one)}`),
    ),
  );
}

export function showAddresses(addresses) {
  const none = element("p", {}, "No adapter of this server has an address.");
  renew(byId("address-list"), addresses.length ? addresses.map(card) : [none]);
  options(byId("explain-by"), addresses.map((one) => [one.id, endpoint(one)]));
  const wrong = addresses.filter((one) => one.concern === "broken").length;
  const warned = addresses.filter((one) => ["ended", "ending", "warned", "disturbed"].includes(one.concern)).length;
  return { all: addresses.length, wrong, warned };
}

export function prepareExplain(told) {
  byId("explain-ask").addEventListener("click", () => told(async () => {
    const answer = byId("explain-answer");
    answer.textContent = (await read("explain", {
      id: byId("explain-by").value,
      address: byId("explain-address").value,
      port: byId("explain-port").value,
    })).text;
    answer.hidden = false;
  }));
}
