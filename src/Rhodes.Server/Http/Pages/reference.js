// The OpenAPI document as a page.
'use strict';
const make = (name, text, ...children) => { const element = document.createElement(name); if (text) element.textContent = text; element.append(...children); return element; };
const nameOf = schema => schema?.$ref?.split('/').pop();

// An example of what a schema describes, for people.
function sketch(schema, all, depth = 0) {
  if (!schema || depth > 5) return null;
  if (schema.$ref) return sketch(all[nameOf(schema)], all, depth);
  const variant = (schema.oneOf ?? schema.anyOf)?.find(each => each.type !== 'null');
  if (variant) return sketch(variant, all, depth);
  const type = [schema.type].flat().find(each => each !== 'null');
  if (schema.properties) return Object.fromEntries(Object.entries(schema.properties).map(([name, value]) => [name, sketch(value, all, depth + 1)]));
  if (type === 'array') return [sketch(schema.items, all, depth + 1)];
  if (type === 'integer' || type === 'number') return 0;
  if (type === 'boolean') return false;
  if (type === 'object') return {};
  return '…';
}

function body(title, content, all) {
  const parts = [make('h3', title)];
  for (const [type, media] of Object.entries(content ?? {})) {
    const example = media.example ?? sketch(media.schema, all);
    parts.push(make('p', type), make('pre', typeof example === 'string' ? example : JSON.stringify(example, null, 2)));
  }
  return parts;
}

function operation(path, verb, it, all) {
  const details = make('details');
  const summary = make('summary', null, Object.assign(make('span', verb.toUpperCase()), { className: 'verb' }), make('code', path), ` ${it.summary ?? ''}`);
  details.append(summary);
  if (it.description) details.append(make('p', it.description));
  if (it.parameters?.length) {
    const rows = it.parameters.map(each => make('tr', null, make('td', each.name), make('td', each.in), make('td', each.required ? 'needed' : ''), make('td', each.description ?? '')));
    details.append(make('table', null, make('tbody', null, ...rows)));
  }
  if (it.requestBody) details.append(...body('Body', it.requestBody.content, all));
  for (const [status, answer] of Object.entries(it.responses ?? {})) if (status < '300') details.append(...body(`Answer ${status}`, answer.content, all));
  return details;
}

(async () => {
  const document_ = await (await fetch('/openapi/v1.json')).json();
  const all = document_.components?.schemas ?? {};
  const groups = new Map();
  for (const [path, verbs] of Object.entries(document_.paths))
    for (const [verb, it] of Object.entries(verbs)) {
      const group = it.tags?.[0] ?? 'Other';
      if (!groups.has(group)) groups.set(group, []);
      groups.get(group).push(operation(path, verb, it, all));
    }
  document.getElementById('about').textContent = document_.info.description;
  document.getElementById('groups').replaceChildren(...[...groups].flatMap(([name, operations]) => [make('h2', name), ...operations]));
})();
