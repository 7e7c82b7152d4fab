"use strict";

// textual.js opens the terminal when all is loaded; from then on keys are for the race, without a click on it first.
window.addEventListener("load", () => document.querySelector(".xterm-helper-textarea").focus());
