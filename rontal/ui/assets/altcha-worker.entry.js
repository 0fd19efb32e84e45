import { prove } from "./js/proof.js";

self.onmessage = (event) => self.postMessage(prove(event.data));
