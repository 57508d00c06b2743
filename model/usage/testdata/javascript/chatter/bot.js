const { Botkit } = require('botkit');
const { SlackAdapter, SlackEventMiddleware } = require('botbuilder-adapter-slack');

const adapter = new SlackAdapter({ botToken: process.env.SLACK_TOKEN });
const controller = new Botkit({ adapter });

controller.hears('hi', 'message', async (bot, message) => {
  await bot.reply(message, 'hello'); // want: chat.postMessage
  await bot.api.reactions.add({ name: 'wave', channel: message.channel, timestamp: message.ts }); // want: reactions.add
  const who = await bot.api.users.info({ user: message.user }); // want: users.info
  await bot.replyEphemeral(message, 'psst'); // want: chat.postEphemeral
  await bot.say('x'); // want: chat.postMessage
});
