// Plays what the page says when its scripts come, or do not.

import assert from "node:assert/strict";

let later;
globalThis.setTimeout = (work, delay) => (later = { work, delay });

async function afterAWhile(scripts) {
  const places = { message: { hidden: true, textContent: "" }, summary: { textContent: "Asking the adapters …" } };
  globalThis.document = { documentElement: { dataset: scripts }, getElementById: (id) => places[id] };
  await import(`./missing.js?${JSON.stringify(scripts)}`);
  assert.equal(later.delay, 10_000);
  later.work();
  return places;
}

const without = await afterAWhile({});
assert.equal(without.message.hidden, false);
assert.match(without.message.textContent, /did not come from the server: load the page again/);
assert.equal(without.summary.textContent, "The adapters were not asked");

const withThem = await afterAWhile({ scripts: "run" });
assert.equal(withThem.message.hidden, true);
assert.equal(withThem.summary.textContent, "Asking the adapters …");
