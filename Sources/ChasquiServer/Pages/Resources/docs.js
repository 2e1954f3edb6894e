import { call } from "./api.js";
import { curlExample, pythonExample } from "./docs_examples.js";
import { fieldRows, resolved } from "./docs_schema.js";
import { byId, element } from "./elements.js";
import { message } from "./messages.js";
import { failure, notify, startPage } from "./page.js";

const methods = ["get", "post", "put", "patch", "delete"];

startPage();
await load();

async function load() {
  try {
    const description = await call("/openapi.json");
    byId("trouble").replaceChildren();
    show(description);
    document.getElementById(decodeURIComponent(location.hash.slice(1)))?.scrollIntoView();
  } catch (problem) {
    byId("trouble").replaceChildren(failure(problem, load));
  }
  byId("operations").setAttribute("aria-busy", "false");
}

function show(description) {
  const groups = new Map((description.tags ?? []).map((tag) => [tag.name, { about: tag.description, operations: [] }]));
  for (const [path, item] of Object.entries(description.paths ?? {})) {
    for (const method of methods.filter((each) => item[each])) {
      const operation = item[method];
      const tag = operation.tags?.[0] ?? message("docs.other");
      if (!groups.has(tag)) groups.set(tag, { operations: [] });
      const parameters = [...(item.parameters ?? []), ...(operation.parameters ?? [])]
        .map((parameter) => resolved(parameter, description));
      groups.get(tag).operations.push({ path, method, operation, parameters, id: `${method}${path}` });
    }
  }
  const shown = [...groups].filter(([, group]) => group.operations.length > 0);
  byId("contents").replaceChildren(...shown.map(([tag, { operations }]) => element("div", {},
    element("p", { class: "contents-title", lang: "en" }, element("a", { href: `#${anchor(tag)}` }, tag)),
    element("ul", { lang: "en" }, operations.map(({ id, operation, path, method }) => element("li", {},
      element("a", { href: `#${anchor(id)}` }, operation.summary ?? `${method.toUpperCase()} ${path}`)))))));
  byId("operations").replaceChildren(...shown.map(([tag, group]) =>
    element("section", { "aria-labelledby": anchor(tag) },
      element("h2", { id: anchor(tag), lang: "en" }, tag),
      ...prose(group.about),
      group.operations.map((each) => article(each, description)))));
}

function article({ path, method, operation, parameters, id }, description) {
  const body = resolved(operation.requestBody, description);
  const responses = Object.entries(operation.responses ?? {})
    .map(([status, response]) => [status, resolved(response, description)]);
  return element("article", { class: "operation", id: anchor(id) },
    element("h3", { lang: "en" }, operation.summary ?? path),
    element("p", { class: "address" }, element("span", { class: `method ${method}` }, method.toUpperCase()),
      element("code", {}, path)),
    ...prose(operation.description),
    parameters.length > 0 && [element("h4", {}, message("docs.parameters")), table(parameters.map((parameter) => ({
      name: parameter.name, type: fieldRows(parameter.schema, description).type,
      isRequired: parameter.required === true, about: parameter.description, place: parameter.in,
    })))],
    body && Object.entries(body.content ?? {}).map(([type, { schema }]) => {
      const { rows } = fieldRows(schema, description);
      return [element("h4", {}, message("docs.body"), " ", element("code", {}, type)), rows.length > 0 && table(rows)];
    }),
    element("h4", {}, message("docs.responses")),
    element("ul", { class: "responses" }, responses.map(([status, response]) => {
      const schema = Object.values(response?.content ?? {})[0]?.schema;
      const { rows } = schema ? fieldRows(schema, description) : { rows: [] };
      const title = [element("code", {}, status), element("span", { lang: "en" }, ` ${response?.description ?? ""}`)];
      return element("li", {}, rows.length > 0 && status.startsWith("2")
        ? element("details", {}, element("summary", {}, title), table(rows)) : title);
    })),
    element("h4", {}, message("docs.examples")),
    sample("curl", curlExample(path, method, parameters, body, description)),
    sample("Python", pythonExample(path, method, parameters, body, description)));
}

function table(rows) {
  return element("div", { class: "fields" }, element("dl", {}, rows.map((row) => [
    element("dt", {}, element("code", {}, row.name), " ", element("span", { class: "help" }, [
      row.type, row.place && row.place !== "query" ? message(`docs.in.${row.place}`) : "",
      row.isRequired ? message("docs.required") : "",
    ].filter(Boolean).join(" · "))),
    element("dd", { lang: "en" }, ...inline(row.about ?? "")),
  ])));
}

function sample(name, code) {
  return element("figure", { class: "sample" },
    element("figcaption", {}, name, element("button", {
      type: "button", class: "quiet", "aria-label": message("docs.copyNamed", { name }), onclick: async () => {
        try {
          await navigator.clipboard.writeText(code);
          notify(message("docs.copied"));
        } catch {
          notify(message("translate.cannotCopy"));
        }
      },
    }, message("docs.copy"))),
    element("pre", { tabIndex: 0, role: "region", "aria-label": name }, element("code", {}, code)));
}

/** Paragraphs of the description, which is in English; text between backticks is code. */
function prose(text = "") {
  return text.split(/\n\s*\n/).filter((part) => part.trim()).map((part) => element("p", { lang: "en" }, ...inline(part)));
}

function inline(text) {
  return text.split("`").map((part, index) => (index % 2 === 1 ? element("code", {}, part) : part));
}

function anchor(text) {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "");
}
