"use strict";
// The page is drawn by the server. This script sends what a person does to the control plane,
// as JSON, and has parts of the page drawn anew when something has happened.
const result = document.getElementById("result");
const as = document.getElementById("as");
const maxCalls = 100;

function say(text, bad) {
  result.textContent = text;
  result.classList.toggle("bad", bad);
}

// bodyOf is a form as JSON: empty fields are left out, and "submission.name" is a field of an object.
function bodyOf(form, pressed) {
  const body = {};
  const fields = [...new FormData(form)];
  if (pressed && pressed.name) fields.push([pressed.name, pressed.value]);
  const cancelled = pressed && pressed.name === "answer" && ["cancel", "close"].includes(pressed.value);
  for (const [name, value] of fields) {
    const dot = name.indexOf(".");
    if (dot >= 0 && !cancelled && (value !== "" || name.startsWith("submission."))) {
      body[name.slice(0, dot)] = body[name.slice(0, dot)] || {};
      body[name.slice(0, dot)][name.slice(dot + 1)] = value;
    } else if (dot < 0 && value !== "") { // what a person leaves empty is not entered
      body[name] = value;
    }
  }
  if (["/sandbox/trigger", "/sandbox/messages"].includes(form.dataset.post)) {
    body.team = document.body.dataset.team;
    body.user = body.user || (as ? as.value : ""); // what one person alone sees, that person presses
  }
  return body;
}

document.addEventListener("submit", async (event) => {
  const form = event.target;
  event.preventDefault();
  if (form.id === "search") {
    const query = new URLSearchParams({ team: document.body.dataset.team, find: form.find.value });
    location.search = query.toString();
    return;
  }
  try {
    const answer = await fetch(form.dataset.post, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(bodyOf(form, event.submitter)),
    });
    const reply = await answer.json();
    const wrong = (reply.errors || []).map((e) => e.name + ": " + e.error).join("; ");
    say(reply.ok ? reply.warning || wrong || "Done." : reply.error, !reply.ok || Boolean(reply.warning || wrong));
    if (reply.ok && form.classList.contains("line")) form.querySelector("input:not([type=hidden])").value = "";
  } catch (error) {
    say("The sandbox does not answer: " + error.message, true);
  }
  refresh();
});

if (as) {
  as.addEventListener("change", () => {
    const query = new URLSearchParams(location.search);
    query.set("as", as.value);
    history.replaceState(null, "", "/?" + query);
  });
}

// refresh has the messages, and what waits for an answer, drawn anew, unless a person is typing there.
async function refresh() {
  const answer = await fetch(location.href);
  if (!answer.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const id of ["messages", "waiting"]) {
    const here = document.getElementById(id);
    const typing = here.contains(document.activeElement) && document.activeElement.matches("input, textarea, select");
    if (typing) continue;
    const atEnd = here.scrollHeight - here.scrollTop - here.clientHeight < 40;
    here.replaceChildren(...document.importNode(page.getElementById(id), true).childNodes);
    if (atEnd) here.scrollTop = here.scrollHeight;
  }
}

function addCall(call) {
  const row = document.createElement("tr");
  row.classList.toggle("refused", call.refused);
  for (const value of [call.at, call.method, call.token, call.outcome, call.arguments]) {
    row.insertCell().textContent = value;
  }
  const calls = document.getElementById("calls");
  calls.prepend(row);
  while (calls.rows.length > maxCalls) calls.lastElementChild.remove();
}

const stream = new EventSource("/page/stream");
stream.addEventListener("call", (event) => addCall(JSON.parse(event.data)));
stream.addEventListener("changed", refresh);
stream.addEventListener("open", () => { document.body.dataset.live = "true"; });
document.getElementById("messages").scrollTop = document.getElementById("messages").scrollHeight;
document.body.dataset.ready = "true";
