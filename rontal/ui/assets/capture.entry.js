import { setUpCapture } from "./capture/page.js";

setUpCapture();
