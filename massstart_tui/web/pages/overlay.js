"use strict";

const race = document.getElementById("race");
const texts = ["counter", "word", "doubt"].map((id) => document.getElementById(id));
const rows = document.getElementById("rows");
const columns = ["rank", "bib", "name", "noc", "points"];

// What comes from a stream is data: it is only ever shown as text.
function row(skater) {
  const line = document.createElement("tr");
  for (const column of columns) {
    const cell = line.insertCell();
    cell.className = column;
    cell.textContent = skater[column];
  }
  return line;
}

function show(told) {
  for (const text of texts) text.textContent = told[text.id];
  rows.replaceChildren(...told.rows.map(row));
  race.classList.toggle("bell", told.bell);
  race.hidden = false;
}

const events = new EventSource("events");
events.onmessage = (message) => show(JSON.parse(message.data));
events.onopen = () => race.classList.remove("lost");
events.onerror = () => race.classList.add("lost");
