// The shelf: sends what was read and marked without network.
import { sendLate } from "./offline/late.js";
import { settle } from "./offline/standing.js";

const { token, standing } = document.querySelector("[data-late]").dataset;
settle(standing).then(() => sendLate(localStorage, token, standing));
