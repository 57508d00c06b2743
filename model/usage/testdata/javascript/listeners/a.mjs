import { slack } from './lib.mjs';
export const handler = async ({ client, body, ack, logger, context, say }) => {
  await ack();
  const [a, b] = await Promise.all([
    client.users.info({ user: body.user.id }), // want: users.info
    client.conversations.info({ channel }), // want: conversations.info
  ]);
  await say(`hi`); // want: chat.postMessage
};
