// Plays Slack's people, through the control plane of the sandbox.
'use strict';

// people returns a function that does something at the control plane, and returns the answer.
function people(base) {
  return async (path, body) => {
    const response = await fetch(`${base}/sandbox/${path}`, body === undefined ? {} : {
      method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body),
    });
    const answer = await response.json();
    if (!answer.ok || answer.warning) throw new Error(`${path}: ${answer.error || answer.warning}`);
    return answer;
  };
}

// until waits for something to be there: an app may go on after it has acknowledged.
async function until(what, found) {
  for (const end = Date.now() + 10000; Date.now() < end;) {
    const value = await found();
    if (value) return value;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error(`${what} does not come about`);
}

// print prints what a script found out, or why it could not, and ends.
function print(script) {
  script.then((read) => {
    console.log(JSON.stringify(read));
    process.exit(0);
  }, (error) => {
    console.error(error);
    process.exit(1);
  });
}

module.exports = { people, until, print };
