// The line at the top of the page: what is not as it should be.

/** Says it of addresses that were counted, and of the ports and adapters of a state. */
export function summary({ all, wrong, warned }, { adapters, acceptors }) {
  const closed = acceptors.filter((one) => one.values.Open === 0).length;
  const idle = adapters.filter((one) => acceptors.every((port) => port.adapter !== one.adapter)).length;
  const parts = [
    wrong && `TLS is wanted and not offered at ${wrong} of ${all} addresses`,
    closed && `${closed} of ${acceptors.length} ports are not open`,
    idle && all && `${idle} of ${adapters.length} adapters ${idle === 1 ? "has" : "have"} no port that is listened on`,
    warned && `${warned} of ${all} addresses need a look`,
  ].filter(Boolean);
  if (parts.length) {
    return parts.join("; ");
  }
  return all ? "All addresses offer what is wanted" : "No adapter has an address";
}
