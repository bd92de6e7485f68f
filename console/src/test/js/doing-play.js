// What is said of durations of which an adapter tells less than others.

import assert from "node:assert/strict";
import { mean } from "./doing.js";

assert.equal(mean({ count: 2, sumSeconds: 1, maxSeconds: 0.75 }), "0.500 s, at most 0.750 s");
assert.equal(mean({ count: 2, sumSeconds: 1 }), "0.500 s");
assert.equal(mean({ count: 2, sumSeconds: 1, maxSeconds: null }), "0.500 s");
assert.equal(mean({ count: 2 }), "");
assert.equal(mean({ count: 0, sumSeconds: 0, maxSeconds: 0 }), "");
assert.equal(mean(undefined), "");
