// Reads [{path, width, height, kind}] from standard input, where each file holds luma row by row.
// Writes the results of the browser's capture modules on each picture.
import { readFileSync } from "node:fs";
import { hintOf } from "../../../../rontal/ui/assets/capture/hint.js";
import { blur, glare, light } from "../../../../rontal/ui/assets/capture/measure.js";
import { cardFit, faceFit } from "../../../../rontal/ui/assets/capture/outline.js";

const pictures = JSON.parse(readFileSync(0, "utf8"));
const answers = pictures.map(({ path, width, height, kind }) => {
  const grey = { width, height, data: new Uint8Array(readFileSync(path)) };
  return {
    light: light(grey),
    blur: blur(grey),
    glare: glare(grey),
    fit: kind === "face" ? faceFit(grey) : cardFit(grey),
    hint: hintOf(grey, kind),
  };
});
console.log(JSON.stringify(answers));
