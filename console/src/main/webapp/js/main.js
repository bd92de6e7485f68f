// Puts the parts of the page together.

import { byId } from "./dom.js";
import { change, live } from "./api.js";
import { prepareExplain, showAddresses } from "./addresses.js";
import { showDoing } from "./doing.js";
import { prepareHistory, showHistory } from "./history.js";
import { prepareCharts, prepareWhatIf, showTotals } from "./mail.js";
import { preparePath } from "./path.js";
import { summary } from "./summary.js";

function say(place, text) {
  byId(place).textContent = text;
  byId(place).hidden = text === "";
}

/** Does it, and says on the page what the server had against it. */
async function told(work) {
  try {
    say("message", "");
    say("done", "");
    await work();
  } catch (e) {
    say("message", e.message);
  }
}

let doing = Promise.resolve();

// The answer changes what stands under the pointer: "Pause" is "Resume" then, or the button of another row. So one gesture does one
// thing: neither does the second click of two anything, nor a key that is held. What is clicked meanwhile is done afterwards.
byId("main").addEventListener("click", ({ target, detail }) => {
  const { action, id } = target.dataset;
  if (action && detail < 2) {
    const done = `Done: ${target.getAttribute("aria-label")}`;
    doing = doing.then(() => told(async () => {
      show(await change(action, { id }));
      say("done", done);
    }));
  }
});

byId("main").addEventListener("keydown", (event) => {
  if (event.repeat && ["Enter", " "].includes(event.key) && event.target.dataset.action) {
    event.preventDefault();
  }
});

const redraw = prepareCharts();
let first = true;

function show(state) {
  const counted = showAddresses(state.addresses);
  showDoing(state.activations, state.acceptors);
  showTotals(state.adapters);
  showHistory(state.historyKept);
  const text = summary(counted, state);
  if (byId("summary").textContent !== text) {
    byId("summary").textContent = text; // A screen reader tells of it when it changes.
  }
  if (first) {
    first = false;
    redraw();
  }
}

prepareExplain(told);
prepareWhatIf(told);
prepareHistory(told);
told(() => preparePath(told));
live(show, (text) => {
  if (byId("connection").textContent !== text) {
    byId("connection").textContent = text;
  }
});
document.documentElement.dataset.scripts = "run"; // All of them have come: see missing.js.
