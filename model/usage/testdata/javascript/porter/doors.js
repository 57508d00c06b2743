import { bot } from './lib/clients.js';
import { METHODS, talkTo } from './lib/call.js';

const { chat, users: people, views } = bot;
const { list } = bot.conversations;

export async function open(door) {
  await bot.reactions.add({ name: 'door' }); // want: reactions.add
  await chat.postMessage({ text: door }); // want: chat.postMessage
  await people.info({ user: door.user }); // want: users.info
  await views.open({}); // want: views.open
  for (const room of (await list({ types: 'im' })).channels) { // want: conversations.list
    await talkTo(METHODS.pin, room); // want: pins.add
    await talkTo(door.shut ? 'chat.delete' : 'chat.update', room); // want: chat.delete chat.update
  }
  await bot.filesUploadV2({ file: door }); // want: files.getUploadURLExternal files.completeUploadExternal
  const dialog = { chat: { update() {} } };
  dialog.chat.update({});
  logger.info('team.info', door);
  throw new Error('auth.test');
}
