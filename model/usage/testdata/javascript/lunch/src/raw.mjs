const BASE = 'https://slack.com/api';

export async function raw(token) {
  await fetch('https://slack.com/api/auth.test', { method: 'POST' }); // want: auth.test
  await fetch(`${BASE}/conversations.list?limit=200`); // want: conversations.list
  await fetch(BASE + '/emoji.list'); // want: emoji.list
  await fetch('https://slack.com/api/nothing.known');
  // await fetch('https://slack.com/api/rtm.start');
  await fetch('https://api.slack.com/methods/rtm.start');
  return callSlack({ method: 'dnd.info', token }); // want: dnd.info
}
