import { SlackApp, SlackAppContext } from 'slack-cloudflare-workers'
export function chat(app: SlackApp<any>, client: LlamaChat) {
  app.message(/.*/, async ({ context, payload }) => {
    const tool = build((args) => context.client.chat.delete(args)) // want: chat.delete
    await client.chatWithTools(m)
  })
}
