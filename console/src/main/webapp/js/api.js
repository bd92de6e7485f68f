// Requests. What changes something carries the token of the session, which pages of other sites cannot read.

/** Longer than any answer takes: after it the page goes on. */
const LONGEST = 60_000;

async function ask(path, how = {}) {
  const response = await fetch(`api/${path}`, { cache: "no-store", signal: AbortSignal.timeout(LONGEST), ...how });
  const text = await response.text();
  if (!response.ok) {
    throw Object.assign(new Error(sentence(text) || `The server answered ${response.status}.`), { status: response.status });
  }
  return JSON.parse(text);
}

function sentence(text) {
  try {
    return JSON.parse(text).error;
  } catch {
    return text.startsWith("<") ? "" : text.slice(0, 500);
  }
}

const query = (parameters) => new URLSearchParams(parameters).toString();

export const read = (path, parameters = {}) => ask(`${path}?${query(parameters)}`);

/**
 * The token is asked for each time: a session may have ended while the page was open. And twice, if need be: a server that
 * renews sessions with each authentication may have done so between the two requests, for another request of this page.
 */
export async function change(path, parameters = {}, body) {
  try {
    return await changeOnce(path, parameters, body);
  } catch (e) {
    if (e.status !== 403) {
      throw e;
    }
    return changeOnce(path, parameters, body);
  }
}

async function changeOnce(path, parameters, body) {
  const { token } = await ask("session");
  return ask(`${path}?${query(parameters)}`, {
    method: "POST",
    headers: { "X-Postern-Token": token, ...(body ? { "Content-Type": "application/json" } : {}) },
    body: body && JSON.stringify(body),
  });
}

/** The server says something at least every 15 seconds. */
const SILENT = 20_000;

/** A stream that was refused, because too many pages were open, is opened again after this; one that says nothing after SILENT; */
const AGAIN_FIRST = 10_000;

/** and if that did not help, after this, each time, where it is refused again; */
const AGAIN = 60_000;

/**
 * and where it says nothing, after this, for which the server keeps a stream: it may not learn from a proxy in between that the page has
 * closed one, and each that it keeps has one of the places of all pages.
 */
const KEPT = 600_000;

const STEP = 5_000;

/** Calls with each state: as the server sends them, or asked for every few seconds as long as nothing is sent. */
export function live(take, says) {
  let source;
  let begun;
  let heard = -SILENT;
  let count = 0;
  let tried = false;

  const show = (state) => {
    try {
      take(state);
    } catch (e) {
      throw new Error(`this page cannot show what the server says; load it again (${e.message})`);
    }
  };

  const listen = () => {
    source?.close();
    const mine = new EventSource("api/live");
    source = mine;
    begun = Date.now();
    mine.onmessage = (event) => {
      if (mine !== source) {
        return; // It was given up.
      }
      try {
        show(JSON.parse(event.data));
        heard = Date.now();
        count += 1;
        tried = false;
        says("Live");
      } catch (e) {
        says(`Not up to date: ${e.message}`);
      }
    };
    mine.onerror = () => {
      if (mine === source && mine.readyState !== EventSource.CLOSED) {
        says("Connecting again …");
      }
    };
  };

  const isRefused = () => source.readyState === EventSource.CLOSED;
  const isOver = () => isRefused() || Date.now() - heard >= SILENT;

  const patience = () => {
    const [first, then] = isRefused() ? [AGAIN_FIRST, AGAIN] : [SILENT, KEPT];
    return tried ? then : first;
  };

  const ask = async () => {
    const before = count;
    let text = "Asked every 5 seconds";
    try {
      const state = await read("state");
      if (before === count) { // Else the stream has said something later.
        show(state);
      }
    } catch (e) {
      text = `Not up to date: ${e.message}`;
    }
    if (before === count) {
      says(text);
    }
  };

  const look = async () => {
    if (isOver()) {
      if (Date.now() - begun >= patience()) {
        tried = true;
        listen();
      }
      await ask();
    }
    setTimeout(look, STEP);
  };
  listen();
  look();
}
