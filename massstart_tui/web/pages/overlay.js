"use strict";

const race = document.getElementById("race");
const texts = ["counter", "word", "doubt", "happened"].map((id) => document.getElementById(id));
const tables = { rows: ["rank", "bib", "name", "noc", "points"], groups: ["place", "who", "gap"] };
let old;

// What comes from a stream is data: it is only ever shown as text.
function row(columns, told) {
  const line = document.createElement("tr");
  for (const column of columns) {
    const cell = line.insertCell();
    cell.className = column;
    cell.textContent = told[column];
  }
  return line;
}

function show(told) {
  for (const text of texts) text.textContent = told[text.id];
  for (const [id, columns] of Object.entries(tables)) {
    document.getElementById(id).replaceChildren(...told[id].map((each) => row(columns, each)));
  }
  race.classList.toggle("bell", told.bell);
  race.hidden = false;
  clearTimeout(old);
  old = setTimeout(() => { document.getElementById("happened").textContent = ""; }, told.new_ms);
}

// The page is laid out for a picture 1920 wide; another is the same picture, smaller or larger.
function fit() {
  document.documentElement.style.zoom = window.innerWidth / 1920;
}

window.addEventListener("resize", fit);
fit();

const events = new EventSource("events");
events.onmessage = (message) => show(JSON.parse(message.data));
events.onopen = () => race.classList.remove("lost");
events.onerror = () => race.classList.add("lost");
