// Why did a mail bounce? Found in the last messages and refusals by what the sender's report says.

import { byId, fill, lines } from "./dom.js";
import { read } from "./api.js";

const recipients = (row) =>
  row.recipientCount > 1 ? `${row.recipient} and ${row.recipientCount - 1} more` : row.recipient;

const COLUMNS = [
  ["Time and id", (row) => lines(row.time, row.id), "short"],
  ["Reply and reason", (row) => lines(row.reply, row.reply.includes(row.reason) ? "" : row.reason), "long"],
  ["Recipient", recipients, "long"],
  ["Sender's domain", (row) => row.sender, "long"],
  ["Client", (row) => lines(row.peer, row.hello, row.localAddress && `at\u00a0${row.localAddress}`, row.tls), "long"],
  ["Bean", (row) => lines(row.bean, row.millis >= 0 ? `${row.millis} ms` : "", row.size ? `${row.size} octets` : ""), "long"],
];

/** What the replies of an adapter have as id, in a report that has other words besides. */
const ID = /\b[0-9a-z]{11}-[0-9a-z]+(-\d+)*\b/g;

/** So many different ones are asked for: other servers that a report passed may have such ids as well. */
const MOST_IDS = 20;

const WHAT = { refusals: "refusals", messages: "messages taken", both: "refusals and messages taken" };

/** What they know may be just what is looked for. */
const withoutSome = (failed) =>
  failed ? `; ${failed} ${failed === 1 ? "adapter" : "adapters"} could not be asked: try again` : "";

const spaced = (text) => String(text ?? "").toLowerCase().split(/\s+/).filter(Boolean);

/** All of the words are in the row; or its reply is in the text, which is a whole report. */
function fits(row, words) {
  const said = Object.values(row).join("\n").toLowerCase();
  const reply = spaced(row.reply).join(" ");
  return words.every((word) => said.includes(word)) || (reply !== "" && words.join(" ").includes(reply));
}

async function lastRows(what) {
  const paths = what === "both" ? ["refusals", "messages"] : [what];
  const answers = await Promise.all(paths.map((path) => read(path)));
  return {
    rows: answers.flatMap((answer) => answer.rows).sort((one, other) => new Date(other.time) - new Date(one.time)),
    failed: Math.max(...answers.map((answer) => answer.failed)),
  };
}

function idsIn(text) {
  const ids = text.match(ID) ?? (/^\s*\S+\s*$/.test(text) ? [text.trim()] : []);
  return [...new Set(ids)].filter((id) => id.length <= 256).slice(0, MOST_IDS);
}

/** An id tells more than all words: it finds also what is not among the last that are shown. */
export async function search(text, what) {
  let missing = 0;
  for (const id of idsIn(text)) {
    const { rows, failed } = await read("find", { id });
    missing = Math.max(missing, failed);
    if (rows.length) {
      return [rows, `Known of ${id}: ${rows.length}${withoutSome(failed)}`];
    }
  }
  const words = spaced(text);
  const { rows: last, failed } = await lastRows(what);
  const found = last.filter((row) => fits(row, words));
  const all = `the last ${last.length} ${WHAT[what]}`;
  const some = withoutSome(Math.max(missing, failed));
  return [found, `${words.length ? `Found among ${all}: ${found.length}` : `Shown: ${all}`}${some}`];
}

/** An adapter may be deployed while the page is open. */
export function showHistory(kept) {
  byId("history-parts").hidden = !kept;
  byId("history-missing").hidden = kept;
}

export function prepareHistory(told) {
  let asked = 0;
  const ask = () => told(async () => {
    const mine = ++asked;
    const [rows, title] = await search(byId("find-text").value, byId("find-what").value);
    if (mine !== asked) {
      return; // Another question came meanwhile.
    }
    fill(byId("rows"), COLUMNS, rows, "There is none.");
    byId("rows-title").textContent = title;
  });
  byId("find-ask").addEventListener("click", ask);
  byId("find-what").addEventListener("change", ask);
  byId("find-text").addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault(); // It makes no line.
      ask();
    }
  });
}
