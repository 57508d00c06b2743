import { SlackApp } from 'slack-cloudflare-workers'
export const app = new SlackApp({ env })
app.message(/x/, async ({ context, payload }) => {
  await context.say({ text: 'x' }) // want: chat.postMessage
  await context.client.conversations.replies({ channel: payload.channel, ts }) // want: conversations.replies
  await context.respond({ text: 'x' })
})
app.command('/x', async (req) => 'ok', async ({ context: { client } }) => {
  await client.views.open({ trigger_id }) // want: views.open
})
