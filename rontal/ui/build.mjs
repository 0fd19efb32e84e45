// Bundles the assets of each Django app into build/assets/<app>/ and copies the fonts. The entries
// of an app are rontal/<app>/assets/*.entry.js and *.entry.css.
import { build } from "esbuild";
import { cp, mkdir, readdir, rename, rm, stat } from "node:fs/promises";
import { basename, dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
const target = join(root, "build/assets");
const out = join(root, `build/assets-${process.pid}`); // replaces the former folder once it is complete
const fonts = [
  "eczar/files/eczar-latin-600-normal.woff2",
  "opendyslexic/files/opendyslexic-latin-400-normal.woff2",
  "opendyslexic/files/opendyslexic-latin-700-normal.woff2",
];

async function entriesOf(app) {
  const folder = join(root, "rontal", app, "assets");
  const names = await readdir(folder).catch((error) => {
    if (error.code === "ENOENT") return [];
    throw error;
  });
  return names
    .filter((name) => /\.entry\.(js|css)$/.test(name))
    .map((name) => ({ in: join(folder, name), out: join(app, name.replace(/\.entry\.\w+$/, "")) }));
}

async function allEntries() {
  const apps = (await readdir(join(root, "rontal"), { withFileTypes: true }))
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name);
  return (await Promise.all(apps.map(entriesOf))).flat();
}

async function copyFonts() {
  const folder = join(out, "ui/fonts");
  await mkdir(folder, { recursive: true });
  const source = join(root, "node_modules/@fontsource");
  await Promise.all(fonts.map((font) => cp(join(source, font), join(folder, basename(font)))));
}

async function bundle() {
  const result = await build({
    absWorkingDir: root,
    entryPoints: await allEntries(),
    outdir: out,
    bundle: true,
    minify: true,
    format: "iife",
    target: ["chrome80", "firefox78", "safari15"],
    external: ["*.woff2", "*.svg"],
    charset: "utf8",
    legalComments: "none",
    metafile: true,
    tsconfigRaw: "{}", // tsconfig.json is for the check of types alone
    logLevel: "warning",
  });
  await Promise.all([copyFonts(), cp(join(root, "rontal/ui/drawings/icon.svg"), join(out, "ui/icon.svg"))]);
  return Object.keys(result.metafile.outputs);
}

try {
  const files = await bundle();
  for (const file of files) {
    const { size } = await stat(join(root, file));
    console.log(`${relative(out, join(root, file))} ${(size / 1024).toFixed(1)} kB`);
  }
  await rm(target, { recursive: true, force: true });
  await rename(out, target);
} catch (error) {
  await rm(out, { recursive: true, force: true });
  throw error;
}
