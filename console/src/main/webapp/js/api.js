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

/** A server that has refused to tell, because too many pages were open, is asked to tell again after this. */
const AGAIN = 60_000;

/** Calls with each state: as the server sends them, or asked for every few seconds as long as nothing is sent. */
export function live(take, says) {
  let source;
  let begun;
  let heard = -SILENT;
  const listen = () => {
    begun = Date.now();
    source = new EventSource("api/live");
    source.onmessage = (event) => {
      heard = Date.now();
      take(JSON.parse(event.data));
      says("Live");
    };
    source.onerror = () => {
      if (source.readyState !== EventSource.CLOSED) {
        says("Connecting again …");
      }
    };
  };
  const look = async () => {
    try {
      if (source.readyState === EventSource.CLOSED || Date.now() - heard >= SILENT) {
        take(await read("state"));
        says("Asked every 5 seconds");
        if (source.readyState === EventSource.CLOSED && Date.now() - begun >= AGAIN) {
          listen();
        }
      }
    } catch (e) {
      says(`Not up to date: ${e.message}`);
    }
    setTimeout(look, 5000);
  };
  listen();
  look();
}
