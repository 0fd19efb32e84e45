import { setUpCapture } from "./capture/camera-page.js";

setUpCapture();
