"use strict";

// The fewest columns of a screen, the widest letters in pixels, and how wide a letter is for its height.
const COLUMNS = 60, LARGEST = 16, WIDE = 0.61;

// textual.js keeps its socket to itself; the buttons need it as well.
let socket;
window.WebSocket = class extends WebSocket {
  constructor(...address) {
    super(...address);
    socket = this;
    this.addEventListener("message", heard);
  }
};

function heard(message) {
  const [kind, keys] = typeof message.data === "string" ? JSON.parse(message.data) : [];
  if (kind !== "keys") return;
  const nav = document.querySelector("nav"), before = nav.offsetHeight;
  nav.replaceChildren(...keys.map(button));
  // the terminal has the room that is left
  if (nav.offsetHeight !== before) window.dispatchEvent(new Event("resize"));
}

function button([shown, does, key]) {
  const made = document.createElement("button"), name = document.createElement("b");
  name.textContent = shown;
  made.append(name, ` ${does}`);
  // not a click: that would take the focus from the terminal, and open the keyboard of a phone
  made.addEventListener("pointerdown", (event) => event.preventDefault());
  made.addEventListener("click", () => socket.send(JSON.stringify(["key", key])));
  return made;
}

// On a phone, letters so small that the fewest columns fit.
document.addEventListener("DOMContentLoaded", () => {
  const fits = Math.floor(window.innerWidth / COLUMNS / WIDE);
  document.querySelector(".textual-terminal").dataset.fontSize = Math.min(LARGEST, fits);
});

// textual.js opens the terminal when all is loaded; from then on keys are for the race, without a click on it first.
// On a touch screen, that would open the keyboard on it.
window.addEventListener("load", () => {
  if (!window.matchMedia("(pointer: coarse)").matches) document.querySelector(".xterm-helper-textarea").focus();
});
