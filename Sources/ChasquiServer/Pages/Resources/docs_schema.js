/** What a reference in an OpenAPI description refers to; other things as they are. */
export function resolved(thing, description, depth = 0) {
  if (!thing?.$ref || depth > 8) return thing;
  const parts = thing.$ref.replace(/^#\//, "").split("/")
    .map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"));
  return resolved(parts.reduce((place, part) => place?.[part], description), description, depth + 1);
}

/** A schema as people read it: the name of its type, and rows for its fields and those inside them. */
export function fieldRows(schema, description, prefix = "", depth = 0) {
  const whole = merged(schema, description);
  if (!whole) return { type: "", rows: [] };
  const type = typeName(whole, description);
  if (depth > 3) return { type, rows: [] };
  if (whole.items) return { type, rows: fieldRows(whole.items, description, `${prefix}[].`, depth).rows };
  const rows = Object.entries(whole.properties ?? {}).flatMap(([name, value]) => {
    const inner = fieldRows(value, description, `${prefix}${name}.`.replace("..", "."), depth + 1);
    return [{
      name: `${prefix}${name}`.replace(".[]", "[]"), type: inner.type,
      isRequired: whole.required?.includes(name), about: merged(value, description)?.description,
    }, ...inner.rows];
  });
  return { type, rows };
}

/** A schema with the parts of `allOf`, and of the first of other choices that has fields. */
function merged(schema, description) {
  const plain = resolved(schema, description);
  if (!plain) return plain;
  const parts = (plain.allOf ?? []).map((part) => merged(part, description));
  const choice = (plain.oneOf ?? plain.anyOf ?? []).map((part) => merged(part, description))
    .find((part) => part?.properties);
  return [...parts, choice ?? {}].reduce((all, part) => ({
    ...part, ...all, properties: { ...part?.properties, ...all.properties },
    required: [...(part?.required ?? []), ...(all.required ?? [])],
  }), plain);
}

function typeName(schema, description) {
  if (schema.enum) return schema.enum.map(String).join(" | ");
  if (schema.const !== undefined) return String(schema.const);
  const choices = schema.oneOf ?? schema.anyOf;
  if (choices) return choices.map((each) => typeName(merged(each, description) ?? {}, description)).join(" | ");
  if (schema.items) return `[${typeName(merged(schema.items, description) ?? {}, description)}]`;
  return [schema.type].flat().filter(Boolean).join(" | ") || (schema.properties ? "object" : "");
}

/** A value that fits the schema, for the examples. */
export function exampleValue(schema, description, depth = 0) {
  const whole = merged(schema, description);
  if (!whole || depth > 5) return null;
  if (whole.example !== undefined) return whole.example;
  if (whole.examples?.length) return whole.examples[0];
  if (whole.default !== undefined) return whole.default;
  if (whole.enum) return whole.enum[0];
  const choices = whole.oneOf ?? whole.anyOf;
  if (choices && !Object.keys(whole.properties ?? {}).length) return exampleValue(choices[0], description, depth + 1);
  if (whole.properties) {
    const names = Object.keys(whole.properties).filter((name) => !whole.required || whole.required.includes(name)
      || merged(whole.properties[name], description)?.example !== undefined);
    return Object.fromEntries(names.map((name) => [name, exampleValue(whole.properties[name], description, depth + 1)]));
  }
  if (whole.items) return [exampleValue(whole.items, description, depth + 1)];
  return { string: "text", integer: 1, number: 0.5, boolean: true, object: {} }[[whole.type].flat()[0]] ?? null;
}
