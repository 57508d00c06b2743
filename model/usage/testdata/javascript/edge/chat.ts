import { SlackApp, SlackAppContext } from 'slack-cloudflare-workers'
export function chat(app: SlackApp<any>, client: Oracle) {
  app.message(/.*/, async ({ context, payload }) => {
    const wipe = tool((args) => context.client.chat.delete(args)) // want: chat.delete
    await client.ask(question)
  })
}
