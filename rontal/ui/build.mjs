// Bundles every room's assets into build/assets/<room>/ and copies the fonts.
// A room's entries are rontal/<room>/assets/*.entry.js and *.entry.css.
import { build } from "esbuild";
import { cp, mkdir, readdir, rm, stat } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
const out = join(root, "build/assets");
const fonts = ["eczar-latin-600-normal.woff2"];

async function entriesOf(room) {
  const folder = join(root, "rontal", room, "assets");
  const names = await readdir(folder).catch((error) => {
    if (error.code === "ENOENT") return [];
    throw error;
  });
  return names
    .filter((name) => /\.entry\.(js|css)$/.test(name))
    .map((name) => ({ in: join(folder, name), out: join(room, name.replace(/\.entry\.\w+$/, "")) }));
}

async function allEntries() {
  const rooms = (await readdir(join(root, "rontal"), { withFileTypes: true }))
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name);
  return (await Promise.all(rooms.map(entriesOf))).flat();
}

async function copyFonts() {
  const target = join(out, "ui/fonts");
  await mkdir(target, { recursive: true });
  const source = join(root, "node_modules/@fontsource/eczar/files");
  await Promise.all(fonts.map((font) => cp(join(source, font), join(target, basename(font)))));
}

await rm(out, { recursive: true, force: true });
const entryPoints = await allEntries();
const result = await build({
  absWorkingDir: root,
  entryPoints,
  outdir: out,
  bundle: true,
  minify: true,
  format: "iife",
  target: ["chrome80", "firefox78", "safari14"],
  external: ["*.woff2", "*.svg"],
  charset: "utf8",
  legalComments: "none",
  metafile: true,
  logLevel: "warning",
});
await copyFonts();
for (const file of Object.keys(result.metafile.outputs)) {
  const { size } = await stat(join(root, file));
  console.log(`${file} ${(size / 1024).toFixed(1)} kB`);
}
