// Beans and ports: what they do, and what an operator does to them.

import { action, byId, fill, kinds, lines } from "./dom.js";

const pausing = (one, what, name) =>
  one.values.State === "PAUSED"
    ? action("resume", one.id, `Resume ${what}`, name)
    : action("pause", one.id, `Pause ${what}`, name);

/** Without what the container calls it besides, which is long. */
const beanName = (name) => String(name ?? "").replace(/ \(.*\)$/, "");

/** A pause ends when nothing is with the bean any more. */
function stateOf({ values }) {
  if (values.State === "PAUSED" && values.RunningDeliveries > 0) {
    return `PAUSED, ${values.RunningDeliveries} still under way`;
  }
  return values.State;
}

/** An adapter need not say how long the longest was. */
const most = ({ maxSeconds }) => (Number.isFinite(maxSeconds) ? `, at most ${maxSeconds.toFixed(3)} s` : "");

export const mean = (durations) =>
  durations?.count && Number.isFinite(durations.sumSeconds)
    ? `${(durations.sumSeconds / durations.count).toFixed(3)} s${most(durations)}`
    : "";

const port = ({ values }) => `${values.Scheme}://${values.Address}:${values.Port}`;

export function showDoing(activations, acceptors) {
  fill(byId("activations"), [
    ["Bean", (one) => beanName(one.values.Name), "long"],
    ["Application", (one) => one.values.Application],
    ["Adapter", (one) => one.adapter],
    ["Recipients", (one) => one.values.Recipients, "long"],
    ["State", stateOf],
    ["With it", (one) => one.values.RunningDeliveries],
    ["Waiting", (one) => one.values.WaitingDeliveries],
    ["Took", (one) => mean(one.values.DeliveryTime)],
    ["Outcomes", (one) => lines(...kinds(one.values.Outcomes)), "long"],
    ["Action", (one) => pausing(one, "bean", beanName(one.values.Name)), "short"],
  ], activations, "No bean wants mail.");
  fill(byId("acceptors"), [
    ["Port", port, "short"],
    ["Adapter", (one) => one.adapter],
    ["State", (one) => one.values.State],
    ["Why", (one) => one.values.Reason, "long"],
    ["Next try", (one) => one.values.NextTry, "short"],
    ["Connections", (one) => one.values.Connections],
    ["Beans", (one) => lines(...(one.values.Activations ?? []).map(beanName)), "long"],
    ["Action", (one) => pausing(one, "port", port(one)), "short"],
  ], acceptors, "No port is listened on.");
}
