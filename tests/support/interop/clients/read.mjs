// Parses feeds with libraries of reading apps and prints the result as JSON.
//
//   node read.mjs READER ADDRESS…    RONTAL_APP="name:password" signs in as an app does
//
// Objects of a library's own classes name their class in `kind`.
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
const [reader, ...addresses] = process.argv.slice(2);

function ofReadium(name, className) {
  const globals = require("r2-opds-js/dist/es8-es2017/src/opds/init-globals");
  globals.initGlobalConverters_GENERIC();
  globals.initGlobalConverters_OPDS();
  const { TaJsonDeserialize } = require("r2-lcp-js/dist/es8-es2017/src/serializable");
  const found = require(`r2-opds-js/dist/es8-es2017/src/opds/opds2/${name}`)[className];
  return (text) => TaJsonDeserialize(JSON.parse(text), found);
}

function readium1() {
  require("r2-opds-js/dist/es8-es2017/src/opds/init-globals").initGlobalConverters_GENERIC();
  const { DOMParser } = require("@xmldom/xmldom");
  const { XML } = require("r2-utils-js/dist/es8-es2017/src/_utils/xml-js-mapper");
  const { OPDS } = require("r2-opds-js/dist/es8-es2017/src/opds/opds1/opds");
  const { Entry } = require("r2-opds-js/dist/es8-es2017/src/opds/opds1/opds-entry");
  return (text) => {
    const tree = new DOMParser().parseFromString(text, "application/xml");
    const kind = tree.documentElement.localName === "entry" ? Entry : OPDS;
    return XML.deserialize(tree, kind);
  };
}

function converted() {
  const read = readium1();
  ofReadium("opds2", "OPDSFeed");
  const { convertOpds1ToOpds2 } = require("r2-opds-js/dist/es8-es2017/src/opds/converter");
  return (text) => convertOpds1ToOpds2(read(text));
}

function palace() {
  const Parser = require("opds-feed-parser").default;
  return (text) => new Parser().parse(text);
}

function opdsTs() {
  const { Feed, Entry } = require("opds-ts/v1.2");
  const isEntry = /^\s*(<\?xml[^>]*>)?\s*<entry/;
  return (text) => {
    if (isEntry.test(text)) return Entry.fromXml(text);
    const feed = Feed.fromXml(text);
    return { ...feed.getOptions(), entries: feed.getEntries().map((one) => one.getOptions()) };
  };
}

const READERS = {
  "r2-opds-js 1": readium1,
  "r2-opds-js 1 to 2": converted,
  "r2-opds-js 2": () => ofReadium("opds2", "OPDSFeed"),
  "r2-opds-js publication": () => ofReadium("opds2-publication", "OPDSPublication"),
  "r2-opds-js authentication": () => ofReadium("opds2-authentication-doc", "OPDSAuthenticationDoc"),
  "opds-feed-parser": palace,
  "opds-ts": opdsTs,
};

function told(value) {
  if (value === null || typeof value !== "object" || value instanceof Date) return value;
  if (Array.isArray(value)) return value.map(told);
  const kind = value.constructor?.name;
  const named = kind && kind !== "Object" ? { kind } : {};
  const parts = Object.entries(value).map(([name, part]) => [name, told(part)]);
  return { ...named, ...Object.fromEntries(parts) };
}

async function fetched(address) {
  const headers = { "Accept-Language": "en" };
  const app = process.env.RONTAL_APP;
  if (app) headers.Authorization = `Basic ${Buffer.from(app).toString("base64")}`;
  const response = await fetch(address, { headers });
  return { status: response.status, text: await response.text() };
}

const read = READERS[reader]();
const answers = [];
for (const address of addresses) {
  const { status, text } = await fetched(address);
  answers.push({ status, read: told(await read(text)) });
}
process.stdout.write(JSON.stringify(answers));
