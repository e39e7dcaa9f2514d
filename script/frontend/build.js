// Builds static/built: site.css with its fonts and icons, site.js, and the fonts for typesetting PDF.

import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import * as sass from "sass";
import { landSymbol } from "./land.js";
import { filesUnder, keepUsed, readTokens, withTokens } from "./used.js";

const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
const at = (...parts) => join(root, ...parts);
const source = at("static", "src");
const built = at("static", "built");
const krds = at("node_modules", "krds-uiux", "resources");
const pretendard = at("node_modules", "@fontsource", "pretendard");

function run(script, ...parameters) {
  const python = process.env.PYTHON || "python3";
  execFileSync(python, [at("script", "frontend", script), ...parameters], { stdio: "inherit" });
}

function compile(file) {
  // KRDS is written with @import: its warnings are its own.
  const options = { style: "compressed", charset: false, loadPaths: [krds], quietDeps: true, silenceDeprecations: ["import"] };
  return sass.compile(join(source, "scss", file), options).css;
}

// What the fonts are made from. They take some seconds, so they are made again only when it has changed.
function fontInputs() {
  const hash = createHash("sha256");
  const scripts = [...filesUnder(at("script", "frontend"), "fonts.py")].sort();
  for (const path of [...scripts, join(pretendard, "package.json")]) hash.update(readFileSync(path));
  return hash.digest("hex");
}

function makeFonts() {
  const faces = join(built, ".faces.css");
  const stamp = join(built, ".fonts");
  const inputs = fontInputs();
  if (!existsSync(stamp) || readFileSync(stamp, "utf8") !== inputs) {
    rmSync(stamp, { force: true });
    // Made beside the old ones and then put in their place, so that a site that is running never lacks a font.
    const fresh = join(built, ".fresh");
    rmSync(fresh, { recursive: true, force: true });
    run("typesetting_fonts.py", join(pretendard, "files"), join(fresh, "typesetting"));
    run("web_fonts.py", join(pretendard, "files"), join(fresh, "fonts"), faces);
    for (const folder of ["typesetting", "fonts"]) {
      cpSync(join(pretendard, "LICENSE"), join(fresh, folder, "LICENSE"));
      rmSync(join(built, folder), { recursive: true, force: true });
      renameSync(join(fresh, folder), join(built, folder));
    }
    rmSync(fresh, { recursive: true, force: true });
    writeFileSync(stamp, inputs);
  }
  return readFileSync(faces, "utf8").replaceAll("}\n", "}");
}

function makeStyles(faces) {
  const parts = keepUsed(compile("krds.scss"), root);
  const tokens = readTokens(join(krds, "css", "token", "krds_tokens.css"));
  const css = faces + withTokens(parts + compile("site.scss"), tokens);
  for (const [, path] of css.matchAll(/url\(krds\/([^)]+)\)/g)) {
    mkdirSync(dirname(join(built, "krds", path)), { recursive: true });
    cpSync(join(krds, path), join(built, "krds", path));
  }
  return css;
}

function write(name, text) {
  writeFileSync(join(built, name), text);
  console.log(`${name}: ${text.length} bytes, ${gzipSync(text, { level: 9 }).length} compressed`);
}

const started = Date.now();
rmSync(join(built, "krds"), { recursive: true, force: true });
mkdirSync(built, { recursive: true });
write("site.css", makeStyles(makeFonts()));
for (const name of ["site.js", "search.js", "suggestions.js", "passkeys.js"]) write(name, readFileSync(join(source, "js", name), "utf8"));
write("desk.css", readFileSync(join(source, "admin", "desk.css"), "utf8"));
for (const name of ["styles.js", "starters.js", "faults.js", "localize.js", "memory.js"]) write(name, readFileSync(join(source, "admin", name), "utf8"));
write("htmx.js", readFileSync(at("node_modules", "htmx.org", "dist", "htmx.min.js"), "utf8"));
cpSync(join(source, "images"), built, { recursive: true });
write("land.svg", landSymbol(at("node_modules", "world-atlas", "land-110m.json")));
console.log(`Built in ${((Date.now() - started) / 1000).toFixed(1)} s`);
