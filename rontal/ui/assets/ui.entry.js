import "./js/main.js";
