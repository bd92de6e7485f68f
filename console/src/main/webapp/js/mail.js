// What came, and what other values would change.

import { byId, fill, kinds, lines, options } from "./dom.js";
import { change, read } from "./api.js";
import { draw } from "./charts.js";

export function showTotals(adapters) {
  options(byId("chart-adapter"), adapters.map((one) => [one.adapter, one.adapter]));
  fill(byId("totals"), [
    ["Adapter", (one) => one.adapter],
    ["Started", (one) => one.values.Started, "short"],
    ["Accepted", (one) => one.values.MessagesAccepted],
    ["Deferred", (one) => one.values.MessagesDeferred],
    ["Refused", (one) => one.values.MessagesRefused],
    ["Connections", (one) => one.values.Connections],
    ["Answers", (one) => lines(...kinds(one.values.Messages)), "long"],
    ["Recipients", (one) => lines(...kinds(one.values.Recipients)), "long"],
  ], adapters, "There is no adapter in this server.");
  const able = adapters.filter((one) => one.canTry);
  options(byId("whatif-adapter"), able.map((one) => [one.id, one.adapter]));
  byId("whatif-parts").hidden = able.length === 0;
  byId("whatif-missing").hidden = able.length > 0;
}

const WINDOW_STANDS_MS = 300;

export function prepareCharts() {
  let asked = 0;
  let resized;
  const redraw = async () => {
    asked += 1;
    const mine = asked;
    const adapter = byId("chart-adapter").value;
    try {
      const samples = adapter ? await read("samples", { adapter, span: byId("chart-span").value }) : {};
      if (mine === asked) { // Else this answer is late, and another one comes.
        byId("chart-empty").hidden = draw(byId("charts"), samples);
      }
    } catch {
      // The line above the page says that the server cannot be reached.
    }
  };
  byId("chart-adapter").addEventListener("change", redraw);
  byId("chart-span").addEventListener("change", redraw);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redraw);
  addEventListener("resize", () => { // Which is told at each step of the window's edge.
    clearTimeout(resized);
    resized = setTimeout(redraw, WINDOW_STANDS_MS);
  });
  setInterval(redraw, 10_000);
  return redraw;
}

export function prepareWhatIf(told) {
  byId("whatif-ask").addEventListener("click", () => told(async () => {
    const question = { adapter: byId("whatif-adapter").value };
    for (const field of document.querySelectorAll("[data-property]")) {
      question[field.dataset.property] = field.value;
    }
    byId("whatif-result").hidden = true; // What stood there belonged to another question.
    byId("whatif-rows").replaceChildren();
    const { rows, command } = await change("whatif", {}, question);
    fill(byId("whatif-rows"), [
      ["Address", (row) => `${row.scheme}://${row.address}:${row.port}`, "short"],
      ["Now", (row) => row.verdictNow],
      ["Then", (row) => row.verdict],
      ["Why", (row) => row.reason, "long"],
      ["Warnings", (row) => lines(...(row.warnings ?? [])), "long"],
      ["Certificate", (row) => lines(row.alias, row.subject), "long"],
      ["Ends", (row) => String(row.notAfter ?? "").slice(0, 10)],
      ["To be changed at the bean", (row) => (row.ownProperties ?? []).join(", ")],
    ], rows, "The adapter has no address.");
    byId("whatif-command").textContent = command;
    byId("whatif-copy").textContent = "Copy";
    byId("whatif-result").hidden = command === "";
  }));
  byId("whatif-copy").addEventListener("click", () => told(async () => {
    await navigator.clipboard.writeText(byId("whatif-command").textContent);
    byId("whatif-copy").textContent = "Copied";
  }));
}
