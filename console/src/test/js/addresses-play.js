// Which end a card shows.

import assert from "node:assert/strict";
import { firstEnd } from "./addresses.js";

const certificate = (verdict, notAfter) => ({ verdict, notAfter });
const late = certificate("USABLE", "2027-02-01T00:00:00Z");
const early = certificate("USABLE", "2027-01-01T00:00:00Z");
const withdrawn = certificate("EXPIRED", "2026-11-01T00:00:00Z");

assert.equal(firstEnd({ Certificates: [withdrawn, late, early] }), early.notAfter);
assert.equal(firstEnd({ Certificates: [withdrawn] }), withdrawn.notAfter);
assert.equal(firstEnd({ Certificates: [certificate("ALIAS_NOT_FOUND", ""), late] }), late.notAfter);
assert.equal(firstEnd({ Certificates: [], NotAfter: late.notAfter }), late.notAfter);
assert.equal(firstEnd({ NotAfter: late.notAfter }), late.notAfter);
assert.equal(firstEnd({}), undefined);
