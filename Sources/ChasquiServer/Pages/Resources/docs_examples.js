import { exampleValue, resolved } from "./docs_schema.js";

/** A call with curl, as it can be pasted into a shell. */
export function curlExample(path, method, parameters, body, description) {
  const lines = [`curl "${address(path, parameters, description)}"`];
  if (method !== "get" && !(method === "post" && body)) lines[0] = `curl -X ${method.toUpperCase()} ${lines[0].slice(5)}`;
  for (const { name, value } of headers(parameters, description)) lines.push(`-H ${quoted(`${name}: ${value}`)}`);
  const { kind, value } = content(body, description);
  if (kind === "json") {
    lines.push(`-H 'Content-Type: application/json'`, `-d ${quoted(JSON.stringify(value))}`);
  } else if (kind === "form") {
    lines.push(...Object.entries(value).map(([name, part]) => `-F ${quoted(`${name}=${part}`)}`));
  } else if (kind === "urlencoded") {
    lines.push(...Object.entries(value).map(([name, part]) => `--data-urlencode ${quoted(`${name}=${part}`)}`));
  } else if (kind === "file") lines.push("--data-binary @glossary.tbx");
  return lines.join(" \\\n  ");
}

/** The same with Python's standard library. */
export function pythonExample(path, method, parameters, body, description) {
  const { kind, value } = content(body, description);
  const given = headers(parameters, description);
  if (kind === "form") return formExample(path, parameters, value, description);
  if (kind === "json") given.push({ name: "Content-Type", value: "application/json" });
  const data = { json: `json.dumps(${python(value)}).encode()`, file: 'open("glossary.tbx", "rb").read()' }[kind]
    ?? (kind === "urlencoded" ? `urllib.parse.urlencode(${python(value)}).encode()` : null);
  return [
    kind === "urlencoded" ? "import json, urllib.parse, urllib.request" : "import json, urllib.request", "",
    "request = urllib.request.Request(",
    `    "${address(path, parameters, description)}",`,
    `    method="${method.toUpperCase()}",`,
    given.length > 0 && `    headers={${given.map((each) => `${python(each.name)}: ${python(each.value)}`).join(", ")}},`,
    data && `    data=${data},`,
    ")",
    "with urllib.request.urlopen(request) as response:",
    "    print(response.read().decode())",
  ].filter((line) => line !== false && line !== null && line !== undefined).join("\n")
    .replace(/^import json, /, kind === "json" ? "import json, " : "import ");
}

function formExample(path, parameters, value, description) {
  const file = Object.entries(value).find(([, part]) => String(part).startsWith("@"));
  const rest = Object.fromEntries(Object.entries(value).filter(([name]) => name !== file?.[0]));
  return [
    "import requests  # pip install requests", "",
    "response = requests.post(",
    `    "${address(path, parameters, description)}",`,
    file && `    files={${python(file[0])}: open(${python(file[1].slice(1))}, "rb")},`,
    `    data=${python(rest)},`,
    ")",
    "print(response.json())",
  ].filter(Boolean).join("\n");
}

function address(path, parameters, description) {
  const value = (parameter) => String(parameter.example ?? exampleValue(parameter.schema, description) ?? parameter.name);
  const filled = path.replace(/\{(\w+)\}/g, (whole, name) => {
    const parameter = parameters.find((each) => each.in === "path" && each.name === name);
    return parameter ? encodeURIComponent(value(parameter)) : whole;
  });
  const query = parameters.filter((each) => each.in === "query" && (each.required || each.example !== undefined))
    .map((each) => `${encodeURIComponent(each.name)}=${encodeURIComponent(value(each))}`).join("&");
  return location.origin + filled + (query ? `?${query}` : "");
}

function headers(parameters, description) {
  return parameters.filter((each) => each.in === "header" && each.required)
    .map((each) => ({ name: each.name, value: String(each.example ?? exampleValue(each.schema, description)) }));
}

/** What is sent: as JSON, as a form with files, as a form, or a file as it is. */
function content(body, description) {
  const types = resolved(body, description)?.content ?? {};
  const value = (type) => types[type].example ?? Object.values(types[type].examples ?? {})[0]?.value
    ?? exampleValue(types[type].schema, description);
  if (types["application/json"]) return { kind: "json", value: value("application/json") };
  if (types["multipart/form-data"]) {
    const schema = resolved(types["multipart/form-data"].schema, description);
    const form = value("multipart/form-data") ?? {};
    for (const [name, part] of Object.entries(schema?.properties ?? {})) {
      const field = resolved(part, description);
      if (field?.format === "binary" || field?.contentMediaType) form[name] = "@notice.html";
    }
    return { kind: "form", value: form };
  }
  if (types["application/x-www-form-urlencoded"]) {
    return { kind: "urlencoded", value: value("application/x-www-form-urlencoded") ?? {} };
  }
  return Object.keys(types).length > 0 ? { kind: "file" } : {};
}

function quoted(text) {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/** A value as Python writes it. */
function python(value) {
  if (value === null || value === undefined) return "None";
  if (value === true || value === false) return value ? "True" : "False";
  if (Array.isArray(value)) return `[${value.map(python).join(", ")}]`;
  if (typeof value === "object") {
    return `{${Object.entries(value).map(([key, part]) => `${python(key)}: ${python(part)}`).join(", ")}}`;
  }
  return JSON.stringify(value);
}
