// Of the design system's style sheets only what this site uses: rules, custom properties and tokens.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import postcss from "postcss";

const LIGHT = "--krds-light-";
const DARK = "--krds-high-contrast-";

export function* filesUnder(folder, ending) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* filesUnder(path, ending);
    else if (entry.name.endsWith(ending)) yield path;
  }
}

// Drop the rules whose classes or ids stand in no template, and those of the manual contrast mode.
export function keepUsed(css, root) {
  const words = new Set();
  for (const path of filesUnder(join(root, "templates"), ".html")) {
    for (const [word] of readFileSync(path, "utf8").matchAll(/[\w-]+/g)) words.add(word);
  }
  const isUsed = (selector) =>
    !selector.includes("[data-krds-mode") &&
    !/:-ms-|::-ms-|::-moz-/.test(selector) &&
    [...selector.replace(/:not\([^)]*\)/g, "").matchAll(/[.#]([\w-]+)/g)].every(([, name]) => words.has(name));
  const sheet = postcss.parse(css);
  sheet.walkComments((comment) => comment.remove());
  sheet.walkRules((rule) => {
    const kept = rule.selectors.filter(isUsed);
    if (kept.length) rule.selectors = kept;
    else rule.remove();
  });
  sheet.walkAtRules("media", (rule) => rule.nodes.length || rule.remove());
  return sheet.toString();
}

// All tokens of the design system: name -> value.
export function readTokens(path) {
  const tokens = new Map();
  postcss.parse(readFileSync(path, "utf8")).walkDecls(/^--/, (decl) => tokens.set(decl.prop, decl.value));
  return tokens;
}

function resolve(value, tokens) {
  return value.replace(/var\((--krds-[\w-]+)\)/g, (whole, name) =>
    tokens.has(name) ? resolve(tokens.get(name), tokens) : whole,
  );
}

function referenced(sheet) {
  const names = new Set();
  const collect = (text) => [...text.matchAll(/var\(\s*(--[\w-]+)/g)].forEach(([, name]) => names.add(name));
  sheet.walkDecls((decl) => collect(decl.value));
  return names;
}

function dropUnreferenced(sheet) {
  for (let dropped = -1; dropped; ) {
    dropped = 0;
    const names = referenced(sheet);
    sheet.walkDecls(/^--/, (decl) => {
      if (names.has(decl.prop)) return;
      decl.remove();
      dropped += 1;
    });
  }
  sheet.walkRules((rule) => rule.nodes.length || rule.remove());
  sheet.walkAtRules("media", (rule) => rule.nodes.length || rule.remove());
}

// Browsers before 2023 do not know (width < 48rem).
function spellRanges(sheet) {
  sheet.walkAtRules("media", (rule) => {
    rule.params = rule.params
      .replace(/\(width\s*<\s*([\d.]+)rem\)/g, (_, n) => `(max-width:${n - 0.01}rem)`)
      .replace(/\(width\s*>=\s*([\d.]+)rem\)/g, "(min-width:$1rem)");
  });
}

// The sheet, preceded by the tokens that it refers to: --krds-color-text-basic is the light value, and the value
// of the contrast mode where the reader prefers dark.
export function withTokens(css, tokens) {
  const sheet = postcss.parse(css.replaceAll(LIGHT, "--krds-"));
  spellRanges(sheet);
  dropUnreferenced(sheet);
  const light = [];
  const dark = [];
  for (const name of [...referenced(sheet)].sort()) {
    const token = tokens.has(name) ? name : name.replace("--krds-", LIGHT);
    if (!tokens.has(token)) continue;
    const value = resolve(tokens.get(token), tokens);
    light.push(`${name}:${value}`);
    const other = token.startsWith(LIGHT) && tokens.get(token.replace(LIGHT, DARK));
    const night = other && resolve(other, tokens);
    if (night && night !== value) dark.push(`${name}:${night}`);
  }
  return `:root{${light.join(";")}}@media (prefers-color-scheme:dark){:root{${dark.join(";")}}}${sheet}`;
}
