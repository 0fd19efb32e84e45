import { prove } from "./js/proof-of-work.js";

self.onmessage = (event) => self.postMessage(prove(event.data));
