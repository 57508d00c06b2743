const BASE = 'https://slack.com';
async function slackGet(path, params) {
  const url = new URL(`/api/${path}`, BASE);
  Object.entries(params).forEach(([k, v]) => url.searchParams.set(k, v));
  return (await fetch(url)).json();
}
async function run() {
  await slackGet('conversations.list', {}); // want: conversations.list
  const u = new URL('/api/users.lookupByEmail', BASE); // want: users.lookupByEmail
  await fetch(u);
}
