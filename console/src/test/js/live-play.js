// Plays the page's feed against a server, a browser and a clock that are made up. Each case ends with an exception if it is not so.

import assert from "node:assert/strict";

const OPEN = 1;
const CLOSED = 2;

class EventSource {
  static CONNECTING = 0;
  static OPEN = OPEN;
  static CLOSED = CLOSED;
  static all = [];

  constructor(address) {
    this.address = address;
    this.readyState = OPEN;
    EventSource.all.push(this);
  }

  close() {
    this.readyState = CLOSED;
  }

  send(state) {
    this.onmessage({ data: JSON.stringify(state) });
  }
}

const latest = () => EventSource.all.at(-1);
const settled = () => new Promise((done) => setImmediate(done));

let now;
let timers;
let answer;

const fine = async () => ({ ok: true, text: async () => JSON.stringify({ said: "asked" }) });
const failing = async () => {
  throw new Error("nothing answers");
};

Object.assign(globalThis, {
  EventSource,
  setTimeout: (work, delay) => timers.push({ work, at: now + delay }),
  fetch: (...request) => answer(...request),
});
Date.now = () => now;

const { live } = await import("./api.js");

/** Lets time pass, and all that was to be done meanwhile be done. */
async function pass(seconds) {
  const end = now + seconds * 1000;
  for (;;) {
    await settled();
    const next = timers.filter((one) => one.at <= end).sort((one, other) => one.at - other.at)[0];
    if (!next) {
      now = end;
      return;
    }
    timers.splice(timers.indexOf(next), 1);
    now = Math.max(now, next.at);
    next.work();
  }
}

function begin(take = () => {}, answers = fine) {
  EventSource.all = [];
  now = 1_000_000;
  timers = [];
  answer = answers;
  const page = { line: "", taken: [] };
  live((state) => {
    take(state);
    page.taken.push(state.said);
  }, (text) => {
    page.line = text;
  });
  return page;
}

const cases = {
  async whatIsSentIsLive() {
    const page = begin();
    await pass(1);
    latest().send({ said: "sent" });
    await pass(15);
    assert.equal(page.line, "Live");
    assert.equal(EventSource.all.length, 1);
  },

  async aStreamThatHasGoneSilentIsOpenedAgain() {
    const page = begin();
    const silent = latest();
    silent.send({ said: "sent" });
    await pass(30);
    assert.equal(EventSource.all.length, 2);
    assert.equal(silent.readyState, CLOSED);
    assert.equal(page.line, "Asked every 5 seconds");
    latest().send({ said: "again" });
    assert.equal(page.line, "Live");
    const { length } = page.taken;
    silent.send({ said: "late" });
    silent.readyState = 0;
    silent.onerror();
    assert.equal(page.line, "Live");
    assert.equal(page.taken.length, length);
  },

  // The server may keep each for ten minutes, where a proxy does not tell it that the page has closed one.
  async oneThatIsSilentFromTheBeginningIsOpenedAgainOnceAndThenWhenTheServerKeepsItNoLonger() {
    begin();
    await pass(15);
    assert.equal(EventSource.all.length, 1);
    await pass(15);
    assert.equal(EventSource.all.length, 2);
    await pass(580);
    assert.equal(EventSource.all.length, 2);
    await pass(20);
    assert.equal(EventSource.all.length, 3);
    await pass(580);
    assert.equal(EventSource.all.length, 3);
    latest().close(); // The server did it, or what is in between.
    await pass(6);
    assert.equal(EventSource.all.length, 4);
    latest().send({ said: "sent" });
    await pass(30);
    assert.equal(EventSource.all.length, 5);
  },

  async oneThatWasRefusedIsOpenedAgainSoonAndThenNowAndThen() {
    begin();
    latest().close(); // As a browser does.
    await pass(11);
    assert.equal(EventSource.all.length, 2);
    latest().close();
    await pass(50);
    assert.equal(EventSource.all.length, 2);
    await pass(15);
    assert.equal(EventSource.all.length, 3);
  },

  async itIsOpenedAgainAlsoWhileNothingElseIsAnswered() {
    const page = begin(undefined, failing);
    latest().close();
    await pass(11);
    assert.equal(EventSource.all.length, 2);
    assert.equal(page.line, "Not up to date: nothing answers");
  },

  async anAnswerThatIsLateSaysNothingInPlaceOfWhatCameMeanwhile() {
    for (const end of [fine, failing]) {
      let answered;
      const page = begin(undefined, () => new Promise((done) => (answered = () => done(end()))));
      latest().send({ said: "sent" });
      answered();
      await pass(1);
      assert.equal(page.line, "Live");
      assert.deepEqual(page.taken, ["sent"]);
    }
  },

  async aStateThatCannotBeShownIsNotLive() {
    const page = begin((state) => {
      if (state.said === "strange") {
        throw new TypeError("no such thing");
      }
    });
    await pass(1);
    latest().send({ said: "sent" });
    latest().send({ said: "strange" });
    assert.match(page.line, /^Not up to date: this page cannot show .*no such thing/);
    await pass(15);
    latest().send({ said: "strange" });
    await pass(10);
    assert.equal(page.line, "Asked every 5 seconds");
  },
};

for (const [name, play] of Object.entries(cases)) {
  await play();
  console.log(`played: ${name}`);
}
