import { message, messageIfAny } from "./messages.js";

/** Why a request failed, in words for people. */
export class Problem extends Error {
  constructor(status, name, text, fields = {}) {
    super(text);
    this.status = status;
    this.name = name;
    this.fields = fields;
  }
}

let askForKey = async () => false;

/** Says who asks for an API key when the server wants one; it tells whether there is a new one to try. */
export function whenKeyIsWanted(ask) {
  askForKey = ask;
}

export const accessKey = {
  get: () => sessionStorage.getItem("chasqui-key") ?? "",
  set: (key) => (key ? sessionStorage.setItem("chasqui-key", key) : sessionStorage.removeItem("chasqui-key")),
};

/**
 * Sends a request and gives the response, whatever its content.
 *
 * `json` is sent as JSON, `body` as it is. Throws a `Problem`, or an `AbortError` if `signal` was used.
 */
export async function send(path, { json, body, headers = {}, method, signal, silent = false } = {}) {
  const attempt = async () => {
    const key = accessKey.get();
    try {
      return await fetch(path, {
        method: method ?? (json === undefined && body === undefined ? "GET" : "POST"),
        headers: {
          ...headers,
          ...(json === undefined ? {} : { "Content-Type": "application/json" }),
          ...(key ? { Authorization: `Bearer ${key}` } : {}),
        },
        body: json === undefined ? body : JSON.stringify(json),
        signal,
      });
    } catch (error) {
      if (error.name === "AbortError") throw error;
      throw new Problem(0, "unreachable", message("problem.unreachable"));
    }
  };
  let response = await attempt();
  if (response.status === 401 && !silent && (await askForKey())) response = await attempt();
  if (!response.ok) throw await problem(response);
  return response;
}

/** Sends a request and gives the JSON of the answer; undefined for an empty one. */
export async function call(path, options) {
  const response = await send(path, options);
  if (response.status === 204) return undefined;
  try {
    return await response.json();
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new Problem(response.status, "internal", message("problem.internal"));
  }
}

async function problem(response) {
  let fields = {};
  try {
    fields = await response.json();
  } catch {
    // A proxy's page; the status has to do.
  }
  const name = String(fields.type ?? "").split(":").pop() || `status-${response.status}`;
  const known = messageIfAny(`problem.${name}`, {
    detail: fields.detail, seconds: Number(response.headers.get("Retry-After") ?? 1),
  });
  const text = known ?? fields.detail ?? fields.title ?? message("problem.status", { status: response.status });
  return new Problem(response.status, name, text, fields);
}

/** A path whose parts are written so that no name can leave its place. */
export function path(parts, query = {}) {
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== "" && value !== null);
  const search = new URLSearchParams(given).toString();
  return parts.map((part) => `/${encodeURIComponent(part)}`).join("") + (search ? `?${search}` : "");
}
