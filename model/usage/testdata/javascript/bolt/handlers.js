export const hi = async ({ message, say, client, logger }) => {
  await say('hello'); // want: chat.postMessage
  const r = await client.conversations.replies({ channel: message.channel }); // want: conversations.replies
  await helper(client, r);
  await Promise.all(ids.map((u) => client.users.info({ user: u }))); // want: users.info
};
async function helper(client, r) {
  await client.chat.getPermalink({ channel: 'C' }); // want: chat.getPermalink
  await client.team.info(); // want: team.info
}
export class Svc {
  constructor(client) { this.client = client; this.slackClient = client; }
  async a() { await this.client.chat.delete({}); } // want: chat.delete
  async b() { await this.slackClient.users.list(); } // want: users.list
  async c() { const fn = this.client.chat.update; await fn({}); } // want: chat.update
  async d() { const post = this.client.chat.postEphemeral.bind(this.client.chat); await post({}); } // want: chat.postEphemeral
}
