// What the line at the top says.

import assert from "node:assert/strict";
import { summary } from "./summary.js";

const adapters = [{ adapter: "shop" }, { adapter: "second" }];
const port = (adapter, Open = 1) => ({ adapter, values: { Open } });
const well = { all: 2, wrong: 0, warned: 0 };

assert.equal(summary(well, { adapters, acceptors: [port("shop"), port("second")] }), "All addresses offer what is wanted");
assert.equal(summary(well, { adapters, acceptors: [port("shop")] }), "1 of 2 adapters has no port that is listened on");
assert.equal(summary(well, { adapters, acceptors: [] }), "2 of 2 adapters have no port that is listened on");
assert.equal(summary({ all: 0, wrong: 0, warned: 0 }, { adapters, acceptors: [] }), "No adapter has an address");
assert.equal(
  summary({ all: 4, wrong: 1, warned: 2 }, { adapters, acceptors: [port("shop", 0), port("second")] }),
  "TLS is wanted and not offered at 1 of 4 addresses; 1 of 2 ports are not open; 2 of 4 addresses need a look",
);
