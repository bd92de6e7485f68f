// An adapter that could not be asked is told of wherever it may have known what was looked for.

import assert from "node:assert/strict";

let answers;
const asked = (path) => Object.entries(answers).find(([name]) => path.includes(name))[1];
globalThis.fetch = async (path) => ({ ok: true, text: async () => JSON.stringify(asked(path)) });

const { search } = await import("./history.js");

const ROW = { time: "2026-11-29T10:00:00Z", id: "0123456789a-1", reply: "550 no" };
const NONE = { rows: [], failed: 0 };

answers = { find: { rows: [ROW], failed: 1 } };
assert.deepEqual(await search("0123456789a-1", "both"), [
  [ROW],
  "Known of 0123456789a-1: 1; 1 adapter could not be asked: try again",
]);

answers = { find: NONE, refusals: { rows: [ROW], failed: 2 }, messages: NONE };
assert.equal((await search("", "both"))[1], "Shown: the last 1 refusals and messages taken; 2 adapters could not be asked: try again");

answers = { find: { rows: [], failed: 1 }, refusals: NONE, messages: NONE };
assert.match((await search("0123456789b-1", "refusals"))[1], /: 0; 1 adapter could not be asked/);

answers = { find: NONE, refusals: NONE, messages: NONE };
assert.equal((await search("", "refusals"))[1], "Shown: the last 0 refusals");
