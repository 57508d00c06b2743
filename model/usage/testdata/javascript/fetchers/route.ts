export async function POST(req: Request) {
  const res = await fetch("https://slack.com/api/oauth.v2.access?" + new URLSearchParams({ code })); // want: oauth.v2.access
  const slackFetch = (path: string, init?: RequestInit) => fetch(`https://slack.com/api${path}`, init);
  await slackFetch("/chat.postMessage", { method: "POST" }); // want: chat.postMessage
  await slackFetch(`/users.info?user=${u}`); // want: users.info
  const api = (m: string) => `https://slack.com/api/${m}`;
  await fetch(api("views.open"), {}); // want: views.open
  await ky.post("chat.update", { prefixUrl: "https://slack.com/api" }); // want: chat.update
  const client = got.extend({ prefixUrl: "https://slack.com/api" });
  await client.post("reactions.add"); // want: reactions.add
  const { data } = await axios({ method: "post", url: "https://slack.com/api/pins.add" }); // want: pins.add
  await $fetch('/pins.list', { baseURL: 'https://slack.com/api' }); // want: pins.list
}
