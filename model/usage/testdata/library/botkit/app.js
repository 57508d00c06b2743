const Botkit = require('botkit');
const answer = require('./answer');

const controller = Botkit.slackbot({});
controller.spawn({ token: process.env.SLACK_TOKEN }).startRTM(); // want: rtm.connect

controller.hears(['soup'], ['direct_message'], (bot, message) => {
  bot.whisper(message, 'Only you see this.'); // want: chat.postEphemeral
  answer(bot, message);
});
console.say('this is no bot');
