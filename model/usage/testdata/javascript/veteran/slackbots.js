const SlackBot = require('slackbots');
const bot = new SlackBot({ token: process.env.T, name: 'robot' }); // want: rtm.start

bot.on('start', () => {
  bot.postMessageToChannel('general', 'meow!', {}); // want: chat.postMessage
  bot.postMessageToUser('user', 'hi'); // want: im.open chat.postMessage
  bot.getUsers(); // want: users.list
});
